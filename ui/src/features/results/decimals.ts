import { formatDecimalText } from "../../app/format";

const FIVE = "5".charCodeAt(0);
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Digits after the point of a decimal text. */
export function decimals(text: string): number {
  return DECIMAL.exec(text)?.[3]?.length ?? 0;
}

/** An exact decimal text, rounded (half away from zero) to so many digits after the point; no zeros at its end. */
export function rounded(text: string, digits: number): string {
  const match = DECIMAL.exec(text);
  if (!match) return text;
  const [, sign = "", whole = "", fraction = ""] = match;
  if (fraction.length <= digits) return text;
  const scaled = BigInt(whole + fraction.slice(0, digits)) + (fraction.charCodeAt(digits) >= FIVE ? 1n : 0n);
  const all = scaled.toString().padStart(digits + 1, "0");
  const kept = all.slice(all.length - digits).replace(/0+$/, "");
  const start = digits === 0 ? all : all.slice(0, -digits);
  const result = digits > 0 && kept !== "" ? `${start}.${kept}` : start;
  return scaled === 0n ? result : sign + result;
}

/** Of an average that is not whole: so many digits at least, and no more than so many for one that is tiny. */
const LEAST_OF_MEAN = 2;
const MOST_OF_MEAN = 8;

function digitsOfMean(text: string): number {
  const [, , whole = "", fraction = ""] = DECIMAL.exec(text) ?? [];
  if (!/[1-9]/.test(fraction)) return 0;
  const zeros = /^0*$/.test(whole) ? fraction.search(/[1-9]/) : 0;
  return Math.min(MOST_OF_MEAN, zeros + LEAST_OF_MEAN);
}

/**
 * How figures of the same numbers are written: all with as many digits after the point. Only beside whole numbers an average
 * has digits that the others have not.
 */
export function alike(figures: readonly string[], means: readonly string[]) {
  const least = Math.max(0, ...figures.map(decimals));
  const most = Math.max(least, ...means.map(digitsOfMean));
  const write = (digits: number) => (text: string) => formatDecimalText(rounded(text, digits), digits);
  return { figure: write(least === 0 ? 0 : most), mean: write(most) };
}
