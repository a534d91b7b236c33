import type { Page, TestResult } from "../../bindings";
import { misfitsOf } from "../../components/DataGrid";

/** The rows of a test in the form in which the grid reads pages. */
export function testPage(result: TestResult, offset: number, limit: number, ids: readonly number[]): Page {
  const rows = result.rows.slice(offset, offset + limit);
  const kinds = result.kinds.slice(offset, offset + limit);
  return {
    offset,
    positions: rows.map(() => result.detail.position),
    pages: rows.map(() => result.detail.page),
    columns: result.columns.flatMap((column, at) =>
      ids.includes(column.id)
        ? [
            {
              id: column.id,
              kinds: kinds.map((row) => row[at] ?? "missing"),
              texts: rows.map((row) => row[at] ?? ""),
              misfits: misfitsOf(result.misfits[at], offset, limit),
            },
          ]
        : [],
    ),
  };
}
