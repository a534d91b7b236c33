import { useTranslation } from "react-i18next";
import classes from "./app.module.css";
import { useColumns, useRowCount } from "./document";
import { SelectionStatus } from "./slots";

/** What is selected, on the left; how large the table is, on the right. */
export function StatusBar() {
  const { t } = useTranslation();
  const rows = useRowCount();
  const columns = useColumns().length;
  return (
    <footer className={classes.status}>
      <div className={classes.selection}>
        <SelectionStatus />
      </div>
      <div>
        {rows === 0
          ? t("status.empty")
          : `${t("status.rows", { count: rows })} × ${t("status.columns", { count: columns })}`}
      </div>
    </footer>
  );
}
