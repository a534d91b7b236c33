import { useTranslation } from "react-i18next";

import { formatNumber } from "../../../app/format";
import type { ChartRequest, Column } from "../../../bindings";
import { titleOf } from "../useShownColumns";
import type { DrawnData } from "./useChartData";

/** What a chart is called, and what it leaves out. */
export function useChartWords(chart: ChartRequest, data: DrawnData | null, columns: readonly Column[]) {
  const { t } = useTranslation("charts");
  const name = (id: number) => titleOf(columns, id);
  const titles = (): string => {
    switch (chart.kind) {
      case "bar": {
        const { measure } = chart;
        const of = measure
          ? t("groups:measured", { function: t(`groups:function.${measure.function}`), column: name(measure.column) })
          : t("rows");
        return t("name.by", { what: of, column: name(chart.column) });
      }
      case "histogram":
        return t("name.by", { what: t("rows"), column: name(chart.column) });
      case "line":
        return t("name.by", { what: chart.y.map(name).join(" · "), column: name(chart.x) });
      case "scatter":
        return t("name.by", { what: name(chart.y), column: name(chart.x) });
    }
  };
  const notes = (): string => {
    if (data === null) return "";
    if (data.kind === "bar")
      return data.otherGroups > 0
        ? t("note.others", { count: data.otherGroups, rows: formatNumber(data.otherRows) })
        : t("note.bars", { count: data.bars.length });
    const rows = t("note.rows", { count: data.rows });
    if (data.kind === "line" && data.isReduced) return `${rows} · ${t("note.means", { count: data.x.length })}`;
    if (data.kind === "line" && data.isAveraged) return `${rows} · ${t("note.perPlace", { count: data.x.length })}`;
    if (data.kind === "scatter" && data.x.length < data.rows)
      return `${rows} · ${t("note.some", { count: data.x.length })}`;
    return rows;
  };
  return { title: titles(), note: notes() };
}
