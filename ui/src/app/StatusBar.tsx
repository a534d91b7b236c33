import classes from "./app.module.css";
import { RowsStatus, SelectionStatus } from "./slots";

/** What is selected, on the left; how large the table is, on the right. */
export function StatusBar() {
  return (
    <footer className={classes.status}>
      <div className={classes.selection}>
        <SelectionStatus />
      </div>
      <div>
        <RowsStatus />
      </div>
    </footer>
  );
}
