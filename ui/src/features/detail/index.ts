export { DetailPanel } from "./DetailPanel";
export { DetailToggle } from "./DetailToggle";
export { closeDetail, openDetail, useFollowRow } from "./store";
