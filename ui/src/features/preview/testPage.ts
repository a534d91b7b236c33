import type { CellKind, Column, Page, TestResult } from "../../bindings";

/** The answer of a test brings texts alone; what they are is told by their column. */
export function kindOf(text: string, column: Column): CellKind {
  if (text === "") return "missing";
  switch (column.type) {
    case "integer":
    case "decimal":
      return "number";
    case "bool":
      return "bool";
    case "json":
      return "json";
    default:
      return "text";
  }
}

/** The rows of a test in the form in which the grid reads pages. */
export function testPage(result: TestResult, offset: number, limit: number, ids: readonly number[]): Page {
  const rows = result.rows.slice(offset, offset + limit);
  return {
    offset,
    positions: rows.map(() => result.detail.position),
    columns: result.columns.flatMap((column, at) => {
      if (!ids.includes(column.id)) return [];
      const texts = rows.map((row) => row[at] ?? "");
      return [{ id: column.id, kinds: texts.map((text) => kindOf(text, column)), texts }];
    }),
  };
}
