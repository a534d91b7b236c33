import { type ReactNode, useId } from "react";
import classes from "./Shape.module.css";

interface PartProps {
  title: string;
  /** Beside the title: how many, or buttons. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of the left column under its heading. */
export function Part({ title, aside, children }: PartProps) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <div className={classes.partHead}>
        <h3 id={id}>{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
