import type { FailureFilter, RunRequest, StartMode } from "../bindings";

/** Matches every failure. */
export const ALL_FAILURES: FailureFilter = { category: null, status: null, host: null };

/** What a run shall fetch; which failures and which places matter to two of the modes only. */
export function runRequest(mode: StartMode, only: Partial<Omit<RunRequest, "mode">> = {}): RunRequest {
  return { mode, failures: ALL_FAILURES, positions: [], ...only };
}

/** The modes that fetch again what has an outcome already: the table keeps its rows, and so the tab that is seen stays. */
export const isAgain = (mode: StartMode | null): boolean => mode === "retryFailed" || mode === "selected";
