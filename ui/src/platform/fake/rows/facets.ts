import type {
  ColumnProfile,
  DateSpan,
  DateUnit,
  Facet,
  FacetRequest,
  Filter,
  NumberBin,
  NumberSpan,
  ValueCount,
  View,
} from "../../../bindings";
import type { Cell } from "../shape/json";
import type { FakeTable } from "../shape/table";
import { dateOf, isBlank, isEmpty, isMissing, isNull } from "./conditions";
import { compared, orderOf } from "./order";

/** Each value with how often it is there, the most frequent first. */
export function counted(cells: readonly Cell[]): ValueCount[] {
  const found = new Map<string, { cell: Cell; count: number }>();
  for (const cell of cells) {
    const key = `${cell[0]} ${cell[1]}`;
    const known = found.get(key);
    if (known) known.count += 1;
    else found.set(key, { cell, count: 1 });
  }
  return [...found.values()]
    .sort((a, b) => b.count - a.count || compared(a.cell, b.cell))
    .map(({ cell: [kind, text], count }) => ({ cell: { kind, text }, count }));
}

export function binned(numbers: readonly number[], most: number): NumberBin[] {
  if (numbers.length === 0 || most === 0) return [];
  const [min, max] = [Math.min(...numbers), Math.max(...numbers)];
  const count = min === max ? 1 : most;
  const width = (max - min) / count || 1;
  const bins = Array.from({ length: count }, (_, at) => ({
    from: min + at * width,
    to: at === count - 1 ? max : min + (at + 1) * width,
    count: 0,
  }));
  for (const number of numbers) {
    const bin = bins[Math.min(count - 1, Math.floor((number - min) / width))];
    if (bin) bin.count += 1;
  }
  return bins;
}

const numbersOf = (cells: readonly Cell[]) => cells.filter(([kind]) => kind === "number").map(([, text]) => text);

function numberSpan(texts: readonly string[], bins: number): NumberSpan | null {
  if (texts.length === 0) return null;
  const sorted = [...texts].sort((a, b) => Number(a) - Number(b));
  return {
    min: sorted[0] ?? "",
    max: sorted.at(-1) ?? "",
    count: texts.length,
    bins: binned(texts.map(Number), bins),
  };
}

const UNIT_LENGTH: Record<DateUnit, number> = { day: 10, month: 7, year: 4 };
/** The day, month or year of a date. */
export const unitOf = (date: string, unit: DateUnit) => date.slice(0, UNIT_LENGTH[unit]);

function dateSpan(cells: readonly Cell[], bins: number): DateSpan | null {
  const dates = cells.flatMap((cell) => dateOf(cell) ?? []).sort();
  const [min, max] = [dates[0], dates.at(-1)];
  if (min === undefined || max === undefined) return null;
  const days = (Date.parse(max.slice(0, 10)) - Date.parse(min.slice(0, 10))) / 86_400_000;
  const unit: DateUnit = days <= 60 ? "day" : days <= 1800 ? "month" : "year";
  const counts = new Map<string, number>();
  for (const date of dates) counts.set(unitOf(date, unit), (counts.get(unitOf(date, unit)) ?? 0) + 1);
  const all: DateSpan["bins"] = [];
  const at = new Date(`${unitOf(min, unit)}${unit === "year" ? "-01-01" : unit === "month" ? "-01" : ""}T00:00:00Z`);
  while (bins > 0 && unitOf(at.toISOString(), unit) <= unitOf(max, unit)) {
    const day = at.toISOString().slice(0, 10);
    all.push({ from: day, count: counts.get(unitOf(day, unit)) ?? 0 });
    if (unit === "day") at.setUTCDate(at.getUTCDate() + 1);
    else if (unit === "month") at.setUTCMonth(at.getUTCMonth() + 1);
    else at.setUTCFullYear(at.getUTCFullYear() + 1);
  }
  return { min, max, count: dates.length, unit, bins: all };
}

const asksOf = (filter: Filter, column: number): boolean =>
  filter.kind === "column"
    ? filter.column === column
    : filter.kind === "not"
      ? asksOf(filter.filter, column)
      : (filter.kind === "and" || filter.kind === "or") && filter.of.every((part) => asksOf(part, column));

/** The filter without what it asks of one column alone. */
export function without(filter: Filter, column: number): Filter {
  if (filter.kind === "and") return { ...filter, of: filter.of.filter((part) => !asksOf(part, column)) };
  return asksOf(filter, column) ? { kind: "all" } : filter;
}

export function facetOf(table: FakeTable, view: View, { column, search, limit, bins }: FacetRequest): Facet {
  const rows = orderOf(table, { ...view, sort: [], filter: without(view.filter, column) });
  const cells = rows.map((row) => table.cell(row, column));
  const values = counted(cells);
  const matching = values.filter(({ cell }) => cell.text.toLowerCase().includes(search.toLowerCase()));
  return {
    column,
    rows: rows.length,
    values: matching.slice(0, limit),
    distinct: values.length,
    matching: matching.length,
    numbers: numberSpan(numbersOf(cells), bins),
    dates: dateSpan(cells, bins),
  };
}

const rounded = (value: number) => String(Math.round(value * 1e6) / 1e6);

export function profileOf(table: FakeTable, order: readonly number[], column: number): ColumnProfile {
  const cells = order.map((row) => table.cell(row, column));
  const filled = cells.filter((cell) => !isBlank(cell));
  const values = counted(filled);
  const numbers = numbersOf(cells);
  const span = numberSpan(numbers, 20);
  const sum = numbers.reduce((total, text) => total + Number(text), 0);
  const lengths = filled.filter(([kind]) => kind === "text").map(([, text]) => text.length);
  return {
    column,
    type: table.columns.find(({ id }) => id === column)?.type ?? "text",
    rows: cells.length,
    missing: cells.filter(isMissing).length,
    null: cells.filter(isNull).length,
    empty: cells.filter(isEmpty).length,
    filled: filled.length,
    distinct: values.length,
    unique: values.filter(({ count }) => count === 1).length,
    numbers: span && {
      span,
      median: [...numbers].sort((a, b) => Number(a) - Number(b))[Math.floor((numbers.length - 1) / 2)] ?? "",
      sum: rounded(sum),
      mean: rounded(sum / numbers.length),
    },
    dates: dateSpan(cells, 20),
    texts:
      lengths.length > 0
        ? { count: lengths.length, shortest: Math.min(...lengths), longest: Math.max(...lengths) }
        : null,
    top: values.slice(0, 10),
  };
}
