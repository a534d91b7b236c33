import { adopt, documentStore, flush, isActive, moveTo, stopRun } from "../../app/document";
import { documentName } from "../../app/documentName";
import { notifyDone, notifyError } from "../../app/notify";
import { focusField } from "../../app/problems";
import { setLeftOpen } from "../../app/window";
import type { DocumentState } from "../../bindings";
import { confirm } from "../../components/confirm";
import i18n from "../../i18n";
import { type FileKind, platform } from "../../platform";
import { loadRecent } from "./recent";

const kinds = (): FileKind[] => [{ name: i18n.t("documents:kind"), extensions: ["fetchgrid"] }];

/** Resolves when no run is going on any more. */
function runEnded(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (isActive(documentStore.getState().progress)) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = documentStore.subscribe(look);
    look();
  });
}

/** Makes the open document ready to be left: a run is stopped (after asking), the form is saved. False: stay. */
async function leave(): Promise<boolean> {
  if (isActive(documentStore.getState().progress)) {
    const isSure = await confirm({
      title: i18n.t("documents:leave.title"),
      text: i18n.t("documents:leave.text"),
      yes: i18n.t("documents:leave.yes"),
      no: i18n.t("documents:leave.no"),
    });
    if (!isSure) return false;
    if (isActive(documentStore.getState().progress)) {
      await stopRun();
      await runEnded();
    }
  }
  await flush();
  return true;
}

/** Leaves the open document for another one (or for the welcome page); errors are shown, and the old one stays. */
async function turnTo(next: () => Promise<DocumentState | null>): Promise<void> {
  try {
    if (!(await leave())) return;
    await adopt(await next());
  } catch (thrown) {
    notifyError(thrown);
  }
  // The list is a convenience: without it the window still works.
  loadRecent().catch(() => undefined);
}

/** Goes to the first field, too: there is only one thing to do in an empty document. */
export async function newDocument(): Promise<void> {
  const { generation } = documentStore.getState();
  await turnTo(() => platform().documents.create());
  if (documentStore.getState().generation === generation) return;
  setLeftOpen(true);
  setTimeout(() => focusField({ at: "address" }));
}
export const openSample = () => turnTo(() => platform().documents.sample());
export const openPath = (path: string) => turnTo(() => platform().documents.open(path));
export const closeDocument = () => turnTo(() => platform().documents.close());

export async function chooseAndOpen(): Promise<void> {
  try {
    const path = await platform().files.pickOpen(i18n.t("documents:openTitle"), kinds());
    if (path) await openPath(path);
  } catch (thrown) {
    notifyError(thrown);
  }
}

/** Where to write a document; null when dismissed. */
function pickSavePath(name: string): Promise<string | null> {
  return platform().files.pickSave(
    i18n.t("documents:saveTitle"),
    kinds(),
    `${name.replace(/\.fetchgrid$/i, "")}.fetchgrid`,
  );
}

export async function saveAs(): Promise<void> {
  const { document } = documentStore.getState();
  if (!document) return;
  try {
    await flush();
    const path = await pickSavePath(document.path ?? documentName(document));
    if (!path) return;
    const saved = await platform().documents.saveAs(path);
    moveTo(saved);
    notifyDone(i18n.t("documents:saved", { name: saved.name }));
  } catch (thrown) {
    notifyError(thrown);
  }
  loadRecent().catch(() => undefined);
}
