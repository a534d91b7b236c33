import { locale } from "./locale";

/** Narrow no-break space: groups digits without breaking the number over two lines. */
const THIN = "\u202f";

const grouped = new Map<string, Intl.NumberFormat>();

function formatter(digits: number, least: number): Intl.NumberFormat {
  const key = `${digits} ${least}`;
  let found = grouped.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, {
      minimumFractionDigits: least,
      maximumFractionDigits: digits,
      useGrouping: "always",
    });
    grouped.set(key, found);
  }
  return found;
}

/** What stands between the whole and its fraction: a point or a comma. */
export function decimalSign(): string {
  const parts = formatter(1, 0).formatToParts(1.5);
  return parts.find((part) => part.type === "decimal")?.value ?? ".";
}

/** A number in the user's locale, its thousands set apart by a thin space: 1 234 567.8. It has at least so many digits after the point. */
export function formatNumber(value: number, digits = 0, least = 0): string {
  return formatter(digits, least)
    .formatToParts(value)
    .map((part) => (part.type === "group" ? THIN : part.value))
    .join("");
}

/**
 * The same for an exact decimal that is too long for a double: only its digits are grouped. It has at least so many after
 * the point.
 */
export function formatDecimalText(text: string, digits = 0): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return text;
  const [, sign = "", whole = "", given = ""] = match;
  const fraction = given.padEnd(digits, "0");
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, THIN) + (fraction ? decimalSign() + fraction : "");
}

/** A part of a whole: 0.958 is 95.8%, with a space before the sign where the locale has one. */
export function formatPercent(part: number, digits = 0): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: digits }).format(part);
}

/** Requests a second: one decimal while it is below ten. */
export function formatRate(perSecond: number): string {
  return formatNumber(perSecond, perSecond < 10 ? 1 : 0);
}

/** 0:05, 12:34, 3:04:05. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** 212 ms below ten seconds, then 12.3 s. */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds < 10) return `${formatNumber(milliseconds, 1)}${THIN}ms`;
  if (milliseconds < 10_000) return `${formatNumber(milliseconds)}${THIN}ms`;
  return `${formatNumber(milliseconds / 1000, 1)}${THIN}s`;
}

/** 512 B, 1.5 KB, 3 MB. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatNumber(value, unit > 0 && value < 10 ? 1 : 0)}${THIN}${units[unit]}`;
}
