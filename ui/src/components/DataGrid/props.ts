import type { Rectangle } from "@glideapps/glide-data-grid";
import type { Ref } from "react";

import type { AnswerRef } from "../../app/answerRef";
import type { GridColumnSpec, GridSort } from "./columns";
import type { GridHit } from "./draw";
import type { CellValue, PageSource } from "./PageCache";
import type { GridRange } from "./selection";

/** A rectangle in the pixels of the window, to hang a menu on. */
export type GridBounds = Rectangle;

/** A cell, by its row and the id of its column, and what it holds. */
export interface LookedAt {
  row: number;
  column: number;
  value: CellValue;
}

export interface DataGridHandle {
  focus(): void;
  /** The cursor goes to a cell, which comes into sight; without a column it stays in its own. */
  toCell(row: number, column?: number): void;
  selectAll(): void;
  /** `adds`: to what is selected. */
  selectColumn(column: number, adds?: boolean): void;
  /** The first row that is seen, how many there are, and the columns beside it. */
  seen(): { row: number; rows: number; columns: number[] };
}

export interface DataGridProps {
  /** The table's accessible name. */
  label: string;
  source: PageSource | null;
  /** The columns shown, in order. */
  columns: readonly GridColumnSpec[];
  /** In pixels at the usual text size; they grow with the text. */
  widths?: Readonly<Record<number, number>>;
  sort?: readonly GridSort[];
  /** Columns that rows are filtered by: their headers say so. */
  filtered?: ReadonlySet<number>;
  /** So many of the first columns stay in place. */
  pinned?: number;
  /** Several rectangles, and rows that are not beside each other, can be selected together. */
  isMulti?: boolean;
  /** Marked where it is found in a cell. */
  search?: string;
  /** The cell that the search stands on. */
  hit?: GridHit | null;
  /** A column that is pointed out: it comes into sight, and has a ground of its own. */
  marked?: number | null;
  onResize?: (column: number, width: number) => void;
  /** A column was dragged: its place among the shown columns before and after. */
  onMove?: (from: number, to: number) => void;
  /** `adds`: with Shift. */
  onHeaderClick?: (column: number, adds: boolean) => void;
  onHeaderMenu?: (column: number, bounds: GridBounds) => void;
  /** The filter of a column is wanted by its key. */
  onFilter?: (column: number, bounds: GridBounds) => void;
  /** With the answer behind the row, when it is known. */
  onCellMenu?: (
    range: GridRange,
    bounds: GridBounds,
    answer: AnswerRef | undefined,
    cell: LookedAt | undefined,
  ) => void;
  onSelect?: (range: GridRange | null) => void;
  /** The user moved to a row, and it is known which answer made it; null when no row is selected any more. */
  onAnswer?: (answer: AnswerRef | null) => void;
  onCopy?: (range: GridRange, headers: boolean) => void;
  /** Instead of `onCopy`: the table is only copied whole, whatever is selected. */
  onCopyTable?: (headers: boolean) => void;
  /** The value of a cell is to be seen whole (Space, F7). */
  onLook?: (cell: LookedAt) => void;
  /** The answer behind the row of the cursor is to be seen, or no more (F8). */
  onDetail?: (answer: AnswerRef) => void;
  /** What is said of a cell below the pointer, beside what the grid knows to say. */
  tipOf?: (cell: CellValue, column: number) => string | undefined;
  onError?: (error: unknown) => void;
  /** The grid was scrolled or pressed: what hangs on a cell or a header is no longer at its place, or no longer wanted. */
  onAway?: () => void;
  ref?: Ref<DataGridHandle>;
}
