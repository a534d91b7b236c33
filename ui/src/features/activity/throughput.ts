import type uPlot from "uplot";
import { formatDuration, formatNumber } from "../../app/format";
import type { Activity } from "../../bindings";
import type { ChartColors } from "./colors";

/** Seconds since the start, answers a second, failures a second. */
export function throughputData({
  throughput,
  secondsPerPoint,
}: Pick<Activity, "throughput" | "secondsPerPoint">): uPlot.AlignedData {
  const seconds = secondsPerPoint > 0 ? secondsPerPoint : 1;
  return [
    throughput.map(({ at }) => at),
    throughput.map(({ done }) => done / seconds),
    throughput.map(({ failed }) => failed / seconds),
  ];
}

/** An axis of thin lines and figures in the interface's letters. */
export function axis(colors: ChartColors, more: uPlot.Axis): uPlot.Axis {
  const line = { stroke: colors.grid, width: 1 };
  return { stroke: colors.text, grid: line, ticks: { ...line, size: 4 }, font: colors.font, ...more };
}

export function throughputOptions(colors: ChartColors): Omit<uPlot.Options, "width" | "height"> {
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 24 * colors.scale, 0, 0],
    scales: { x: { time: false }, y: { range: (_chart, _min, max) => [0, Math.max(1, max * 1.1)] } },
    axes: [
      axis(colors, {
        values: (_chart, ticks) => ticks.map((at) => formatDuration(at * 1000)),
        space: 60 * colors.scale,
        size: 28 * colors.scale,
      }),
      axis(colors, {
        values: (_chart, ticks) => ticks.map((value) => formatNumber(value, 1)),
        space: 32 * colors.scale,
        size: 52 * colors.scale,
      }),
    ],
    series: [
      {},
      { stroke: colors.done, fill: colors.doneGround, width: 1.5, points: { show: false } },
      { stroke: colors.failed, width: 1.5, dash: [4, 3], points: { show: false } },
    ],
  };
}
