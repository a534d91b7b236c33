import type { GridColumn } from "@glideapps/glide-data-grid";

import type { ColumnOrigin, ColumnType } from "../../bindings";
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

export function toGridColumns(
  columns: readonly GridColumnSpec[],
  widths: Record<number, number>,
  hasMenu: boolean,
): GridColumn[] {
  return columns.map(({ id, name, type, origin }) => ({
    id: String(id),
    title: name,
    width: widths[id] ?? 120,
    icon: iconOf(type, origin),
    style: origin === "value" ? "highlight" : "normal",
    hasMenu,
  }));
}

/** The list after the item at one place was dragged to another. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const result = [...items];
  const [item] = result.splice(from, 1);
  if (item !== undefined) result.splice(to, 0, item);
  return result;
}
