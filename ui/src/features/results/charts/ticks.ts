/** Places on an axis that people read with ease, from below the least to above the most. */
export function ticks(min: number, max: number, wanted: number): number[] {
  if (!Number.isFinite(min) || !Number.isFinite(max)) return [];
  if (min === max) return [min];
  const rough = (max - min) / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  // Whole steps are counted: adding them up would drift.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) =>
    Number(((first + at) * step).toPrecision(12)),
  );
}

/** Digits after the point that tell ticks apart. */
export function digitsOf(all: readonly number[]): number {
  const step = all.length > 1 ? Math.abs((all[1] ?? 0) - (all[0] ?? 0)) : Math.abs(all[0] ?? 1);
  return step > 0 && step < 1 ? Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)) : 0;
}

const DAY = 86_400_000;
/** Steps of a time axis in days: days, weeks, months, quarters, years. */
const DAYS = [1, 2, 7, 14, 31, 92, 183, 366, 731, 1827, 3653, 36_525];

/** Days that begin something: a month, a quarter or a year where the axis is long enough. */
export function dateTicks(min: number, max: number, wanted: number): number[] {
  const rough = (max - min) / DAY / Math.max(1, wanted);
  const step = DAYS.find((days) => days >= rough) ?? 36_525;
  const all: number[] = [];
  if (step < 31) {
    for (let at = Math.ceil(min / DAY) * DAY; at <= max; at += step * DAY) all.push(at);
    return all;
  }
  const months = step < 90 ? 1 : step < 180 ? 3 : step < 360 ? 6 : Math.round(step / 365.25) * 12;
  const first = new Date(min);
  const start = first.getUTCFullYear() * 12 + (months < 12 ? first.getUTCMonth() : 0);
  for (let at = Math.ceil(start / months) * months; ; at += months) {
    const time = Date.UTC(Math.floor(at / 12), at % 12, 1);
    if (time > max) return all;
    if (time >= min) all.push(time);
  }
}
