import { CompactSelection, type GridSelection, type Item, type Rectangle } from "@glideapps/glide-data-grid";
import type { Area } from "../../bindings";

/** What is selected: rectangles of rows and visible columns, and the cell that the keyboard stands on. */
export interface GridRange {
  /** At least one; the one that was made last comes last. A cell may lie in several. */
  areas: readonly Area[];
  row: number;
  /** Id of the column of the current cell; null when whole rows were selected by their numbers. */
  column: number | null;
}

export const NOTHING_SELECTED: GridSelection = { columns: CompactSelection.empty(), rows: CompactSelection.empty() };

/**
 * Keeps one unbroken run of rows, for tables that work on one rectangle: a selection with holes would take rows with it that
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
  const [first] = selection.rows.items;
  if (first !== undefined && ids.length > 0) {
    const areas = selection.rows.items.map(([fromRow, toRow]) => ({ fromRow, toRow, columns: ids }));
    return { areas, row: first[0], column: null };
  }
  const { current } = selection;
  if (current === undefined) return null;
  const areas = [...current.rangeStack, current.range].flatMap(({ x, y, width, height }) => {
    const picked = ids.slice(x, x + width);
    return picked.length > 0 ? [{ fromRow: y, toRow: y + height, columns: picked }] : [];
  });
  if (areas.length === 0) return null;
  return { areas, row: current.cell[1], column: ids[current.cell[0]] ?? null };
}

/** Whether a cell is selected. */
export function covers({ areas }: GridRange, row: number, column: number): boolean {
  return areas.some(({ fromRow, toRow, columns }) => row >= fromRow && row < toRow && columns.includes(column));
}

export function rectangleSelection(
  range: Rectangle,
  cell: Item = [range.x, range.y],
  rangeStack: readonly Rectangle[] = [],
): GridSelection {
  return { ...NOTHING_SELECTED, current: { cell, range, rangeStack } };
}

/** The selection after its rows moved up or down among the others. */
export function shifted(selection: GridSelection, by: number, rows: number): GridSelection {
  const within = (from: number, to: number): [number, number] => [Math.max(0, from + by), Math.min(rows, to + by)];
  if (selection.rows.length > 0) {
    const slices = selection.rows.items.map(([from, to]) => within(from, to)).filter(([from, to]) => from < to);
    if (slices.length === 0) return NOTHING_SELECTED;
    return { ...selection, rows: slices.reduce((all, slice) => all.add(slice), CompactSelection.empty()) };
  }
  if (selection.current === undefined) return selection;
  const { cell, range, rangeStack } = selection.current;
  const move = (one: Rectangle): Rectangle => {
    const [from, to] = within(one.y, one.y + one.height);
    return { ...one, y: from, height: to - from };
  };
  const next = move(range);
  const row = cell[1] + by;
  if (next.height <= 0 || row < 0 || row >= rows) return NOTHING_SELECTED;
  return rectangleSelection(
    next,
    [cell[0], row],
    rangeStack.map(move).filter(({ height }) => height > 0),
  );
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
    const { cell, range, rangeStack } = selection.current;
    if (range.y >= rows || cell[1] >= rows || after.length === 0) return NOTHING_SELECTED;
    const all = [range, ...rangeStack];
    const isMoved = all.some(({ x, width }) => {
      for (let at = x; at < x + width; at += 1) if (before[at]?.id !== after[at]?.id) return true;
      return false;
    });
    if (isMoved) {
      const same = after.findIndex(({ id }) => id === before[cell[0]]?.id);
      const x = same >= 0 ? same : Math.min(cell[0], after.length - 1);
      return rectangleSelection({ x, y: cell[1], width: 1, height: 1 });
    }
    if (all.every(({ y, height }) => y + height <= rows)) return selection;
    const cut = (one: Rectangle) => ({ ...one, height: Math.min(one.height, rows - one.y) });
    const stack = rangeStack.map(cut).filter(({ height }) => height > 0);
    return { ...selection, current: { ...selection.current, range: cut(range), rangeStack: stack } };
  }
  const slices = selection.rows.items;
  if (slices.length === 0 || (slices[0]?.[0] ?? 0) >= rows) return NOTHING_SELECTED;
  if (slices.every(([, to]) => to <= rows)) return selection;
  const kept = slices.filter(([from]) => from < rows);
  return {
    ...selection,
    rows: kept.reduce((all, [from, to]) => all.add([from, Math.min(to, rows)]), CompactSelection.empty()),
  };
}
