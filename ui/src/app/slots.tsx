/**
 * The other half of the window plugs in here, and only here.
 *
 * - `features/results`: `ResultsTab`; `SelectionStatus` (left part of the status bar; renders nothing without a selection); `RowsStatus` (its right part)
 * - `features/shape`: `ShapeTab`; `RenameDialog` (always rendered); `ShapingLine` (in the status bar, while the table is made anew)
 * - `features/failures`: `FailuresTab` · `features/preview`: `PreviewTab` · `features/activity`: `ActivityTab`
 * - `features/detail`: `DetailPanel` (rendered while `useSelectedRow()` is not null; fills its box; shuts by `selectRow(null)`)
 * - `features/value`: `ValueDialog` (always rendered; open while a cell is looked at)
 * - `features/exports`: `ExportDialog` (always rendered; reads `useExportOpen()`)
 *
 * Tabs fill their box and stay mounted once they were shown; `useActiveTab()` tells which one is seen.
 */
export { ActivityTab } from "../features/activity";
export { DetailPanel } from "../features/detail";
export { ExportDialog } from "../features/exports";
export { FailuresTab } from "../features/failures";
export { PreviewTab } from "../features/preview";
export { ResultsTab, RowsStatus, SelectionStatus } from "../features/results";
export { RenameDialog, ShapeTab, ShapingLine } from "../features/shape";
export { ValueDialog } from "../features/value";
