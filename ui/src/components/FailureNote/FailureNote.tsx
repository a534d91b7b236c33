import { IconAlertTriangle } from "@tabler/icons-react";

import classes from "./FailureNote.module.css";

/** What went wrong and what to do about it, quietly enough to stand beside data. */
export function FailureNote({ title, children }: { title: string; children: string }) {
  return (
    <div className={classes.note} role="alert">
      <IconAlertTriangle size="1.125rem" className={classes.icon} aria-hidden />
      <div>
        <div className={classes.title}>{title}</div>
        <div>{children}</div>
      </div>
    </div>
  );
}
