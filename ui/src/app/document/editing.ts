import type { Check, Extraction } from "../../bindings";
import { platform } from "../../platform";
import { notifyError } from "../notify";
import { refresh } from "./refresh";
import { documentStore, isActive } from "./store";

// The form's state lives here and nowhere else; the backend follows a quarter of a second behind.

/** Long enough that typing does not check every letter, short enough to feel at once. */
const SAVE_AFTER_MS = 250;
/** Sending and checking a list of so many characters takes long enough to be felt, so it waits for a real pause. */
const LARGE_TEXT = 200_000;
const SAVE_LARGE_AFTER_MS = 1000;
let timer: ReturnType<typeof setTimeout> | undefined;
let dirty = false;
let revision = 0;
let lastFlush: Promise<void> = Promise.resolve();

/** Forgets what is typed and not saved: the document is left. */
export function cancelPending(): void {
  clearTimeout(timer);
  dirty = false;
  revision += 1;
}

function textOf(extraction: Extraction): number {
  return extraction.lists.reduce((sum, { source }) => sum + (source.kind === "typed" ? source.text.length : 0), 0);
}

/** Changes the extraction in the form; saving and checking follow by themselves. */
export function edit(change: (extraction: Extraction) => Extraction): void {
  const { document } = documentStore.getState();
  if (!document) return;
  documentStore.setState({ document: { ...document, extraction: change(document.extraction) }, checking: true });
  dirty = true;
  revision += 1;
  clearTimeout(timer);
  const delay = textOf(document.extraction) > LARGE_TEXT ? SAVE_LARGE_AFTER_MS : SAVE_AFTER_MS;
  timer = setTimeout(() => {
    // What was typed stays in the form, and is saved with the next change or command.
    flush().catch(notifyError);
  }, delay);
}

/** Saves and checks what is in the form now. Await it before any command that reads the extraction. */
export function flush(force = false): Promise<void> {
  clearTimeout(timer);
  if (!dirty && !force) return lastFlush;
  dirty = false;
  const mine = revision;
  const { document } = documentStore.getState();
  if (!document) return Promise.resolve();
  // One after another: an older form must never be the last that is saved.
  lastFlush = lastFlush
    .catch(() => undefined)
    .then(() => platform().extraction.update(document.extraction))
    .then(
      (check) => {
        if (revision !== mine) return;
        const { checked, progress } = documentStore.getState();
        documentStore.setState({ check, checking: false, checked: document.extraction });
        // With the form may have changed whether what was fetched belongs to the plan, and what a draft is called.
        const isRenamed = document.path === null && checked?.request.address !== document.extraction.request.address;
        if (isRenamed || (progress.done > 0 && !isActive(progress))) refresh().catch(() => undefined);
      },
      (thrown) => {
        if (revision === mine) {
          dirty = true;
          documentStore.setState({ checking: false });
        }
        throw thrown;
      },
    );
  return lastFlush;
}

export function isRunnable(check: Check | null): boolean {
  return check !== null && check.requests !== null && !check.problems.some((problem) => problem.blocking);
}
