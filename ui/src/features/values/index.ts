export { ImportDialog } from "./ImportDialog";
export { askForFile, dropFile } from "./importing";
export { ListsStep } from "./ListsStep";
