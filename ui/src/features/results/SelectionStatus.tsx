import { useTranslation } from "react-i18next";

import { formatDecimalText, formatNumber } from "../../app/format";
import { useActiveTab } from "../../app/window";
import { decimals, rounded } from "./decimals";
import { useResults } from "./store";
import { isWorthSumming } from "./summary";

/** Of an average, beyond those of the numbers: more say nothing about them. */
const AVERAGE_DECIMALS = 4;

/** The selection in words, for the status bar: "5 × 3 cells · 15 filled · 10 numbers: sum 27.54 · average 2.754". */
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
    if (summary.sum !== null) {
      const sum = formatDecimalText(summary.sum);
      parts.push(t("selection.sum", { count: summary.numbers, numbers: formatNumber(summary.numbers), sum }));
      if (summary.average !== null) {
        const average = rounded(summary.average, decimals(summary.sum) + AVERAGE_DECIMALS);
        parts.push(t("selection.average", { average: formatDecimalText(average) }));
      }
    }
  }
  return <span data-testid="selection">{parts.join(" · ")}</span>;
}
