export { ImportDialog } from "./ImportDialog";
export { askForFile, closeImport, dropFile } from "./importing";
export { ListsStep } from "./ListsStep";
export { PasteDialog } from "./PasteDialog";
export { closePasted } from "./pasted";
