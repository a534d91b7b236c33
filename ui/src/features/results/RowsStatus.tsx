import { useTranslation } from "react-i18next";

import { useColumns, useRowCount } from "../../app/document";
import { isPlain } from "../../app/view";
import { useActiveTab } from "../../app/window";
import { useResults } from "./store";
import { useShownColumns } from "./useShownColumns";

/**
 * How large the table is, for the status bar. Beside the grid it says what the grid shows: "5 of 95 rows" of a search, and
 * "8 of 16 rows" of a sort that rows are still arriving for.
 */
export function RowsStatus() {
  const { t } = useTranslation("results");
  const rows = useRowCount();
  const allColumns = useColumns().filter((column) => !column.hidden).length;
  const info = useResults((state) => state.info);
  const shown = useResults((state) => state.shown);
  const shownColumns = useShownColumns();
  const isSeen = useActiveTab() === "results";
  const grid = isSeen && rows > 0 ? info : null;
  // The one count of all rows is the same as on the tab. They flow into the plain view within a moment, and a view that is
  // ahead of the count waits for it.
  const inGrid = grid === null || isPlain(shown) ? rows : Math.min(grid.rows, rows);
  if (rows === 0) return t("app:status.empty");
  const columns = grid === null ? allColumns : shownColumns.length;
  const words =
    inGrid === rows ? t("app:status.rows", { count: rows }) : t("status.of", { shown: inGrid, count: rows });
  return `${words} × ${t("app:status.columns", { count: columns })}`;
}
