import type { FailedRow, FailureFilter } from "../../bindings";
import { platform } from "../../platform";

/** Rows asked for at a time. */
const STEP = 1000;
/** A list of values for the clipboard; more than this belongs in an exported file. */
export const MAX_COPIED = 100_000;

async function readFailed(failures: FailureFilter, from: number, to: number): Promise<FailedRow[]> {
  const rows: FailedRow[] = [];
  while (from + rows.length < to) {
    const page = await platform().failures.page(failures, from + rows.length, Math.min(STEP, to - from - rows.length));
    rows.push(...page.rows);
    if (page.rows.length === 0 || from + rows.length >= page.total) break;
  }
  return rows;
}

/** The values of failed requests, a line each, as an ID list takes them; several values of a request stand side by side. */
export async function failedValues(failures: FailureFilter): Promise<{ text: string; count: number }> {
  const rows = await readFailed(failures, 0, MAX_COPIED);
  return { text: rows.map(({ values }) => values.join("\t")).join("\n"), count: rows.length };
}

/** Places in the plan of the requests of some rows of the table. */
export async function failedPositions(
  failures: FailureFilter,
  { fromRow, toRow }: { fromRow: number; toRow: number },
): Promise<number[]> {
  const rows = await readFailed(failures, fromRow, Math.min(toRow, fromRow + MAX_COPIED));
  return rows.map(({ position }) => position);
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A cell for a spreadsheet: quoted where it has to be, and never read as a formula. */
export function tsvCell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[\t\n\r"]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** A rectangle of the table of failed requests as text for a spreadsheet. */
export async function failedCells(
  failures: FailureFilter,
  range: { fromRow: number; toRow: number },
  columns: readonly { title: string; cell: (row: FailedRow) => [string, string] }[],
  headers: boolean,
): Promise<{ text: string; rows: number }> {
  const rows = await readFailed(failures, range.fromRow, Math.min(range.toRow, range.fromRow + MAX_COPIED));
  const lines = rows.map((row) => columns.map(({ cell }) => tsvCell(cell(row)[1])).join("\t"));
  if (headers) lines.unshift(columns.map(({ title }) => tsvCell(title)).join("\t"));
  return { text: lines.join("\n"), rows: rows.length };
}
