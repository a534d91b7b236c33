import { CompactSelection, type GridSelection, type Item, type Rectangle } from "@glideapps/glide-data-grid";

/** What is selected: one rectangle of rows (end excluded) and visible columns, and the cell that the keyboard stands on. */
export interface GridRange {
  fromRow: number;
  toRow: number;
  /** Column ids, in the order shown. */
  columns: number[];
  row: number;
  /** Id of the column of the current cell; null when whole rows were selected by their numbers. */
  column: number | null;
}

export const NOTHING_SELECTED: GridSelection = { columns: CompactSelection.empty(), rows: CompactSelection.empty() };

/**
 * Keeps one unbroken run of rows: copying and summing work on rectangles, and a selection with holes would copy rows that
 * are not marked. The run that was added last wins.
 */
export function withoutHoles(next: GridSelection, previous: GridSelection): GridSelection {
  const slices = next.rows.items;
  if (slices.length <= 1) return next;
  const added = slices.find(([from, to]) => !previous.rows.hasAll([from, to])) ?? slices[slices.length - 1];
  return {
    ...next,
    rows: added === undefined ? CompactSelection.empty() : CompactSelection.fromSingleSelection(added),
  };
}

export function toRange(selection: GridSelection, columns: readonly { id: number }[]): GridRange | null {
  const ids = columns.map((column) => column.id);
  const slice = selection.rows.items[0];
  if (slice !== undefined && ids.length > 0) {
    return { fromRow: slice[0], toRow: slice[1], columns: ids, row: slice[0], column: null };
  }
  const current = selection.current;
  if (current === undefined) return null;
  const { x, y, width, height } = current.range;
  const picked = ids.slice(x, x + width);
  if (picked.length === 0) return null;
  return { fromRow: y, toRow: y + height, columns: picked, row: current.cell[1], column: ids[current.cell[0]] ?? null };
}

export function rectangleSelection(range: Rectangle, cell: Item = [range.x, range.y]): GridSelection {
  return { ...NOTHING_SELECTED, current: { cell, range, rangeStack: [] } };
}

/** The selection after its rows moved up or down among the others. */
export function shifted(selection: GridSelection, by: number, rows: number): GridSelection {
  const slice = selection.rows.items[0];
  if (slice !== undefined) {
    const [from, to] = [Math.max(0, slice[0] + by), Math.min(rows, slice[1] + by)];
    return from < to ? { ...selection, rows: CompactSelection.fromSingleSelection([from, to]) } : NOTHING_SELECTED;
  }
  if (selection.current === undefined) return selection;
  const { cell, range } = selection.current;
  const [from, to] = [Math.max(0, range.y + by), Math.min(rows, range.y + range.height + by)];
  const row = cell[1] + by;
  if (from >= to || row < 0 || row >= rows) return NOTHING_SELECTED;
  return rectangleSelection({ ...range, y: from, height: to - from }, [cell[0], row]);
}

/**
 * The selection after rows or columns changed under it: it stays while it still covers the same columns and its rows are
 * still there, and shrinks to the rows that are left. When its columns are no longer the same, only the cell of the cursor
 * is left, in the same row.
 */
export function carryOver(
  selection: GridSelection,
  before: readonly { id: number }[],
  after: readonly { id: number }[],
  rows: number,
): GridSelection {
  if (selection.current !== undefined) {
    const { cell, range } = selection.current;
    if (range.y >= rows || cell[1] >= rows || after.length === 0) return NOTHING_SELECTED;
    for (let at = range.x; at < range.x + range.width; at += 1) {
      if (before[at]?.id === after[at]?.id) continue;
      const same = after.findIndex(({ id }) => id === before[cell[0]]?.id);
      const x = same >= 0 ? same : Math.min(cell[0], after.length - 1);
      return rectangleSelection({ x, y: cell[1], width: 1, height: 1 });
    }
    if (range.y + range.height <= rows) return selection;
    return { ...selection, current: { ...selection.current, range: { ...range, height: rows - range.y } } };
  }
  const slice = selection.rows.items[0];
  if (slice === undefined) return NOTHING_SELECTED;
  if (slice[1] <= rows) return selection;
  if (slice[0] >= rows) return NOTHING_SELECTED;
  return { ...selection, rows: CompactSelection.fromSingleSelection([slice[0], rows]) };
}
