export { PreviewTab } from "./PreviewTab";
