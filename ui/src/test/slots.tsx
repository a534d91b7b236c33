/** Stand-ins for the other half of the window, in tests of this half: the grid draws on a canvas, which there is none of. */
export const ActivityTab = () => <p>activity tab</p>;
export const DetailPanel = () => <p>detail panel</p>;
export const ExportDialog = () => null;
export const FailuresTab = () => <p>failures tab</p>;
export const PreviewTab = () => <p>preview tab</p>;
export const ResultsTab = () => <p>results tab</p>;
export const RenameDialog = () => null;
export const ShapeTab = () => <p>shape tab</p>;
export const ShapingLine = () => null;
export const ValueDialog = () => null;
export const RowsStatus = () => null;
export const SelectionStatus = () => null;
