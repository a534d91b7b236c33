import { CompactSelection, type GridSelection, type Rectangle } from "@glideapps/glide-data-grid";

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

export function rectangleSelection(range: Rectangle): GridSelection {
  return { ...NOTHING_SELECTED, current: { cell: [range.x, range.y], range, rangeStack: [] } };
}

/** The selection among other rows: the cursor, if there was one, goes to the top of its column so that the keys go on working. */
export function startOver(selection: GridSelection, columns: readonly { id: number }[], rows: number): GridSelection {
  if (selection.current === undefined || rows === 0 || columns.length === 0) return NOTHING_SELECTED;
  const x = Math.min(selection.current.cell[0], columns.length - 1);
  return rectangleSelection({ x, y: 0, width: 1, height: 1 });
}

/**
 * The selection after rows or columns changed under it: it stays while it still covers the same columns and its rows are
 * still there, shrinks to the rows that are left, and goes when its columns are no longer the same.
 */
export function carryOver(
  selection: GridSelection,
  before: readonly { id: number }[],
  after: readonly { id: number }[],
  rows: number,
): GridSelection {
  if (selection.current !== undefined) {
    const { cell, range } = selection.current;
    for (let at = range.x; at < range.x + range.width; at += 1) {
      if (before[at]?.id !== after[at]?.id) return NOTHING_SELECTED;
    }
    if (range.y >= rows || cell[1] >= rows) return NOTHING_SELECTED;
    if (range.y + range.height <= rows) return selection;
    return { ...selection, current: { ...selection.current, range: { ...range, height: rows - range.y } } };
  }
  const slice = selection.rows.items[0];
  if (slice === undefined || slice[1] <= rows) return selection;
  if (slice[0] >= rows) return NOTHING_SELECTED;
  return { ...selection, rows: CompactSelection.fromSingleSelection([slice[0], rows]) };
}
