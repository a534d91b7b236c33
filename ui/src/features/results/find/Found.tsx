import { useTranslation } from "react-i18next";

import { errorWords } from "../../../app/errorWords";
import { formatNumber } from "../../../app/format";
import { isPlain } from "../../../app/view";
import classes from "../ResultsTab.module.css";
import { useResults } from "../store";
import { useFind } from "./store";

/** "3 of 128" of what is found, "12 of 812 rows" of what is shown; what went wrong, when it did. */
export function Found() {
  const { t } = useTranslation("results");
  const info = useResults((state) => state.info);
  const shown = useResults((state) => state.shown);
  const busy = useResults((state) => state.busy);
  const search = useResults((state) => state.search);
  const filter = useResults((state) => state.filter);
  const sort = useResults((state) => state.sort);
  const failed = useResults((state) => state.error);
  const { text, summary, hit, error: unfound } = useFind();
  const error = failed ?? unfound;
  const parts: string[] = [];
  if (error !== null) parts.push(errorWords(error));
  else if (busy && sort !== shown.sort) parts.push(t("find.sorting"));
  else if (busy && (search !== shown.search || filter !== shown.filter)) parts.push(t("find.searching"));
  else {
    if (text !== "" && hit !== null)
      parts.push(t("find.position", { ordinal: formatNumber(hit.ordinal), matches: formatNumber(hit.matches) }));
    else if (text !== "" && summary !== null) parts.push(t("find.matches", { count: summary.matches }));
    if (info !== null && !isPlain({ ...shown, sort: [] }))
      parts.push(
        t("find.found", {
          found: formatNumber(info.rows),
          total: formatNumber(info.totalRows),
          count: info.totalRows,
        }),
      );
  }
  const words = parts.join(" · ");
  return (
    <span
      className={classes.note}
      role="status"
      title={words}
      data-testid="found"
      style={error ? { color: "var(--fg-failed)" } : undefined}
    >
      {words}
    </span>
  );
}
