export { askRunAgain, closeRunAgain, continueRun, requestRun, requestStop, requestTest } from "./actions";
export { closeQuestion } from "./question";
export { RunAgainDialog } from "./RunAgainDialog";
export { RunControls } from "./RunControls";
export { RunProgress } from "./RunProgress";
export { RunQuestion } from "./RunQuestion";
