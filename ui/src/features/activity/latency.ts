import type uPlot from "uplot";
import { formatNumber } from "../../app/format";
import type { HistogramBar, LatencySummary } from "../../bindings";
import type { ChartColors } from "./colors";
import { axis } from "./throughput";

/** Bars have edges of their own, so their places are the edges: one more than there are bars. */
export function histogramData(bars: readonly HistogramBar[]): uPlot.AlignedData {
  const last = bars.at(-1);
  if (last === undefined) return [[], []];
  return [
    [...bars.map(({ fromMs }) => fromMs), last.toMs],
    [...bars.map(({ count }) => count), 0],
  ];
}

/** Edges that span more than this many times their first are told apart only on a logarithmic axis. */
const LOG_FROM = 60;

export function isLogarithmic(bars: readonly HistogramBar[]): boolean {
  const first = bars[0];
  const last = bars.at(-1);
  return first !== undefined && last !== undefined && first.fromMs > 0 && last.toMs / first.fromMs > LOG_FROM;
}

/** The chart reads bars and lines through `now` when it draws, so that new figures need no new chart. */
export function latencyOptions(
  colors: ChartColors,
  now: () => { bars: readonly HistogramBar[]; latency: LatencySummary },
  logarithmic: boolean,
): Omit<uPlot.Options, "width" | "height"> {
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [20 * colors.scale, 14, 0, 0],
    scales: {
      x: { time: false, distr: logarithmic ? 3 : 1, range: (_chart, min, max) => [min, max] },
      y: { range: (_chart, _min, max) => [0, Math.max(1, max * 1.08)] },
    },
    axes: [
      axis(colors, {
        values: (_chart, ticks) => ticks.map((ms) => (ms === null ? "" : formatNumber(ms))),
        space: 46 * colors.scale,
        size: 28 * colors.scale,
      }),
      axis(colors, {
        values: (_chart, ticks) => ticks.map((count) => formatNumber(count, 1)),
        space: 32 * colors.scale,
        size: 52 * colors.scale,
      }),
    ],
    series: [
      {},
      { stroke: colors.done, fill: colors.doneGround, width: 1, points: { show: false }, paths: () => null },
    ],
    hooks: {
      draw: [
        (chart) => {
          const { bars, latency } = now();
          drawBars(chart, bars, colors);
          drawMarks(chart, latency, colors);
        },
      ],
    },
  };
}

function drawBars(chart: uPlot, bars: readonly HistogramBar[], colors: ChartColors): void {
  const { ctx } = chart;
  const floor = chart.valToPos(0, "y", true);
  ctx.save();
  ctx.fillStyle = colors.done;
  for (const { fromMs, toMs, count } of bars) {
    if (count === 0) continue;
    const left = chart.valToPos(fromMs, "x", true);
    const right = chart.valToPos(toMs, "x", true);
    const top = chart.valToPos(count, "y", true);
    // A gap between bars, and never less than a pixel of height for the few that took very long.
    ctx.fillRect(left + 0.5, Math.min(top, floor - 1), Math.max(1, right - left - 1), Math.max(1, floor - top));
  }
  ctx.restore();
}

function drawMarks(chart: uPlot, latency: LatencySummary, colors: ChartColors): void {
  const { ctx } = chart;
  const { left, top, width, height } = chart.bbox;
  const ratio = window.devicePixelRatio || 1;
  const { min = 0, max = 0 } = chart.scales.x ?? {};
  let free = Number.NEGATIVE_INFINITY;
  ctx.save();
  ctx.strokeStyle = colors.mark;
  ctx.fillStyle = colors.mark;
  ctx.lineWidth = ratio;
  ctx.font = colors.font.replace(/^\d+px/, `${11 * ratio * colors.scale}px`);
  ctx.textBaseline = "bottom";
  ctx.textAlign = "left";
  for (const [name, ms] of [
    ["p50", latency.p50],
    ["p95", latency.p95],
    ["p99", latency.p99],
  ] as const) {
    if (!(ms > 0) || ms < (min ?? 0) || ms > (max ?? 0)) continue;
    const x = Math.round(chart.valToPos(ms, "x", true)) + 0.5;
    ctx.setLineDash(name === "p50" ? [] : [4 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.stroke();
    // Lines that stand close share the room above: a name that would cover the last one is left to the words beside.
    const wide = ctx.measureText(name).width;
    const at = Math.min(Math.max(x - wide / 2, left), left + width - wide);
    if (at < free) continue;
    ctx.fillText(name, at, top - 3 * ratio);
    free = at + wide + 4 * ratio;
  }
  ctx.restore();
}
