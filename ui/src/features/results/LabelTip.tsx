import { Tooltip } from "@mantine/core";
import type { ReactElement } from "react";

import classes from "./ResultsTab.module.css";

interface LabelTipProps {
  label: string;
  /** Also where the button is as wide as it wants to be: its label may be cut off, or say less. */
  isNeeded?: boolean;
  children: ReactElement;
}

/** The tip of a button of the toolbar: its label, where there is room for its sign alone. */
export function LabelTip({ label, isNeeded = false, children }: LabelTipProps) {
  return (
    // In the toolbar itself, which knows how much room there is.
    <Tooltip label={label} withinPortal={false} classNames={isNeeded ? {} : { tooltip: classes.labelTip }}>
      {children}
    </Tooltip>
  );
}
