import { useTranslation } from "react-i18next";

import { formatNumber } from "../../app/format";
import { useActiveTab } from "../../app/window";
import { alike } from "./decimals";
import { useResults } from "./store";
import { cellsOf, isWorthSumming } from "./summary";

/** The selection in words, for the status bar: "5 × 3 cells · 15 filled · 10 numbers: sum 27.54 · average 2.75". */
export function SelectionStatus() {
  const { t } = useTranslation("results");
  const range = useResults((state) => state.range);
  const summary = useResults((state) => state.summary);
  const isSeen = useActiveTab() === "results";
  if (!isSeen || !isWorthSumming(range)) return null;
  const [only] = range.areas;
  const parts = [
    range.areas.length === 1 && only
      ? t("selection.size", {
          rows: formatNumber(only.toRow - only.fromRow),
          columns: formatNumber(only.columns.length),
        })
      : t("selection.areas", { count: summary?.cells ?? cellsOf(range) }),
  ];
  if (summary !== null) {
    parts.push(
      t("selection.count", { filled: formatNumber(summary.count) }),
      t("selection.distinct", { distinct: formatNumber(summary.distinct) }),
    );
    const { sum, average, min, max } = summary;
    if (sum !== null) {
      const known = (texts: readonly (string | null)[]) => texts.filter((text) => text !== null);
      const write = alike(known([sum, min, max]), known([average]));
      parts.push(
        t("selection.sum", {
          count: summary.numbers,
          numbers: formatNumber(summary.numbers),
          sum: write.figure(sum),
        }),
      );
      if (average !== null) parts.push(t("selection.average", { average: write.mean(average) }));
      if (min !== null) parts.push(t("selection.min", { min: write.figure(min) }));
      if (max !== null) parts.push(t("selection.max", { max: write.figure(max) }));
    }
  }
  return <span data-testid="selection">{parts.join(" · ")}</span>;
}
