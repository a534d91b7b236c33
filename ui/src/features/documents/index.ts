export { chooseAndOpen, closeDocument, newDocument, openPath, openSample, saveAs } from "./actions";
export { NameMenu } from "./NameMenu";
export { forgetRecent, loadRecent, useRecent } from "./recent";
