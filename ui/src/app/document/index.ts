export { edit, flush, isRunnable } from "./editing";
export { connect } from "./events";
export {
  useAppliedSteps,
  useAutoChoice,
  useCanContinue,
  useCheck,
  useColumns,
  useCounts,
  useDocument,
  useDocumentGeneration,
  useDocumentName,
  useExportProgress,
  useExtraction,
  useFailedCount,
  useHasDocument,
  useHasPages,
  useHasRows,
  useIsChecking,
  useIsLocked,
  useIsReadOnly,
  useIsRunning,
  useLoaded,
  usePause,
  usePhase,
  useProgress,
  useRest,
  useRowCount,
  useRunNote,
  useShapingProgress,
  useTableVersion,
  useTest,
  useTried,
} from "./hooks";
export { adopt, moveTo } from "./opening";
export { refresh, refreshFrom } from "./refresh";
export {
  clearExportProgress,
  fetchAgain,
  pauseRun,
  prepareRun,
  resumeRun,
  retryFailed,
  startRun,
  stopRun,
  testOne,
} from "./runs";
export type { DocumentStore, TestState } from "./store";
export { canContinue, documentStore, IDLE, isActive, pauseOf, restOf, tableVersionOf } from "./store";
