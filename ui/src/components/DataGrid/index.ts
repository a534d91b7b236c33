export type { GridColumnSpec, GridSort } from "./columns";
export { moved } from "./columns";
export type { DataGridHandle, DataGridProps, GridBounds, LookedAt } from "./DataGrid";
export { DataGrid } from "./DataGrid";
export type { GridHit } from "./draw";
export type { CellValue, GridPage, PageSource } from "./PageCache";
export { PAGE_ROWS } from "./PageCache";
export type { GridRange } from "./selection";
