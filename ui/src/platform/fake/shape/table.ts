import { isAskedFor, keyText } from "../../../app/shapeOf";
import { fits, NO_TALLY } from "../../../app/tally";
import type { Column, ColumnKey, ColumnType, ListPlace, Shape, Tally } from "../../../bindings";
import { arrangedColumns } from "./columns";
import { type Cell, cellOfValue, found, MISSING, read } from "./json";
import { type Lists, rowsOf } from "./rows";

/** A stored answer, with what is known of its request. */
export interface FakeAnswer {
  position: number;
  page: number;
  body: string;
  values: string[];
  address: string;
}

/** A table as a shape makes it. */
export interface FakeTable {
  rows: number;
  columns: Column[];
  at(row: number): { position: number; page: number };
  cell(row: number, column: number): Cell;
  lists: ListPlace[];
}

/** Ids of columns, the same for the same column as long as the document is open. */
export class ColumnIds {
  private readonly known = new Map<string, number>();

  of(key: ColumnKey): number {
    const id = this.known.get(keyText(key)) ?? 201 + this.known.size;
    this.known.set(keyText(key), id);
    return id;
  }
}

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** What one cell adds to the tally of its column. */
export function count(tally: Tally, [kind, text]: Cell): void {
  if (kind === "missing") return;
  if (kind === "number") tally[/[.eE]/.test(text) ? "decimal" : "integer"] += 1;
  else if (kind !== "text") tally[kind] += 1;
  else if (text === "") tally.empty += 1;
  else if (/^\d{4}-\d\d-\d\d$/.test(text)) tally.date += 1;
  else if (/^\d{4}-\d\d-\d\dT/.test(text)) tally.dateTime += 1;
  else tally[NUMBER.test(text) ? "numeric" : "text"] += 1;
}

/** The cell as one of the type that was chosen. */
export function readAs(type: ColumnType, [kind, text]: Cell): Cell {
  if (type === "text" && kind !== "missing" && kind !== "null") return ["text", text];
  const isNumber = type === "integer" ? /^[+-]?\d+$/.test(text) : type === "decimal" && NUMBER.test(text);
  return kind === "text" && isNumber ? ["number", String(Number(text))] : [kind, text];
}

/** Whether a cell is of a type as it stands; one that holds nothing is of any. */
export function isOf(type: ColumnType, cell: Cell): boolean {
  const tally = { ...NO_TALLY };
  count(tally, cell);
  return cell[1] === "" || fits(tally, type) > 0;
}

function leadOf(key: ColumnKey, answer: FakeAnswer, placeholders: readonly string[]): Cell {
  if (key.origin === "value") return ["text", answer.values[placeholders.indexOf(key.name)] ?? ""];
  if (key.origin === "answer") return cellOfValue(found(read(answer.body), key.name)[0]);
  const facts: Record<string, Cell> = {
    address: ["text", answer.address],
    status: ["number", "200"],
    fetchedAt: ["text", "2026-11-30T06:18:19Z"],
    milliseconds: ["number", String(180 + answer.position)],
    attempts: ["number", "1"],
    page: ["number", String(answer.page)],
  };
  return facts[key.name] ?? MISSING;
}

/** Some answers as a table. */
export function tableOf(answers: FakeAnswer[], placeholders: string[], shape: Shape, ids: ColumnIds): FakeTable {
  const seen: Lists = { places: new Map() };
  const rows = answers.flatMap((answer) => rowsOf(answer.body, shape, seen).map((fields) => ({ answer, fields })));
  const shown = shape.columns.rules.filter(({ column, hidden }) => isAskedFor(column) && hidden === false);
  const keys: ColumnKey[] = [
    ...placeholders.map((name): ColumnKey => ({ origin: "value", name })),
    ...shown.map(({ column }) => column),
    ...[...new Set(rows.flatMap(({ fields }) => [...fields.keys()]))].map(
      (name): ColumnKey => ({ origin: "field", name }),
    ),
  ];
  const cells = new Map<number, Cell[]>();
  const columns = keys.map((key) => {
    const rule = shape.columns.rules.find(({ column }) => keyText(column) === keyText(key));
    const column = rows.map(({ answer, fields }) => {
      const cell = key.origin === "field" ? (fields.get(key.name) ?? MISSING) : leadOf(key, answer, placeholders);
      return rule?.type ? readAs(rule.type, cell) : cell;
    });
    const tally = { ...NO_TALLY };
    for (const cell of column) count(tally, cell);
    const id = key.origin === "value" ? placeholders.indexOf(key.name) + 1 : ids.of(key);
    cells.set(id, column);
    return { ...key, id, tally };
  });
  return {
    rows: rows.length,
    columns: arrangedColumns(columns, shape.columns),
    at: (row) => rows[row]?.answer ?? { position: 0, page: 1 },
    cell: (row, column) => cells.get(column)?.[row] ?? MISSING,
    lists: [...seen.places.values()],
  };
}
