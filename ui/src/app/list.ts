import { textLocale } from "./textLocale";

/** Things one after the other in a sentence: "a, b, and c". */
export function formatList(parts: readonly string[]): string {
  return new Intl.ListFormat(textLocale(), { style: "long", type: "conjunction" }).format(parts);
}

/** One of several things: "a, b, or c". */
export function formatChoice(parts: readonly string[]): string {
  return new Intl.ListFormat(textLocale(), { style: "long", type: "disjunction" }).format(parts);
}
