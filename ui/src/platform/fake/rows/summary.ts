import type { Selection, SelectionSummary } from "../../../bindings";
import type { FakeTable } from "../shape/table";

/** More cells than these are not summed. */
export const MOST_SUMMED = 5_000_000;

const tooLarge = () => ({ code: "too_large", message: "That is more than can be taken at once.", detail: null });

/** Each selected cell once: its place in the view, and its column. */
function cellsOf({ areas }: Selection, rows: number): Map<number, Set<number>> {
  const cells = new Map<number, Set<number>>();
  for (const { fromRow, toRow, columns } of areas)
    for (let row = fromRow; row < Math.min(toRow, rows); row += 1) {
      const known = cells.get(row) ?? new Set();
      for (const column of columns) known.add(column);
      cells.set(row, known);
    }
  return cells;
}

/** So many cells, those in several areas counted once; throws beyond a limit. */
export function sizeOf(selection: Selection, rows: number, most: number): number {
  const size = selection.areas.reduce(
    (sum, { fromRow, toRow, columns }) => sum + (Math.min(toRow, rows) - fromRow) * columns.length,
    0,
  );
  if (size > most) throw tooLarge();
  if (selection.areas.length <= 1) return size;
  return [...cellsOf(selection, rows).values()].reduce((sum, { size: columns }) => sum + columns, 0);
}

export function summaryOf(table: FakeTable, order: readonly number[], selection: Selection): SelectionSummary {
  const cells = sizeOf(selection, order.length, MOST_SUMMED);
  const filled = [...cellsOf(selection, order.length)].flatMap(([row, columns]) =>
    [...columns]
      .map((column) => table.cell(order[row] ?? 0, column))
      .filter(([kind]) => kind !== "missing" && kind !== "null"),
  );
  const numbers = filled
    .filter(([kind]) => kind === "number")
    .map(([, text]) => text)
    .sort((a, b) => Number(a) - Number(b));
  const sum = numbers.reduce((total, text) => total + Number(text), 0);
  const text = (value: number) => String(Math.round(value * 100) / 100);
  return {
    cells,
    count: filled.length,
    distinct: new Set(filled.map((cell) => cell.join(" "))).size,
    numbers: numbers.length,
    sum: numbers.length > 0 ? text(sum) : null,
    average: numbers.length > 0 ? text(sum / numbers.length) : null,
    min: numbers[0] ?? null,
    max: numbers.at(-1) ?? null,
  };
}
