import type { ColumnType, Tally } from "../bindings";

export const NO_TALLY: Tally = {
  null: 0,
  empty: 0,
  bool: 0,
  integer: 0,
  decimal: 0,
  date: 0,
  dateTime: 0,
  numeric: 0,
  text: 0,
  json: 0,
};

/** Cells that hold something. */
export function filled({ null: _, empty: __, ...counts }: Tally): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Of the filled cells, those that are of a type as they stand. The same rule as the model crate's. */
export function fits(tally: Tally, type: ColumnType): number {
  switch (type) {
    case "empty":
      return 0;
    case "decimal":
      return tally.integer + tally.decimal;
    case "dateTime":
      return tally.date + tally.dateTime;
    case "text":
      return filled(tally);
    default:
      return tally[type];
  }
}

/** The types that a person can choose, the narrow ones first. */
export const TYPES: ColumnType[] = ["integer", "decimal", "bool", "date", "dateTime", "text", "json"];

/**
 * Of the filled cells, the part that is of a type, or can be read as one: `007` among texts is a number for who says so.
 * Null for a column without any filled cell, of which nothing can be said.
 */
export function share(tally: Tally, type: ColumnType): number | null {
  const all = filled(tally);
  if (all === 0) return null;
  const readable = type === "integer" || type === "decimal" ? tally.numeric : 0;
  return Math.min(all, fits(tally, type) + readable) / all;
}

/** One cell in a hundred or so may be something else, as in the model crate. */
const MOSTLY = 0.95;

/** The type that a column is of when nobody chose one. */
export function inferred(tally: Tally): ColumnType {
  const all = filled(tally);
  if (all === 0) return tally.empty > 0 ? "text" : "empty";
  const types = ["bool", "integer", "decimal", "date", "dateTime", "json"] as const;
  const whole = types.find((type) => fits(tally, type) === all);
  if (whole) return whole;
  const isNumber = (type: ColumnType) => type === "integer" || type === "decimal";
  const nearly = types.find(
    (type) => type !== "json" && fits(tally, type) >= all * MOSTLY && !(isNumber(type) && tally.numeric > 0),
  );
  return nearly ?? "text";
}
