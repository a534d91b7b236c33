export { copyRange } from "./copy";
export type { GridView } from "./gridView";
export { useGridView } from "./gridView";
export { ResultsTab } from "./ResultsTab";
export { RowsStatus } from "./RowsStatus";
export { SelectionStatus } from "./SelectionStatus";
export { cellsOf } from "./summary";
