import type { Cell, Filter, GroupKey } from "../../../bindings";

const DAY = 86_400_000;

/** The last day of a month or a year that is written as `2026-11` or `2026`. */
function lastDay(text: string): string {
  const [year = 0, month] = text.split("-").map(Number);
  const next = month === undefined ? Date.UTC(year + 1, 0, 1) : Date.UTC(year, month, 1);
  return new Date(next - DAY).toISOString().slice(0, 10);
}

/** Whether a key is a date that was put together with others, as its unit writes it. */
const isPart = (text: string) => /^\d{4}(-\d\d(-\d\d)?)?$/.test(text);

/** What the rows of a group have in common in one of its keys. */
export function rowsOfKey({ column, unit }: GroupKey, cell: Cell): Filter {
  if (unit === null || cell.kind !== "text" || !isPart(cell.text))
    return { kind: "column", column, is: { kind: "oneOf", cells: [cell] } };
  const from = unit === "year" ? `${cell.text}-01-01` : unit === "month" ? `${cell.text}-01` : cell.text;
  const to = unit === "day" ? cell.text : lastDay(cell.text);
  const bound = (value: string) => ({ value, included: true });
  return { kind: "column", column, is: { kind: "date", range: { from: bound(from), to: bound(to) } } };
}
