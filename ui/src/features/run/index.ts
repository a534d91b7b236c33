export { fetchMissing, requestRun, requestStop } from "./actions";
export { RunAgainDialog } from "./RunAgainDialog";
export { RunControls } from "./RunControls";
export { RunProgress } from "./RunProgress";
