import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useAttempts } from "../app/attempts";
import classes from "./Fold.module.css";

interface FoldProps {
  title: string;
  /** What is inside, in a few words, so that it need not be opened to be known. */
  summary: string;
  /** Opens from outside, e.g. when a problem lies inside. It can be shut again by hand, until the user tries to run. */
  forceOpen?: boolean;
  /** Open at first; opened and shut by hand from then on. */
  startsOpen?: boolean;
  /** Opens whenever this number changes: somebody was sent here. */
  openRequest?: number;
  children: ReactNode;
}

/**
 * A part of the form that is folded away with its state in sight. Does not move, so that it costs nothing to draw; and
 * opens in a locked form too, as a button would not.
 */
export function Fold({ title, summary, forceOpen = false, startsOpen = false, openRequest = 0, children }: FoldProps) {
  const [open, setOpen] = useState(forceOpen || startsOpen);
  const [forced, setForced] = useState(forceOpen);
  if (forceOpen !== forced) {
    setForced(forceOpen);
    if (forceOpen) setOpen(true);
  }
  const attempts = useAttempts();
  const [attempted, setAttempted] = useState(attempts);
  if (attempts !== attempted) {
    setAttempted(attempts);
    if (forceOpen) setOpen(true);
  }
  const [requested, setRequested] = useState(openRequest);
  if (openRequest !== requested) {
    setRequested(openRequest);
    setOpen(true);
  }
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <details className={classes.fold} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.head}>
        <Chevron size="1rem" aria-hidden />
        <span className={classes.title}>{title}</span>
        <span className={classes.summary}>{summary}</span>
      </summary>
      {open && <div className={classes.body}>{children}</div>}
    </details>
  );
}
