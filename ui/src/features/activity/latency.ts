import type uPlot from "uplot";
import { formatMilliseconds, formatNumber } from "../../app/format";
import type { HistogramBar, LatencySummary } from "../../bindings";
import type { ChartColors } from "./colors";
import { axis, figures } from "./throughput";

/** What the chart shows of the histogram. */
export interface FittedBars {
  bars: readonly HistogramBar[];
  /** The slowest answer, where the last bar holds answers far beyond its place; else null. */
  slowest: number | null;
}

/** A last bar wider than this many others would press them all to the left. */
const TOO_WIDE = 1.5;

/**
 * The last bar reaches up to the slowest answer, which may be a hundred times as far as the rest. It is drawn as wide as
 * the others, and how far it reaches is told in words.
 */
export function fitBars(bars: readonly HistogramBar[]): FittedBars {
  const first = bars[0];
  const last = bars.at(-1);
  if (first === undefined || last === undefined || bars.length < 2) return { bars, slowest: null };
  const width = first.toMs - first.fromMs;
  if (last.toMs - last.fromMs <= width * TOO_WIDE) return { bars, slowest: null };
  return { bars: [...bars.slice(0, -1), { ...last, toMs: last.fromMs + width }], slowest: last.toMs };
}

/** Bars have edges of their own, so their places are the edges: one more than there are bars. */
export function histogramData(bars: readonly HistogramBar[]): uPlot.AlignedData {
  const last = bars.at(-1);
  if (last === undefined) return [[], []];
  return [
    [...bars.map(({ fromMs }) => fromMs), last.toMs],
    [...bars.map(({ count }) => count), 0],
  ];
}

/** Answers that all took the same time to the microsecond would be a line of no width. */
const LEAST_SPAN_MS = 0.05;

function span(min: number | null, max: number | null): [number, number] {
  const [from, to] = [min ?? 0, max ?? LEAST_SPAN_MS];
  const short = LEAST_SPAN_MS - (to - from);
  return short > 0 ? [Math.max(0, from - short / 2), to + short / 2] : [from, to];
}

/** Answers faster than this are told in microseconds: a server beside the client takes a tenth of a millisecond. */
const MICROSECONDS_BELOW_MS = 2;

export function inMicroseconds(bars: readonly HistogramBar[]): boolean {
  const last = bars.at(-1);
  return last !== undefined && last.toMs < MICROSECONDS_BELOW_MS;
}

/** A duration whose first digits are never lost: 85 µs, 1.2 ms, 214 ms. */
export function formatAnswerTime(ms: number): string {
  return ms > 0 && ms < 1 ? `${formatNumber(ms * 1000)}\u202fµs` : formatMilliseconds(ms);
}

/** Lines that stand close together have their names above each other: as many lines as there are names. */
const MARK_LINES = 3;
const MARK_HEIGHT = 13;

/** The chart reads bars and lines through `now` when it draws, so that new figures need no new chart. */
export function latencyOptions(
  colors: ChartColors,
  now: () => { bars: readonly HistogramBar[]; latency: LatencySummary },
): Omit<uPlot.Options, "width" | "height"> {
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [(MARK_LINES * MARK_HEIGHT + 4) * colors.scale, 14, 0, 0],
    scales: {
      x: { time: false, range: (_chart, min, max) => span(min, max) },
      y: { range: (_chart, _min, max) => [0, Math.max(1, max * 1.08)] },
    },
    axes: [
      axis(colors, {
        values: (_chart, ticks) => {
          const factor = inMicroseconds(now().bars) ? 1000 : 1;
          return figures(ticks.map((ms) => ms * factor));
        },
        space: 46 * colors.scale,
        size: 28 * colors.scale,
      }),
      axis(colors, {
        values: (_chart, ticks) => figures(ticks),
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
    ctx.fillRect(left + 0.5, Math.min(top, floor - 1), Math.max(2, right - left - 1), Math.max(1, floor - top));
  }
  ctx.restore();
}

function drawMarks(chart: uPlot, latency: LatencySummary, colors: ChartColors): void {
  const { ctx } = chart;
  const { left, top, width, height } = chart.bbox;
  const ratio = window.devicePixelRatio || 1;
  const { min = 0, max = 0 } = chart.scales.x ?? {};
  const taken: number[] = [];
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
    const wide = ctx.measureText(name).width;
    const at = Math.min(Math.max(x - wide / 2, left), left + width - wide);
    // The lowest line in which the last name does not reach as far as this one.
    const line = [0, 1, 2].find((row) => (taken[row] ?? Number.NEGATIVE_INFINITY) <= at) ?? MARK_LINES - 1;
    ctx.fillText(name, at, top - (3 + line * MARK_HEIGHT * colors.scale) * ratio);
    taken[line] = at + wide + 4 * ratio;
  }
  ctx.restore();
}
