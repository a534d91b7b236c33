import { useTranslation } from "react-i18next";

import { formatDecimalText, formatNumber } from "../../app/format";
import { useActiveTab } from "../../app/window";
import { useResults } from "./store";
import { isWorthSumming } from "./summary";

/** The selection in words, for the status bar: "5 × 3 cells · 15 filled · sum 27.54 · average 1.53". */
export function SelectionStatus() {
  const { t } = useTranslation("results");
  const range = useResults((state) => state.range);
  const summary = useResults((state) => state.summary);
  const isSeen = useActiveTab() === "results";
  if (!isSeen || !isWorthSumming(range)) return null;
  const parts = [
    t("selection.size", {
      rows: formatNumber(range.toRow - range.fromRow),
      columns: formatNumber(range.columns.length),
    }),
  ];
  if (summary !== null) {
    parts.push(t("selection.count", { filled: formatNumber(summary.count) }));
    if (summary.sum !== null) parts.push(t("selection.sum", { sum: formatDecimalText(summary.sum) }));
    if (summary.average !== null) parts.push(t("selection.average", { average: formatDecimalText(summary.average) }));
  }
  return <span data-testid="selection">{parts.join(" · ")}</span>;
}
