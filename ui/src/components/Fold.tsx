import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import classes from "./Fold.module.css";

interface FoldProps {
  title: string;
  /** What is inside, in a few words, so that it need not be opened to be known. */
  summary: string;
  /** Opens from outside, e.g. when a problem lies inside. It can be shut again by hand. */
  forceOpen?: boolean;
  children: ReactNode;
}

/** A part of the form that is folded away with its state in sight. Does not move, so that it costs nothing to draw. */
export function Fold({ title, summary, forceOpen = false, children }: FoldProps) {
  const [open, setOpen] = useState(forceOpen);
  const [forced, setForced] = useState(forceOpen);
  const id = useId();
  if (forceOpen !== forced) {
    setForced(forceOpen);
    if (forceOpen) setOpen(true);
  }
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes.fold}>
      <UnstyledButton className={classes.head} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <Chevron size="1rem" aria-hidden />
        <span className={classes.title}>{title}</span>
        <span className={classes.summary}>{summary}</span>
      </UnstyledButton>
      <div id={id} hidden={!open} className={classes.body}>
        {open && children}
      </div>
    </div>
  );
}
