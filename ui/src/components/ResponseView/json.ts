import { parse } from "lossless-json";

/**
 * A number that JavaScript's own numbers would change: 9007199254740993, 1.10, 1e400. The tree prints a date by
 * `toISOString`, the one kind of value whose text it asks the value itself for; so such a number comes as one.
 */
export class ExactNumber extends Date {
  readonly text: string;

  constructor(text: string) {
    super(Number.NaN);
    this.text = text;
  }

  override toISOString(): string {
    return this.text;
  }
}

/** A plain number where its text survives, and the text itself where it would not. */
export function exactNumber(text: string): number | ExactNumber {
  const plain = Number(text);
  return String(plain) === text ? plain : new ExactNumber(text);
}

/** A JSON object or list with its numbers as they were written; null for anything else, cut-off text included. */
export function parseExactly(text: string): object | null {
  const first = text.trimStart()[0];
  if (first !== "{" && first !== "[") return null;
  try {
    const value = parse(text, null, { parseNumber: exactNumber, onDuplicateKey: ({ newValue }) => newValue });
    return typeof value === "object" ? value : null;
  } catch {
    // Not JSON after all, or nested deeper than can be shown: the plain text says it all.
    return null;
  }
}
