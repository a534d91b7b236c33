import type uPlot from "uplot";
import { formatDuration, formatNumber } from "../../app/format";
import type { Activity } from "../../bindings";
import type { ChartColors } from "./colors";

export interface Throughput {
  data: uPlot.AlignedData;
  /** Answers a second over the whole run, and in its best stretch. */
  average: number;
  best: number;
}

/** A stretch shorter than this share of a point says too little to stand beside whole ones. */
const LEAST_SHARE = 0.5;

/** What a second brought, answers and failures, over the seconds since the start. The last stretch may not be over yet. */
export function throughputOf(
  { throughput, secondsPerPoint }: Pick<Activity, "throughput" | "secondsPerPoint">,
  elapsedMs: number,
): Throughput {
  const whole = secondsPerPoint > 0 ? secondsPerPoint : 1;
  const elapsed = elapsedMs / 1000;
  const points = throughput
    .map(({ at, done, failed }) => {
      const seconds = Math.max(Math.min(whole, elapsed - at), 0);
      return { at, seconds, done: seconds > 0 ? done / seconds : 0, failed: seconds > 0 ? failed / seconds : 0 };
    })
    .filter(({ seconds }, index) => index === 0 || seconds >= whole * LEAST_SHARE);
  const only = points.length === 1 ? points[0] : undefined;
  // A run of a second is a stroke, not a dot.
  if (only !== undefined) points.push({ ...only, at: Math.max(only.seconds, 0.1) });
  const total = throughput.reduce((sum, { done }) => sum + done, 0);
  return {
    data: [points.map(({ at }) => at), points.map(({ done }) => done), points.map(({ failed }) => failed)],
    average: elapsed > 0 ? total / elapsed : 0,
    best: points.reduce((most, { done }) => Math.max(most, done), 0),
  };
}

/** An axis of thin lines and figures in the interface's letters. */
export function axis(colors: ChartColors, more: uPlot.Axis): uPlot.Axis {
  const line = { stroke: colors.grid, width: 1 };
  return { stroke: colors.text, grid: line, ticks: { ...line, size: 4 }, font: colors.font, ...more };
}

/** Labels of an axis without those that say what the one before them says. */
export function onceEach(labels: readonly (string | null)[]): (string | null)[] {
  let last: string | null = null;
  return labels.map((label) => {
    if (label === null || label === last) return null;
    last = label;
    return label;
  });
}

/** Figures of an axis, with as many digits as tell them apart and no more. */
export function figures(ticks: readonly number[]): (string | null)[] {
  const step = Math.min(...ticks.slice(1).map((tick, at) => tick - (ticks[at] ?? 0)));
  const digits = Number.isFinite(step) && step > 0 && step < 1 ? Math.min(4, Math.ceil(-Math.log10(step) - 1e-9)) : 0;
  return onceEach(ticks.map((tick) => formatNumber(tick, digits)));
}

/** Steps of the time axis: whole seconds, then what a clock is divided into. */
const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400];

export function throughputOptions(colors: ChartColors): Omit<uPlot.Options, "width" | "height"> {
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 24 * colors.scale, 0, 0],
    scales: {
      x: { time: false, range: (_chart, min, max) => [min ?? 0, Math.max((min ?? 0) + 1, max ?? 1)] },
      y: { range: (_chart, _min, max) => [0, Math.max(1, max * 1.1)] },
    },
    axes: [
      axis(colors, {
        values: (_chart, ticks) =>
          onceEach(ticks.map((at) => (Number.isInteger(at) ? formatDuration(at * 1000) : null))),
        incrs: SECONDS,
        space: 60 * colors.scale,
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
      { stroke: colors.done, fill: colors.doneGround, width: 1.5, points: { show: false } },
      { stroke: colors.failed, width: 1.5, dash: [4, 3], points: { show: false } },
    ],
  };
}
