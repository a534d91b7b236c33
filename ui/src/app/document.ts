import { create } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type {
  AppError,
  AppEvent,
  Check,
  Counts,
  DocumentState,
  ExportProgress,
  Extraction,
  PauseReason,
  Progress,
  RunRequest,
  ShapeStep,
  ShapingProgress,
  TestResult,
} from "../bindings";
import { platform, toAppError } from "../platform";
import { notifyError } from "./notify";
import { ALL_FAILURES, isAgain, runRequest } from "./runRequest";
import { resetWindow, showTab } from "./window";

/** The answer of "Test one": none asked for yet, under way, there, or it could not be sent. */
export type TestState =
  | { state: "none" }
  | { state: "running" }
  // With the steps that the document had, which its rows were made by.
  | { state: "done"; result: TestResult; steps: ShapeStep[] }
  | { state: "failed"; error: AppError };

export interface DocumentStore {
  /** False until the backend said what is open. */
  loaded: boolean;
  /** Null on the welcome page. `extraction` is what the form shows; the rest is as the backend last said. */
  document: DocumentState | null;
  /** Grows by one with every document that is opened, so that a view can forget what it knew of the last. */
  generation: number;
  progress: Progress;
  /** What the extraction means; null until the first check. */
  check: Check | null;
  /** The extraction in the form is newer than `check`. */
  checking: boolean;
  /** What `check` is of: a problem of a field that was changed since is not shown. */
  checked: Extraction | null;
  /** The user tried to run: show the problems of fields that were never left, too. */
  tried: boolean;
  test: TestState;
  exportProgress: ExportProgress | null;
  /** How far the table is that is being made anew from the stored answers, or was last. */
  shapingProgress: ShapingProgress | null;
}

export const IDLE: Progress = {
  phase: "idle",
  mode: null,
  total: 0,
  done: 0,
  failed: 0,
  runTotal: 0,
  runDone: 0,
  runFailed: 0,
  inFlight: 0,
  workers: 0,
  auto: null,
  perSecond: 0,
  sentPerSecond: 0,
  reused: 0,
  elapsedMs: 0,
  leftMs: null,
  pages: null,
  rows: 0,
  tableVersion: 0,
  wait: null,
  pause: null,
  note: null,
  error: null,
};

const CLOSED = {
  document: null,
  progress: IDLE,
  check: null,
  checking: false,
  checked: null,
  tried: false,
  test: { state: "none" } as TestState,
  exportProgress: null,
  shapingProgress: null,
};

const useStore = create<DocumentStore>(() => ({ loaded: false, generation: 0, ...CLOSED }));

/** For code outside React. */
export const documentStore = useStore;

// Hooks: each re-renders its component only when its own part changes.

export const useLoaded = () => useStore((state) => state.loaded);
/** The open document, or null on the welcome page. Changes with every keystroke in the form: prefer the narrower hooks. */
export const useDocument = () => useStore((state) => state.document);
/** How the open document is called, and where it is. */
export const useDocumentName = () =>
  useStore(
    useShallow(({ document }) =>
      document ? { name: document.name, path: document.path, readOnly: document.readOnly } : null,
    ),
  );
/** Whether a document is open. */
export const useHasDocument = () => useStore((state) => state.document !== null);
/** A new number for every document that is opened: use it as a `key`, or to drop what was cached. */
export const useDocumentGeneration = () => useStore((state) => state.generation);
/** What the user set up, as the form shows it; null on the welcome page. */
export const useExtraction = (): Extraction | null => useStore((state) => state.document?.extraction ?? null);
/** Whether answers are asked for page by page. */
export const useHasPages = () =>
  useStore((state) => (state.document?.extraction.paging.rule.kind ?? "single") !== "single");
/** The run as of the last snapshot: changes ten times a second while it runs. */
export const useProgress = () => useStore((state) => state.progress);
export const usePhase = () => useStore((state) => state.progress.phase);
/** Whether a run is going on, paused and stopping included. */
export const useIsRunning = () => useStore((state) => isActive(state.progress));
/** Whether the form may not be changed: a run is going on, or the document is read-only. */
export const useIsLocked = () => useStore((state) => isActive(state.progress) || (state.document?.readOnly ?? false));
/** Whether nothing may be written to the document. */
export const useIsReadOnly = () => useStore((state) => state.document?.readOnly ?? false);
/**
 * Requests that "Fetch the rest" would fetch: none unless a part of the plan as it stands was fetched already, and none
 * while a run is fetching them.
 */
export const useRest = () => useStore((state) => (isActive(state.progress) ? 0 : restOf(state)));
/** Why the last run paused by itself; null while a run goes on, or when it ended in another way. */
export const usePause = () => useStore(pauseOf);
/** Whether Run goes on with a run that paused by itself. */
export const useCanContinue = () => useStore(canContinue);
/** What Auto has come to in this run. */
export const useAutoChoice = () => useStore(useShallow((state) => state.progress.auto));
/** How the run is done otherwise than was asked. */
export const useRunNote = () => useStore((state) => state.progress.note);
/** Rows in the whole table, live: changes ten times a second while it runs. */
export const useRowCount = () => useStore(liveRows);
/** Whether the table has any rows. */
export const useHasRows = () => useStore((state) => liveRows(state) > 0);
/** Columns of the table as last told (refreshed about once a second during a run; `ViewInfo` is exact for a view). */
export const useColumns = () => useStore((state) => state.document?.table.columns ?? NO_COLUMNS);
/** What is on disk of the plan (failed requests included), refreshed about once a second during a run; `useProgress` is live. */
export const useCounts = (): Counts => useStore((state) => state.document?.counts ?? NO_COUNTS);
/** Failed requests of the whole document, live. */
export const useFailedCount = () => useStore((state) => state.progress.failed);
/** Moves with every change of the table's rows: pages fetched under another number are stale. */
export const useTableVersion = () => useStore(tableVersionOf);
/** The answer of "Test one". */
export const useTest = () => useStore((state) => state.test);
/** Placeholders, problems, counts of the lists, first addresses; null until the first check. */
export const useCheck = () => useStore((state) => state.check);
export const useIsChecking = () => useStore((state) => state.checking);
export const useTried = () => useStore((state) => state.tried);
/** The export that is going on or ended last; null when there was none. */
export const useExportProgress = () => useStore((state) => state.exportProgress);

export const useShapingProgress = () => useStore((state) => state.shapingProgress);
/** The steps of the table as it stands. */
export const useAppliedSteps = (): ShapeStep[] => useStore((state) => state.document?.steps ?? NO_STEPS);

const NO_STEPS: ShapeStep[] = [];
const NO_COLUMNS: DocumentState["table"]["columns"] = [];
const NO_COUNTS: Counts = { planned: 0, succeeded: 0, failed: 0, rows: 0 };

export function isActive(progress: Progress): boolean {
  return progress.phase === "running" || progress.phase === "paused" || progress.phase === "stopping";
}

/** See `useRest`. For code outside React. */
export function restOf({ document, progress }: DocumentStore): number {
  if (!document?.planUnchanged || progress.done === 0) return 0;
  return Math.max(0, progress.total - progress.done);
}

/** See `usePause`. A document that is opened again tells of the pause itself. */
export function pauseOf({ document, progress }: DocumentStore): PauseReason | null {
  if (progress.phase === "pausedItself") return progress.pause ?? document?.pause ?? null;
  return progress.phase === "idle" ? (document?.pause ?? null) : null;
}

/** See `useCanContinue`. Where the plan was changed since, there is nothing that could be gone on with. */
export function canContinue(state: DocumentStore): boolean {
  const { document } = state;
  return document?.planUnchanged === true && !document.readOnly && pauseOf(state) !== null;
}

/** See `useTableVersion`. For code outside React. */
export function tableVersionOf({ progress, document }: DocumentStore): number {
  return Math.max(progress.tableVersion, document?.table.version ?? 0);
}

function liveRows(state: DocumentStore): number {
  const table = state.document?.table;
  // The newer of the two speaks; a run that starts over makes the number smaller, so the maximum would be wrong.
  return state.progress.tableVersion > (table?.version ?? 0) ? state.progress.rows : (table?.rows ?? 0);
}

// Opening and closing.

/** Asks the backend what is open and listens from then on. Once, at the start. */
export async function connect(): Promise<void> {
  await platform().subscribe(receive);
  await adopt(await platform().documents.state());
}

/** Takes a document that the backend just opened (or null: the welcome page) as the one to show. */
export async function adopt(document: DocumentState | null): Promise<void> {
  cancelPending();
  resetWindow();
  useStore.setState((state) => ({
    ...CLOSED,
    loaded: true,
    document,
    progress: document?.progress ?? IDLE,
    generation: state.generation + 1,
  }));
  if (document) await flush(true);
}

/** After "Save as": the same contents under another name. Views of the old file are gone with it. */
export function moveTo(document: DocumentState): void {
  refreshFrom(document);
  useStore.setState((state) => ({ generation: state.generation + 1 }));
}

/** Takes over name, path and counts of the same document and leaves the form alone. */
export function refreshFrom(document: DocumentState): void {
  useStore.setState((state) => {
    if (!state.document) return {};
    const { extraction, table } = state.document;
    // A table that has not moved stays the same object: whatever shows its columns is not drawn anew.
    const isSame = table.version === document.table.version && state.document.path === document.path;
    return { document: { ...document, extraction, table: isSame ? table : document.table } };
  });
}

/** Asks the backend how the document stands (counts, columns, whether the plan is unchanged). */
export async function refresh(): Promise<DocumentState | null> {
  const generation = useStore.getState().generation;
  const document = await platform().documents.state();
  if (document && useStore.getState().generation === generation) refreshFrom(document);
  return document;
}

// Events.

/** How often counts and columns are asked for during a run; they are for badges, not for the grid. */
const REFRESH_EVERY_MS = 1000;
/** The rows that a snapshot tells of are asked for and drawn first. */
const REFRESH_AFTER_MS = 150;
let refreshedAt = 0;
/** Snapshots heard so far. */
let eventCount = 0;

/** Milliseconds of the run that is going on that it was paused, and when the pause that is going on began. */
let paused = { ms: 0, since: null as number | null };

/** Time that went by while a run was paused says nothing about how long it takes. */
function withoutPauses(before: Progress, now: Progress): Progress {
  if (!isActive(before) && isActive(now)) paused = { ms: 0, since: null };
  if (now.phase === "paused") paused.since ??= now.elapsedMs;
  else if (paused.since !== null) paused = { ms: paused.ms + now.elapsedMs - paused.since, since: null };
  const ms = paused.ms + (paused.since === null ? 0 : now.elapsedMs - paused.since);
  return ms === 0 ? now : { ...now, elapsedMs: Math.max(0, now.elapsedMs - ms) };
}

function receive(event: AppEvent): void {
  if (event.kind === "export") {
    useStore.setState({ exportProgress: event.progress });
  } else if (event.kind === "shaping") {
    useStore.setState({ shapingProgress: event.progress });
  } else if (event.kind === "opened") {
    void adopt(event.document);
  } else if (event.kind === "progress") {
    const before = useStore.getState().progress;
    eventCount += 1;
    useStore.setState({ progress: withoutPauses(before, event.progress) });
    const now = Date.now();
    if (before.phase !== event.progress.phase) {
      refreshedAt = now;
      refreshQuietly();
    } else if (now - refreshedAt > REFRESH_EVERY_MS) {
      refreshedAt = now;
      setTimeout(refreshQuietly, REFRESH_AFTER_MS);
    }
  }
}

// A missed refresh only leaves a badge a second old; the next one or the next command says what is wrong.
const refreshQuietly = () => void refresh().catch(() => undefined);

// Editing. The form's state lives here and nowhere else; the backend follows a quarter of a second behind.

/** Long enough that typing does not check every letter, short enough to feel at once. */
const SAVE_AFTER_MS = 250;
/** Sending and checking a list of so many characters takes long enough to be felt, so it waits for a real pause. */
const LARGE_TEXT = 200_000;
const SAVE_LARGE_AFTER_MS = 1000;
let timer: ReturnType<typeof setTimeout> | undefined;
let dirty = false;
let revision = 0;
let lastFlush: Promise<void> = Promise.resolve();

function cancelPending(): void {
  clearTimeout(timer);
  dirty = false;
  revision += 1;
}

function textOf(extraction: Extraction): number {
  return extraction.lists.reduce((sum, { source }) => sum + (source.kind === "typed" ? source.text.length : 0), 0);
}

/** Changes the extraction in the form; saving and checking follow by themselves. */
export function edit(change: (extraction: Extraction) => Extraction): void {
  const { document } = useStore.getState();
  if (!document) return;
  useStore.setState({ document: { ...document, extraction: change(document.extraction) }, checking: true });
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
  const { document } = useStore.getState();
  if (!document) return Promise.resolve();
  // One after another: an older form must never be the last that is saved.
  lastFlush = lastFlush
    .catch(() => undefined)
    .then(() => platform().extraction.update(document.extraction))
    .then(
      (check) => {
        if (revision !== mine) return;
        const { checked, progress } = useStore.getState();
        useStore.setState({ check, checking: false, checked: document.extraction });
        // With the form may have changed whether what was fetched belongs to the plan, and what a draft is called.
        const isRenamed = document.path === null && checked?.request.address !== document.extraction.request.address;
        if (isRenamed || (progress.done > 0 && !isActive(progress))) refresh().catch(() => undefined);
      },
      (thrown) => {
        if (revision === mine) {
          dirty = true;
          useStore.setState({ checking: false });
        }
        throw thrown;
      },
    );
  return lastFlush;
}

export function isRunnable(check: Check | null): boolean {
  return check !== null && check.requests !== null && !check.problems.some((problem) => problem.blocking);
}

// Runs.

/** Saves the form and says whether a run may start; from now on all problems are shown. */
export async function prepareRun(): Promise<boolean> {
  useStore.setState({ tried: true });
  await flush();
  return isRunnable(useStore.getState().check);
}

/** Starts a run. The question "start over or fetch what is missing" is asked by `features/run` before this. */
export async function startRun(request: RunRequest): Promise<void> {
  await flush();
  const heard = eventCount;
  const progress = await platform().runs.start(request);
  // Whoever retries looks at what failed, and wants to see it become less.
  if (!isAgain(request.mode)) showTab("results");
  // A short run may be over before its start is answered: the events have the last word, then, and with the first of
  // them the document was asked for.
  if (heard !== eventCount) return;
  useStore.setState({ progress });
  await refresh();
}

/** Fetches the failed requests again; their answers take the old places. */
export const retryFailed = (failures = ALL_FAILURES) => startRun(runRequest("retryFailed", { failures }));

/** Fetches chosen requests again, whatever became of them. */
export const fetchAgain = (positions: number[]) => startRun(runRequest("selected", { positions }));

export const pauseRun = () => platform().runs.pause();
export const resumeRun = () => platform().runs.resume();
export const stopRun = () => platform().runs.stop();

/** Sends the first request alone and shows the Preview tab. */
export async function testOne(): Promise<void> {
  if (useStore.getState().test.state === "running") return;
  if (!(await prepareRun())) return;
  showTab("preview");
  useStore.setState({ test: { state: "running" } });
  const { generation, document } = useStore.getState();
  const steps = document?.steps ?? NO_STEPS;
  const test: TestState = await platform()
    .runs.testOne()
    .then(
      (result): TestState => ({ state: "done", result, steps }),
      (thrown): TestState => ({ state: "failed", error: toAppError(thrown) }),
    );
  if (useStore.getState().generation === generation) useStore.setState({ test });
}

/** Forgets the last export, e.g. when its result was read. */
export const clearExportProgress = () => useStore.setState({ exportProgress: null });
