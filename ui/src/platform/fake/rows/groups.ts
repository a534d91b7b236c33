import type { GroupColumn, GroupInfo, Grouping, GroupKey, GroupPage, Measure } from "../../../bindings";
import type { Cell } from "../shape/json";
import type { FakeTable } from "../shape/table";
import { dateOf } from "./conditions";
import { unitOf } from "./facets";
import { compared } from "./order";

/** A table of groups, ready to be read by place. */
export interface FakeGroups {
  info: Omit<GroupInfo, "id">;
  rows: Cell[][];
}

const round = (value: number) => String(Math.round(value * 1e6) / 1e6);
const number = (value: number): Cell => ["number", round(value)];
const isHeld = ([kind]: Cell) => kind !== "missing" && kind !== "null";

/** The cell by which a row is put into its group. */
export function keyOf(cell: Cell, { unit }: Pick<GroupKey, "unit">): Cell {
  const date = unit === null ? null : dateOf(cell);
  return date === null || unit === null ? cell : ["text", unitOf(date, unit)];
}

export function measured(cells: readonly Cell[], { function: of }: Pick<Measure, "function">): Cell {
  const held = cells.filter(isHeld);
  if (of === "count") return number(held.length);
  if (of === "distinct") return number(new Set(held.map((cell) => cell.join(" "))).size);
  const numbers = held.filter(([kind]) => kind === "number").map(([, text]) => Number(text));
  const sum = numbers.reduce((a, b) => a + b, 0);
  if (of === "sum" || of === "mean") {
    if (numbers.length === 0) return ["missing", ""];
    return number(of === "sum" ? sum : sum / numbers.length);
  }
  const sorted = [...held].sort((a, b) => compared(a, b));
  return (of === "min" ? sorted[0] : sorted.at(-1)) ?? ["missing", ""];
}

/** Rows of a view by their group, in the order in which the groups come up. */
export function grouped(table: FakeTable, order: readonly number[], by: readonly GroupKey[]) {
  const groups = new Map<string, { key: Cell[]; rows: number[] }>();
  for (const row of order) {
    const key = by.map((one) => keyOf(table.cell(row, one.column), one));
    const name = JSON.stringify(key);
    const known = groups.get(name);
    if (known) known.rows.push(row);
    else groups.set(name, { key, rows: [row] });
  }
  return [...groups.values()];
}

export function groupsOf(table: FakeTable, order: readonly number[], { by, measures, sort }: Grouping): FakeGroups {
  if (by.length === 0 || by.length > 3)
    throw { code: "bad_view", message: "Choose one to three columns to group by.", detail: null };
  const column = (id: number) => table.columns.find((one) => one.id === id);
  const columns: GroupColumn[] = [
    ...by.map(
      ({ column: id, unit }): GroupColumn => ({
        role: "key",
        column: id,
        function: null,
        unit,
        title: column(id)?.title ?? "",
        type: column(id)?.type ?? "text",
      }),
    ),
    { role: "rows", column: null, function: null, unit: null, title: "rows", type: "integer" },
    ...measures.map(
      ({ column: id, function: of }): GroupColumn => ({
        role: "measure",
        column: id,
        function: of,
        unit: null,
        title: column(id)?.title ?? "",
        type:
          of === "count" || of === "distinct" || (of !== "mean" && column(id)?.type === "integer")
            ? "integer"
            : "decimal",
      }),
    ),
  ];
  const rows = grouped(table, order, by).map(({ key, rows: of }): Cell[] => [
    ...key,
    number(of.length),
    ...measures.map((measure) =>
      measured(
        of.map((row) => table.cell(row, measure.column)),
        measure,
      ),
    ),
  ]);
  const places = sort ? [sort] : by.map((_, at) => ({ column: at, descending: false }));
  rows.sort((a, b) => {
    for (const { column: at, descending } of places) {
      const [cellA, cellB] = [a[at], b[at]];
      if (!cellA || !cellB) continue;
      if (isHeld(cellA) !== isHeld(cellB)) return isHeld(cellA) ? -1 : 1;
      const step = compared(cellA, cellB);
      if (step !== 0) return descending ? -step : step;
    }
    return 0;
  });
  const all = measures.map((measure) =>
    measured(
      order.map((row) => table.cell(row, measure.column)),
      measure,
    ),
  );
  const total = [number(order.length), ...all].map(([kind, text]) => ({ kind, text }));
  return { info: { rows: rows.length, viewRows: order.length, columns, total }, rows };
}

export function groupPage({ info, rows }: FakeGroups, offset: number, limit: number): GroupPage {
  const part = rows.slice(offset, offset + limit);
  return {
    offset,
    columns: info.columns.map((_, id) => ({
      id,
      kinds: part.map((row) => row[id]?.[0] ?? "missing"),
      texts: part.map((row) => row[id]?.[1] ?? ""),
      misfits: [],
    })),
  };
}
