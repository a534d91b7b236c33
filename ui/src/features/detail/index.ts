export { DetailPanel } from "./DetailPanel";
export { closeDetail, followRow, openDetail } from "./store";
