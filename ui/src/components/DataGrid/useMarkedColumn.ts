import { useEffect, useRef } from "react";

import type { GridColumnSpec } from "./columns";
import { scrollLeftFor } from "./scroll";

/** Frames in which a grid that was just made has to have something that scrolls. */
const PATIENCE = 30;

interface MarkedColumnOptions {
  marked: number | null;
  columns: readonly GridColumnSpec[];
  widths: Record<number, number>;
  pinned: number;
  /** Of the numbers of the rows. */
  markers: number;
  isShown: boolean;
  scrollerOf: () => HTMLElement | null | undefined;
}

/** Brings a column that is pointed out into sight. At once: nothing glides past who would rather see nothing move. */
export function useMarkedColumn(options: MarkedColumnOptions): void {
  const { marked, isShown, columns } = options;
  const latest = useRef(options);
  latest.current = options;
  const at = columns.findIndex(({ id }) => id === marked);
  useEffect(() => {
    if (!isShown || at < 0) return;
    let frames = 0;
    let request = 0;
    const bring = () => {
      const { columns, widths, pinned, markers, scrollerOf } = latest.current;
      const scroller = scrollerOf();
      frames += 1;
      if (!scroller) {
        if (frames <= PATIENCE) request = requestAnimationFrame(bring);
        return;
      }
      scroller.scrollLeft = scrollLeftFor(at, {
        widths: columns.map(({ id }) => widths[id] ?? 0),
        pinned,
        width: scroller.clientWidth - markers,
        left: scroller.scrollLeft,
      });
    };
    bring();
    return () => cancelAnimationFrame(request);
  }, [at, isShown]);
}
