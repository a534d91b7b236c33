import { isLeftOut, isSameKey } from "../../app/shapeOf";
import { NO_TALLY } from "../../app/tally";
import type { Cell, Column, ColumnKey, ColumnType, RowDetail, Shape, TestResult } from "../../bindings";

interface Fact {
  word: string;
  type: ColumnType;
  cell: (detail: RowDetail) => Cell;
}

const number = (value: number): Cell => ({ kind: "number", text: String(value) });

/** To the millisecond, with no zeros at its end: as the table has it. */
const timestamp = (ms: number): string => new Date(ms).toISOString().replace(/\.?0*Z$/, "Z");

/** What is known of a request, in the order of the columns; the words of the model crate. */
const FACTS: readonly Fact[] = [
  { word: "address", type: "text", cell: ({ address }) => ({ kind: "text", text: address }) },
  {
    word: "status",
    type: "integer",
    cell: ({ status }) => (status === null ? { kind: "null", text: "" } : number(status)),
  },
  {
    word: "fetchedAt",
    type: "dateTime",
    cell: ({ startedAtMs }) => ({ kind: "text", text: timestamp(startedAtMs) }),
  },
  { word: "milliseconds", type: "decimal", cell: ({ durationMs }) => number(durationMs) },
  { word: "attempts", type: "integer", cell: ({ attempts }) => number(attempts) },
  { word: "page", type: "integer", cell: ({ page }) => number(page) },
];

/**
 * The result of a test with the columns of its request that were switched on since: all that they hold came with it.
 * `titleOf`: what a column is called by itself.
 */
export function withRequest(result: TestResult, shape: Shape, titleOf: (key: ColumnKey) => string): TestResult {
  const added = FACTS.flatMap(({ word, type, cell }, at) => {
    const key: ColumnKey = { origin: "request", name: word };
    if (isLeftOut(shape.columns, key) || result.columns.some((column) => isSameKey(column, key))) return [];
    const column: Column = {
      ...key,
      // Those of the result are not below zero.
      id: -1 - at,
      title: titleOf(key),
      type,
      typeIsChosen: false,
      hidden: false,
      tally: NO_TALLY,
    };
    return [{ column, cell: cell(result.detail) }];
  });
  if (added.length === 0) return result;
  const cells = added.map(({ cell }) => cell);
  return {
    ...result,
    columns: [...added.map(({ column }) => column), ...result.columns],
    rows: result.rows.map((row) => [...cells.map(({ text }) => text), ...row]),
    kinds: result.kinds.map((row) => [...cells.map(({ kind }) => kind), ...row]),
    misfits: [...added.map(() => []), ...result.misfits],
  };
}

/** The shape but for what is said of such columns: they change no row. */
export const withoutRequest = (shape: Shape): Shape => ({
  ...shape,
  columns: { ...shape.columns, rules: shape.columns.rules.filter(({ column }) => column.origin !== "request") },
});
