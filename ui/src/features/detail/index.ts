export { DetailPanel } from "./DetailPanel";
export { closeDetail, openDetail, useFollowRow } from "./store";
