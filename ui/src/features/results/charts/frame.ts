/** The colours and letters of a chart, spelled out: a saved picture has no style sheet. */
export interface ChartInk {
  text: string;
  dim: string;
  line: string;
  ground: string;
  /** Of the first, the second, … line. */
  series: readonly string[];
  font: string;
  /** Pixels of a letter. */
  size: number;
}

/** What a chart is saved in: it is put into letters and slides, which are white. The same as the light theme's. */
export const PAPER: ChartInk = {
  text: "#1f2328",
  dim: "#5c636a",
  line: "#dee2e6",
  ground: "#ffffff",
  series: ["#1c74d9", "#8a5300", "#2b6e3f", "#c92a2a", "#5c636a"],
  font: "sans-serif",
  size: 12,
};

/** Strokes by which lines are told apart beside their colours. */
export const DASHES = ["", "6 3", "2 3", "8 3 2 3", "12 4"] as const;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** From a value to a place: the ends of the axis to the ends of the room. */
export function scaled(min: number, max: number, from: number, to: number): (value: number) => number {
  const span = max - min || 1;
  return (value) => from + ((value - min) / span) * (to - from);
}

/** The least and the most of some numbers. */
export function extent(values: readonly (number | null)[]): [number, number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return min <= max ? [min, max] : [0, 1];
}

/** A few percent of room around the data. */
export function roomy([min, max]: [number, number]): [number, number] {
  const room = (max - min) * 0.04 || Math.abs(max) * 0.1 || 1;
  return [min - room, max + room];
}
