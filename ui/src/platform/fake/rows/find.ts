import type { CellPosition, FindDirection, FindHit, FindSummary } from "../../../bindings";
import type { FakeTable } from "../shape/table";

/** Every cell of a view that contains a text, row by row, left to right. */
export function hitsOf(table: FakeTable, order: readonly number[], text: string, columns: number[]): CellPosition[] {
  const needle = text.toLowerCase();
  if (needle === "") return [];
  return order.flatMap((row, at) =>
    columns.flatMap((id, column) =>
      table.cell(row, id)[1].toLowerCase().includes(needle) ? [{ row: at, column }] : [],
    ),
  );
}

export const findOf = (hits: readonly CellPosition[]): FindSummary => ({
  matches: hits.length,
  rows: new Set(hits.map(({ row }) => row)).size,
});

const isBefore = (a: CellPosition, b: CellPosition) => a.row < b.row || (a.row === b.row && a.column < b.column);

/** The next hit in a direction, from the other end when there is none left. */
export function stepOf(
  hits: readonly CellPosition[],
  from: CellPosition | null,
  direction: FindDirection,
): FindHit | null {
  if (hits.length === 0) return null;
  let at = direction === "next" ? 0 : hits.length - 1;
  if (from !== null) {
    const found =
      direction === "next"
        ? hits.findIndex((hit) => isBefore(from, hit))
        : hits.findLastIndex((hit) => isBefore(hit, from));
    if (found >= 0) at = found;
  }
  const hit = hits[at];
  return hit ? { at: hit, ordinal: at + 1, matches: hits.length } : null;
}
