import type { DataEditorRef, GridSelection, Item, Rectangle } from "@glideapps/glide-data-grid";
import type { KeyboardEvent, RefObject } from "react";

import { placeOf } from "./columns";
import { gridCommand, isMove } from "./keys";
import type { PageCache } from "./PageCache";
import type { DataGridProps, LookedAt } from "./props";
import { type GridRange, rectangleSelection, toRange } from "./selection";

interface GridKeysOptions {
  props: DataGridProps;
  box: RefObject<HTMLElement | null>;
  grid: RefObject<DataEditorRef | null>;
  region: RefObject<Rectangle>;
  selection: GridSelection;
  cache: PageCache;
  moveTo: (selection: GridSelection, cache: PageCache) => void;
  selectColumns: (x: number, width: number) => void;
  toCell: (row: number, col: number) => void;
}

/** What the keys do in the grid beside moving and selecting. */
export function useGridKeys({ props, box, grid, region, selection, cache, moveTo, ...to }: GridKeysOptions) {
  const { columns, source } = props;
  const rows = source?.rows ?? 0;

  const boundsOf = (column: number | null, row: number) => grid.current?.getBounds(placeOf(columns, column), row);

  const cellAt = ([col, row]: Item): LookedAt | undefined => {
    const column = columns[col];
    const value = column && cache.cell(row, column.id);
    return column && value && { row, column: column.id, value };
  };

  const selectColumnsOf = (range: GridRange) => {
    const picked = range.areas.at(-1)?.columns ?? [];
    const x = columns.findIndex(({ id }) => id === picked[0]);
    if (x >= 0) to.selectColumns(x, picked.length);
  };

  return (event: KeyboardEvent) => {
    // The open cell's text is in a portal; its keys are its own.
    if (!box.current?.contains(event.target as Node)) return;
    const command = gridCommand(event);
    const range = toRange(selection, columns);
    const take = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    const isCopy = command === "copy" || command === "copyWithHeaders";
    if (isCopy && props.onCopyTable) {
      take();
      props.onCopyTable(command === "copyWithHeaders");
      return;
    }
    if (range === null && (isMove(event) || command === "look") && rows > 0 && columns.length > 0) {
      // Nothing is selected among new rows; the keys begin at the first that is seen.
      take();
      const y = Math.min(region.current.y, rows - 1);
      moveTo(rectangleSelection({ x: 0, y, width: 1, height: 1 }), cache);
      return;
    }
    if (command === null || range === null) return;
    const at: Item = [placeOf(columns, range.column), range.row];
    if (command === "look" && props.onLook === undefined) return;
    if (command === "detail" && props.onDetail === undefined) return;
    take();
    if (isCopy) props.onCopy?.(range, command === "copyWithHeaders");
    else if (command === "selectColumns") selectColumnsOf(range);
    else if (command === "first") to.toCell(0, 0);
    else if (command === "last") to.toCell(rows - 1, columns.length - 1);
    else if (command === "look") {
      const cell = cellAt(at);
      if (cell) props.onLook?.(cell);
    } else if (command === "detail") {
      const answer = cache.answer(range.row);
      if (answer) props.onDetail?.(answer);
    } else if (command === "cellMenu") {
      const bounds = boundsOf(range.column, range.row);
      if (bounds) props.onCellMenu?.(range, bounds, cache.answer(range.row), cellAt(at));
    } else if (range.column !== null) {
      const bounds = boundsOf(range.column, -1);
      if (bounds) (command === "filter" ? props.onFilter : props.onHeaderMenu)?.(range.column, bounds);
    }
  };
}
