import type { TFunction } from "i18next";

import type { Column, GroupColumn } from "../../../bindings";
import type { GridColumnSpec } from "../../../components/DataGrid";
import { titleOf } from "../useShownColumns";

/** The columns of a table of groups; each is known by its place. */
export function groupColumns(
  columns: readonly GroupColumn[],
  table: readonly Column[],
  t: TFunction<"groups">,
): GridColumnSpec[] {
  return columns.map(({ role, column, title: given, type, function: of, unit }, id) => {
    // As it is called in the table.
    const title = (column !== null && titleOf(table, column)) || given;
    return {
      id,
      title:
        role === "rows"
          ? t("groups:rows")
          : of !== null
            ? t("groups:measured", { function: t(`groups:function.${of}`), column: title })
            : unit !== null
              ? t("groups:dated", { column: title, unit: t(`groups:unit.${unit}`) })
              : title,
      type,
      origin: role === "key" ? "value" : "field",
      isPlain: true,
    };
  });
}
