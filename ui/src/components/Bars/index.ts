export type { SmallBar } from "./Bars";
export { Bars } from "./Bars";
