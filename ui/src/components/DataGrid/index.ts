export type { GridColumnSpec, GridSort } from "./columns";
export { moved } from "./columns";
export { DataGrid } from "./DataGrid";
export type { GridHit } from "./draw";
export { misfitsOf } from "./misfit";
export type { CellValue, GridPage, PageSource } from "./PageCache";
export { PAGE_ROWS } from "./PageCache";
export type { DataGridHandle, DataGridProps, GridBounds, LookedAt } from "./props";
export type { GridRange } from "./selection";
