import type { Column } from "../../bindings";
import { moved } from "../../components/DataGrid";

/** What the user made of the columns. */
export interface ColumnLook {
  /** Ids in the order that the user dragged them to; columns not named here come after, as the table has them. */
  order: readonly number[];
  hidden: readonly number[];
  /** These stay on the left while the others are scrolled. */
  pinned: readonly number[];
}

/**
 * All columns of the table, pinned ones first, in the order to which they were dragged; those that the shape leaves out are
 * none of the table.
 */
export function orderedColumns(columns: readonly Column[], { order, pinned }: Omit<ColumnLook, "hidden">): Column[] {
  const kept = columns.filter((column) => !column.hidden);
  const byId = new Map(kept.map((column) => [column.id, column]));
  const named = new Set(order);
  const all = [...order.flatMap((id) => byId.get(id) ?? []), ...kept.filter(({ id }) => !named.has(id))];
  if (pinned.length === 0) return all;
  const first = new Set(pinned);
  return [...all.filter(({ id }) => first.has(id)), ...all.filter(({ id }) => !first.has(id))];
}

/** The columns that are shown, in their order. */
export function shownColumns(columns: readonly Column[], look: ColumnLook): Column[] {
  const away = new Set(look.hidden);
  return orderedColumns(columns, look).filter(({ id }) => !away.has(id));
}

/**
 * A shown column was moved to another place among the shown ones; hidden ones keep their neighbours on the left. A column
 * that is moved among the pinned ones is pinned, and one that is moved out of them is not.
 */
export function movedColumn(
  columns: readonly Column[],
  look: ColumnLook,
  from: number,
  to: number,
): Pick<ColumnLook, "order" | "pinned"> {
  const away = new Set(look.hidden);
  const all = orderedColumns(columns, look).map(({ id }) => id);
  const shown = all.filter((id) => !away.has(id));
  const column = shown[from];
  if (column === undefined) return look;
  const border = shown.filter((id) => look.pinned.includes(id)).length;
  const next = moved(shown, from, to);
  let at = 0;
  const order = all.map((id) => (away.has(id) ? id : (next[at++] ?? id)));
  const rest = look.pinned.filter((id) => id !== column);
  return { order, pinned: to < border ? [...rest, column] : rest };
}

/** How many of the shown columns are pinned; they come first. */
export function pinnedCount(shown: readonly Column[], pinned: readonly number[]): number {
  return shown.filter(({ id }) => pinned.includes(id)).length;
}
