import { useEffect, useRef } from "react";

import type { GridRange } from "../../components/DataGrid";
import { platform } from "../../platform";
import { useResults } from "./store";

/** After the last move of the mouse or the arrow keys. */
const SETTLE_MS = 150;
/** While the table grows under an unchanged selection. */
const REFRESH_MS = 1000;

/** Cells that are selected; those in several areas are counted with each. */
export const cellsOf = ({ areas }: Pick<GridRange, "areas">): number =>
  areas.reduce((sum, { fromRow, toRow, columns }) => sum + (toRow - fromRow) * columns.length, 0);

/** A single cell needs no sum; nothing is asked for it. */
export function isWorthSumming(range: GridRange | null): range is GridRange {
  return range !== null && cellsOf(range) > 1;
}

/** Asks for count, sum and average of the selection once it rests, and again at a slow pace while the table grows. */
export function useSelectionSummary(): void {
  const range = useResults((state) => state.range);
  const viewId = useResults((state) => state.info?.id);
  const asked = useRef<{ range: GridRange | null; at: number }>({ range: null, at: 0 });
  useEffect(() => {
    const isNew = asked.current.range !== range;
    if (isNew) useResults.setState({ summary: null });
    if (!isWorthSumming(range) || viewId === undefined) {
      asked.current = { range, at: 0 };
      return;
    }
    const wait = isNew ? SETTLE_MS : Math.max(SETTLE_MS, asked.current.at + REFRESH_MS - Date.now());
    const timer = setTimeout(() => {
      asked.current = { range, at: Date.now() };
      platform()
        .rows.summary(viewId, { areas: [...range.areas] })
        .then((summary) => {
          if (useResults.getState().range === range) useResults.setState({ summary });
        })
        // The view was replaced meanwhile: the next one asks again.
        .catch(() => undefined);
    }, wait);
    return () => clearTimeout(timer);
  }, [range, viewId]);
}
