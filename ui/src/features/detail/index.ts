export { DetailPanel } from "./DetailPanel";
export { DetailToggle } from "./DetailToggle";
export { closeDetail, openDetail, toggleDetail, useFollowRow } from "./store";
