import { notifyError } from "../../../app/notify";
import type { Column } from "../../../bindings";
import { isDated } from "../measures";
import { steadyColumn } from "./across";
import { type ChartKind, usualChart } from "./defaults";
import { setChart, useChart } from "./store";

/** Another kind of chart; a line without dates goes along a column whose numbers go on, where there is one. */
export async function chooseKind(kind: ChartKind, columns: readonly Column[]): Promise<void> {
  const chart = usualChart(kind, columns);
  setChart(chart);
  if (chart.kind !== "line" || columns.some(isDated)) return;
  try {
    const x = await steadyColumn(columns, chart.y);
    // Something else may have been chosen meanwhile.
    if (x !== null && useChart.getState().chart === chart) setChart({ ...chart, x });
  } catch (thrown) {
    notifyError(thrown);
  }
}
