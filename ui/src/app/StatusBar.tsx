import classes from "./app.module.css";
import { RowsStatus, SelectionStatus, ShapingLine } from "./slots";
import { useActiveTab } from "./window";

/** What is selected, on the left; how large the table is, on the right. */
export function StatusBar() {
  // The Shape tab has the line at a better place.
  const isElsewhere = useActiveTab() !== "shape";
  return (
    <footer className={classes.status}>
      <div className={classes.selection}>
        <SelectionStatus />
      </div>
      {isElsewhere && <ShapingLine />}
      <div>
        <RowsStatus />
      </div>
    </footer>
  );
}
