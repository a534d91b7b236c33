import type { ChartData } from "../../../bindings";

type Lines = Extract<ChartData, { kind: "line" }>;

/** A line of points, of which several may have been at one place. */
export interface AveragedLines extends Lines {
  /** Points are the averages of the rows with the same `x`: strokes between those would only go up and down. */
  isAveraged: boolean;
}

function mean(values: readonly (number | null)[]): number | null {
  const numbers = values.filter((value) => value !== null);
  return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** One point for each `x`. Points come in the order of `x`. */
export function averaged(data: Lines): AveragedLines {
  const starts = data.x.flatMap((x, at) => (at === 0 || x !== data.x[at - 1] ? [at] : []));
  if (starts.length === data.x.length) return { ...data, isAveraged: false };
  return {
    ...data,
    isAveraged: true,
    x: starts.map((at) => data.x[at] ?? 0),
    y: data.y.map((line) => starts.map((at, place) => mean(line.slice(at, starts[place + 1])))),
  };
}
