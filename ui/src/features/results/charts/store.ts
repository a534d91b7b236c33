import { create } from "zustand";

import type { ChartRequest } from "../../../bindings";

/** The chart that was looked at last; null until there was one. */
export const useChart = create<{ chart: ChartRequest | null }>(() => ({ chart: null }));

export const setChart = (chart: ChartRequest | null) => useChart.setState({ chart });

/** Whether all columns of a chart are there. */
export function isOfColumns(chart: ChartRequest, there: ReadonlySet<number>): boolean {
  switch (chart.kind) {
    case "bar":
      return there.has(chart.column) && (chart.measure === null || there.has(chart.measure.column));
    case "histogram":
      return there.has(chart.column);
    case "line":
      return there.has(chart.x) && chart.y.every((column) => there.has(column));
    case "scatter":
      return there.has(chart.x) && there.has(chart.y);
  }
}
