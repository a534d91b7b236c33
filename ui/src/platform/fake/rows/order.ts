import type { Sort, View } from "../../../bindings";
import type { Cell } from "../shape/json";
import type { FakeTable } from "../shape/table";
import { isMissing, isNull, rowFilter } from "./conditions";

const natural = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const RANKS: Partial<Record<Cell[0], number>> = { bool: 0, number: 1 };

/** How two cells stand to each other; blank ones are no matter of this. */
export function compared(a: Cell, b: Cell, order: Sort["order"] = "natural"): number {
  const [rankA, rankB] = [RANKS[a[0]] ?? 2, RANKS[b[0]] ?? 2];
  if (rankA !== rankB) return rankA - rankB;
  if (rankA === 1) return Number(a[1]) - Number(b[1]);
  if (order === "natural") return natural.compare(a[1], b[1]);
  return a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0;
}

/** Rows of the table in the order of a view. */
export function orderOf(table: FakeTable, view: View): number[] {
  const needle = view.search.toLowerCase();
  const isShown = rowFilter(table, view.filter, view.today ?? "2026-11-30");
  const shown = table.columns.filter((column) => !column.hidden);
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter(
    (row) =>
      isShown(row) && (needle === "" || shown.some(({ id }) => table.cell(row, id)[1].toLowerCase().includes(needle))),
  );
  if (view.sort.length === 0) return rows;
  const keyed = rows.map((row): [number, Cell[]] => [row, view.sort.map(({ column }) => table.cell(row, column))]);
  keyed.sort(([rowA, a], [rowB, b]) => {
    for (const [at, { descending, order }] of view.sort.entries()) {
      const [cellA, cellB] = [a[at], b[at]];
      if (!cellA || !cellB) continue;
      const [noA, noB] = [isMissing(cellA) || isNull(cellA), isMissing(cellB) || isNull(cellB)];
      // Blanks stay last whichever way the column is sorted.
      if (noA !== noB) return noA ? 1 : -1;
      const step = noA ? 0 : compared(cellA, cellB, order);
      if (step !== 0) return descending ? -step : step;
    }
    return rowA - rowB;
  });
  return keyed.map(([row]) => row);
}
