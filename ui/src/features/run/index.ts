export { askRunAgain, closeRunAgain, fetchMissing, requestRun, requestStop, requestTest } from "./actions";
export { RunAgainDialog } from "./RunAgainDialog";
export { RunControls } from "./RunControls";
export { RunProgress } from "./RunProgress";
