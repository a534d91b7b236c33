import { useShallow } from "zustand/react/shallow";
import type { Counts, DocumentState, Extraction, ShapeStep } from "../../bindings";
import { canContinue, documentStore, isActive, liveRows, pauseOf, restOf, tableVersionOf } from "./store";

// Each re-renders its component only when its own part changes.

export const useLoaded = () => documentStore((state) => state.loaded);
/** The open document, or null on the welcome page. Changes with every keystroke in the form: prefer the narrower hooks. */
export const useDocument = () => documentStore((state) => state.document);
/** How the open document is called, and where it is. */
export const useDocumentName = () =>
  documentStore(
    useShallow(({ document }) =>
      document ? { name: document.name, path: document.path, readOnly: document.readOnly } : null,
    ),
  );
/** Whether a document is open. */
export const useHasDocument = () => documentStore((state) => state.document !== null);
/** A new number for every document that is opened: use it as a `key`, or to drop what was cached. */
export const useDocumentGeneration = () => documentStore((state) => state.generation);
/** What the user set up, as the form shows it; null on the welcome page. */
export const useExtraction = (): Extraction | null => documentStore((state) => state.document?.extraction ?? null);
/** Whether answers are asked for page by page. */
export const useHasPages = () =>
  documentStore((state) => (state.document?.extraction.paging.rule.kind ?? "single") !== "single");
/** The run as of the last snapshot: changes ten times a second while it runs. */
export const useProgress = () => documentStore((state) => state.progress);
export const usePhase = () => documentStore((state) => state.progress.phase);
/** Whether a run is going on, paused and stopping included. */
export const useIsRunning = () => documentStore((state) => isActive(state.progress));
/** Whether the form may not be changed: a run is going on, or the document is read-only. */
export const useIsLocked = () =>
  documentStore((state) => isActive(state.progress) || (state.document?.readOnly ?? false));
/** Whether nothing may be written to the document. */
export const useIsReadOnly = () => documentStore((state) => state.document?.readOnly ?? false);
/**
 * Requests that "Fetch the rest" would fetch: none unless a part of the plan as it stands was fetched already, and none
 * while a run is fetching them.
 */
export const useRest = () => documentStore((state) => (isActive(state.progress) ? 0 : restOf(state)));
/** Why the last run paused by itself; null while a run goes on, or when it ended in another way. */
export const usePause = () => documentStore(pauseOf);
/** Whether Run goes on with a run that paused by itself. */
export const useCanContinue = () => documentStore(canContinue);
/** What Auto has come to in this run. */
export const useAutoChoice = () => documentStore(useShallow((state) => state.progress.auto));
/** How the run is done otherwise than was asked. */
export const useRunNote = () => documentStore((state) => state.progress.note);
/** Rows in the whole table, live: changes ten times a second while it runs. */
export const useRowCount = () => documentStore(liveRows);
/** Whether the table has any rows. */
export const useHasRows = () => documentStore((state) => liveRows(state) > 0);
/** Columns of the table as last told (refreshed about once a second during a run; `ViewInfo` is exact for a view). */
export const useColumns = () => documentStore((state) => state.document?.table.columns ?? NO_COLUMNS);
/** What is on disk of the plan (failed requests included), refreshed about once a second during a run; `useProgress` is live. */
export const useCounts = (): Counts => documentStore((state) => state.document?.counts ?? NO_COUNTS);
/** Failed requests of the whole document, live. */
export const useFailedCount = () => documentStore((state) => state.progress.failed);
/** Moves with every change of the table's rows: pages fetched under another number are stale. */
export const useTableVersion = () => documentStore(tableVersionOf);
/** The answer of "Test one". */
export const useTest = () => documentStore((state) => state.test);
/** Placeholders, problems, counts of the lists, first addresses; null until the first check. */
export const useCheck = () => documentStore((state) => state.check);
export const useIsChecking = () => documentStore((state) => state.checking);
export const useTried = () => documentStore((state) => state.tried);
/** The export that is going on or ended last; null when there was none. */
export const useExportProgress = () => documentStore((state) => state.exportProgress);

export const useShapingProgress = () => documentStore((state) => state.shapingProgress);
/** The steps of the table as it stands. */
export const useAppliedSteps = (): ShapeStep[] => documentStore((state) => state.document?.steps ?? NO_STEPS);

const NO_STEPS: ShapeStep[] = [];
const NO_COLUMNS: DocumentState["table"]["columns"] = [];
const NO_COUNTS: Counts = { planned: 0, succeeded: 0, failed: 0, rows: 0 };
