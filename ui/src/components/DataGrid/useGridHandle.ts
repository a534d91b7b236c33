import type { DataEditorRef, GridSelection, Rectangle } from "@glideapps/glide-data-grid";
import { type RefObject, useCallback, useImperativeHandle } from "react";

import { placeOf } from "./columns";
import type { PageCache } from "./PageCache";
import type { DataGridProps } from "./props";
import { scrollToRow } from "./scroll";
import { rectangleSelection, toRange } from "./selection";

interface GridHandleOptions {
  props: DataGridProps;
  grid: RefObject<DataEditorRef | null>;
  region: RefObject<Rectangle>;
  selection: GridSelection;
  cache: PageCache;
  want: (seen: Rectangle) => void;
  moveTo: (selection: GridSelection, cache: PageCache) => void;
  selectColumns: (x: number, width: number, adds?: boolean) => void;
  scrollerOf: () => HTMLElement | null | undefined;
  rowHeight: number;
  headerHeight: number;
}

/** What can be done with the grid from outside. Answers how to go to a cell by the place of its column. */
export function useGridHandle(options: GridHandleOptions) {
  const { props, grid, region, selection, cache, want, moveTo, selectColumns } = options;
  const { scrollerOf, rowHeight, headerHeight } = options;
  const { ref, columns, pinned = 0, source } = props;
  const rows = source?.rows ?? 0;

  const toCell = useCallback(
    (row: number, col: number) => {
      if (row < 0 || row >= rows) return;
      const { x, y, width: seenColumns, height: seenRows } = region.current;
      const from = col < x ? col : Math.max(x, col - seenColumns + 1);
      // It is under way before the grid has moved and says what it shows.
      want({ x: from, y: row - (seenRows >> 1), width: seenColumns, height: seenRows });
      moveTo(rectangleSelection({ x: col, y: row, width: 1, height: 1 }), cache);
      const scroller = scrollerOf();
      if (scroller && (row < y + 1 || row >= y + seenRows - 2))
        scrollToRow(scroller, row, { rows, rowHeight, headerHeight });
      // Of a column that is pinned, or the first that is not, the grid moves to the row instead, once more.
      if (col > pinned) grid.current?.scrollTo(col, row, "horizontal", 24, 0);
      else if (scroller && col === pinned) scroller.scrollLeft = 0;
    },
    [rows, rowHeight, headerHeight, want, moveTo, cache, scrollerOf, region, grid, pinned],
  );

  useImperativeHandle(
    ref,
    () => ({
      focus: () => grid.current?.focus(),
      toCell: (row, column) => {
        toCell(row, placeOf(columns, column ?? toRange(selection, columns)?.column));
      },
      selectAll: () => selectColumns(0, columns.length),
      selectColumn: (column, adds = false) => {
        const x = columns.findIndex(({ id }) => id === column);
        if (x >= 0) selectColumns(x, 1, adds);
      },
      seen: () => {
        const { x, y, width: cols, height: seenRows } = region.current;
        const ids = columns.map(({ id }) => id);
        return { row: y, rows: seenRows, columns: [...new Set([...ids.slice(0, pinned), ...ids.slice(x, x + cols)])] };
      },
    }),
    [columns, pinned, selection, toCell, selectColumns, region, grid],
  );
  return toCell;
}
