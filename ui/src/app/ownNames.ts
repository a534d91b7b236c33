import type { Column, DocumentState } from "../bindings";

/** A dotted path as it is read: in it a dot that belongs to a key has a backslash before it. */
export const readablePath = (path: string): string => path.replace(/\\(.)/gs, "$1");

/** What tells a column from another one that is called the same. */
const APART = / \((?:answer|\d+)\)$/;

/** Whether nobody gave a column its name: it is the path of the field, or the end of it. */
function isOwn(title: string, name: string): boolean {
  const base = title.replace(APART, "");
  return [title, base].some((one) => one === name || name.endsWith(`.${one}`));
}

/** Columns by the names that their fields have; the same list where all have them. */
export function ownNames<T extends { name: string; title: string }>(columns: T[]): T[] {
  if (!columns.some(({ name }) => name.includes("\\"))) return columns;
  const taken = new Set(columns.map(({ title }) => title));
  return columns.map((column) => {
    const title = readablePath(column.title);
    const isRead = title !== column.title && isOwn(column.title, column.name) && !taken.has(title);
    return isRead ? { ...column, title } : column;
  });
}

/** What has columns, with columns that are called so. */
export function withOwn<T extends { columns: Column[] }>(of: T): T {
  const columns = ownNames(of.columns);
  return columns === of.columns ? of : { ...of, columns };
}

/** A document whose columns are called so. */
export function withOwnNames(document: DocumentState): DocumentState {
  const table = withOwn(document.table);
  return table === document.table ? document : { ...document, table };
}
