export type { GridColumnSpec } from "./columns";
export { moved } from "./columns";
export type { DataGridHandle, DataGridProps, GridBounds } from "./DataGrid";
export { DataGrid } from "./DataGrid";
export type { CellValue, PageSource } from "./PageCache";
export { PAGE_ROWS } from "./PageCache";
export type { GridRange } from "./selection";
