import { useElementSize } from "@mantine/hooks";
import { type UIEvent, useState } from "react";

import { useRootScale } from "./useRootScale";

/** As `.workers[data-fixed] td` has it, in pixels at the usual text size, with its line. */
const ROW_HEIGHT = 28;
/** Drawn beyond the edges, so that a fast scroll meets rows and no empty ground. */
const BEYOND = 12;
/** Until the height of the list is known. */
const AT_FIRST = 40;

interface RowWindow {
  ref: (element: HTMLDivElement | null) => void;
  onScroll: (event: UIEvent<HTMLElement>) => void;
  from: number;
  to: number;
  /** Heights of what is left out above and below. */
  above: number;
  below: number;
}

/** The rows of a long list that are in sight: a thousand of them, twice a second, would be drawn for nobody. */
export function useRowWindow(rows: number, isLong: boolean): RowWindow {
  const { ref, height } = useElementSize<HTMLDivElement>();
  const scale = useRootScale();
  const [scrolled, setScrolled] = useState(0);
  const rowHeight = ROW_HEIGHT * scale;
  const inSight = height > 0 ? Math.ceil(height / rowHeight) : AT_FIRST;
  // In steps, so that scrolling by a pixel draws nothing.
  const first = Math.floor(scrolled / rowHeight / BEYOND) * BEYOND;
  const from = isLong ? Math.min(Math.max(0, first - BEYOND), Math.max(0, rows - inSight)) : 0;
  const to = isLong ? Math.min(rows, first + inSight + 2 * BEYOND) : rows;
  return {
    ref,
    onScroll: (event) => setScrolled(event.currentTarget.scrollTop),
    from,
    to,
    above: from * rowHeight,
    below: (rows - to) * rowHeight,
  };
}
