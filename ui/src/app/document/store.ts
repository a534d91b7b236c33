import { create } from "zustand";
import type {
  AppError,
  Check,
  DocumentState,
  ExportProgress,
  Extraction,
  PauseReason,
  Progress,
  ShapeStep,
  ShapingProgress,
  TestResult,
} from "../../bindings";

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

export const CLOSED = {
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

/** What is known of the open document. Components take the hooks for its parts. */
export const documentStore = create<DocumentStore>(() => ({ loaded: false, generation: 0, ...CLOSED }));

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

/** Rows in the whole table, live. */
export function liveRows(state: DocumentStore): number {
  const table = state.document?.table;
  // The newer of the two speaks; a run that starts over makes the number smaller, so the maximum would be wrong.
  return state.progress.tableVersion > (table?.version ?? 0) ? state.progress.rows : (table?.rows ?? 0);
}
