import classes from "./ResultsTab.module.css";

/**
 * The tip of a button of the toolbar: its label, where there is room for its sign alone. `isNeeded`: also where the button
 * is as wide as it wants to be, as its label may be cut off or say less.
 */
export function labelTip(label: string, isNeeded = false) {
  // In the toolbar itself, which knows how much room there is.
  return { label, withinPortal: false, classNames: isNeeded ? {} : { tooltip: classes.labelTip } };
}
