export { ColumnItems } from "./ColumnItems";
export { ColumnMenu, type ColumnMenuAt } from "./ColumnMenu";
export { openShape } from "./goal";
export { writePath } from "./jsonPath";
export { listedColumns } from "./listed";
export { RenameDialog } from "./RenameDialog";
export { ShapeTab } from "./ShapeTab";
export { ShapingLine } from "./ShapingLine";
export { redoShaping, undoShaping, useShape, useWishedShape } from "./store";
