import type { GridColumn } from "@glideapps/glide-data-grid";

import type { ColumnOrigin, ColumnType, Sort } from "../../bindings";
import { iconOf } from "./icons";

/** A column as the grid shows it; cells are looked up by its id, never by its place. */
export interface GridColumnSpec {
  id: number;
  name: string;
  type: ColumnType;
  origin: ColumnOrigin;
  /** Its texts say that something went wrong. */
  isError?: boolean;
}

/** The sorted column shows which way instead of its type: there the arrow is seen at any width, and moves nothing. */
export function toGridColumns(
  columns: readonly GridColumnSpec[],
  widths: Record<number, number>,
  sort: Sort | null,
  hasMenu: boolean,
): GridColumn[] {
  return columns.map(({ id, name, type, origin }) => {
    const isSorted = sort?.column === id;
    return {
      id: String(id),
      title: name,
      width: widths[id] ?? 120,
      icon: isSorted ? (sort.descending ? "sortDescending" : "sortAscending") : iconOf(type, origin),
      style: isSorted || origin === "value" ? "highlight" : "normal",
      hasMenu,
    };
  });
}

/** The list after the item at one place was dragged to another. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const result = [...items];
  const [item] = result.splice(from, 1);
  if (item !== undefined) result.splice(to, 0, item);
  return result;
}
