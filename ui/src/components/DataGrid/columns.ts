import { type GridColumn, GridColumnMenuIcon } from "@glideapps/glide-data-grid";

import type { ColumnOrigin, ColumnType, Sort } from "../../bindings";
import { iconOf, sortIcon } from "./icons";

/** A column as the grid shows it; cells are looked up by its id, never by its place. */
export interface GridColumnSpec {
  id: number;
  title: string;
  type: ColumnType;
  origin: ColumnOrigin;
  /** Its texts say that something went wrong. */
  isError?: boolean;
  /** What the column is called says enough: no sign of its type. */
  isPlain?: boolean;
  /** Takes the room that the others leave. */
  grows?: boolean;
}

/** What a column needs to know of a sort to show it. */
export type GridSort = Pick<Sort, "column" | "descending">;

/**
 * A sorted column shows which way beside its name, and which of several keys it is; the menu is three dots, which say
 * nothing about an order. The first so many columns are pinned, and have a pin at the sign of their type.
 */
export function toGridColumns(
  columns: readonly GridColumnSpec[],
  widths: Record<number, number>,
  sort: readonly GridSort[],
  hasMenu: boolean,
  marked?: { column: number; color: string },
  pinned = 0,
): GridColumn[] {
  return columns.map(({ id, title, type, origin, isPlain, grows }, place) => {
    const at = sort.findIndex(({ column }) => column === id);
    const key = sort[at];
    return {
      id: String(id),
      title,
      width: widths[id] ?? 120,
      ...(isPlain ? {} : { icon: iconOf(type, origin) }),
      ...(place < pinned ? { overlayIcon: "pinned" } : {}),
      ...(key ? { indicatorIcon: sortIcon(key.descending, sort.length > 1 ? at + 1 : 0) } : {}),
      ...(grows ? { grow: 1 } : {}),
      ...(hasMenu ? { hasMenu, menuIcon: GridColumnMenuIcon.Dots } : {}),
      ...(marked?.column === id ? { themeOverride: { bgCell: marked.color, bgHeader: marked.color } } : {}),
      style: key || (origin === "value" && !isPlain) ? "highlight" : "normal",
    };
  });
}

/** The place of a column among those that are shown; the first for one that is not there. */
export const placeOf = (columns: readonly GridColumnSpec[], id: number | null | undefined): number =>
  Math.max(
    0,
    columns.findIndex((column) => column.id === id),
  );

/** The list after the item at one place was dragged to another. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const result = [...items];
  const [item] = result.splice(from, 1);
  if (item !== undefined) result.splice(to, 0, item);
  return result;
}
