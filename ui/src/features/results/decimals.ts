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

const FIVE = "5".charCodeAt(0);
