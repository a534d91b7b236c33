import type { Column, NamedView } from "../../../bindings";
import { shownColumns } from "../columnOrder";
import { FRESH_LOOK, type Look } from "../store";

/** The look that a named view shows. */
export function lookOfView({ view, columns }: Pick<NamedView, "view" | "columns">, table: readonly Column[]): Look {
  const { sort, filter, search } = view;
  if (columns.length === 0) return { ...FRESH_LOOK, sort, filter, search };
  const named = new Set(columns.map(({ column }) => column));
  return {
    sort,
    filter,
    search,
    order: columns.map(({ column }) => column),
    hidden: table.flatMap(({ id, hidden }) => (hidden || named.has(id) ? [] : [id])),
    pinned: columns.flatMap(({ column, pinned }) => (pinned ? [column] : [])),
    widths: Object.fromEntries(columns.flatMap(({ column, width }) => (width === null ? [] : [[column, width]]))),
  };
}

/** What is kept of a look; its columns only where the user made something of them. */
export function viewOfLook(look: Look, table: readonly Column[]): Pick<NamedView, "view" | "columns"> {
  const { sort, filter, search, order, hidden, pinned, widths } = look;
  const view = { sort, filter, search, today: null };
  const isAsTable = order.length + hidden.length + pinned.length + Object.keys(widths).length === 0;
  if (isAsTable) return { view, columns: [] };
  const columns = shownColumns(table, look).map(({ id }) => ({
    column: id,
    pinned: pinned.includes(id),
    width: widths[id] ?? null,
  }));
  return { view, columns };
}

/** Whether the table shows exactly what was kept. */
export function isShown(kept: NamedView, look: Look, table: readonly Column[]): boolean {
  return JSON.stringify(viewOfLook(lookOfView(kept, table), table)) === JSON.stringify(viewOfLook(look, table));
}
