export { ImportDialog } from "./ImportDialog";
export { askForFile, closeImport, dropFile } from "./importing";
export { ListsStep } from "./ListsStep";
