import type { TFunction } from "i18next";

import type { GroupColumn } from "../../../bindings";
import type { GridColumnSpec } from "../../../components/DataGrid";

/** The columns of a table of groups; each is known by its place. */
export function groupColumns(columns: readonly GroupColumn[], t: TFunction<"groups">): GridColumnSpec[] {
  return columns.map(({ role, title, type, function: of, unit }, id) => ({
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
  }));
}
