export { chooseAndOpen, closeDocument, newDocument, openPath, openSample, saveAs } from "./actions";
export { NameMenu } from "./NameMenu";
export { RecentText } from "./RecentText";
export { forgetRecent, loadRecent, useRecent } from "./recent";
