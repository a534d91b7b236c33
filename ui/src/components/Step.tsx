import type { ReactNode } from "react";
import classes from "./Step.module.css";

/** One of the numbered steps on the left. */
export function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  const id = `step-${number}`;
  return (
    <section className={classes.step} aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        <span className={classes.number}>{number}</span>
        {title}
      </h2>
      {children}
    </section>
  );
}
