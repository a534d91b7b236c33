import { filled } from "../../app/tally";
import type { Column, MeasureFunction } from "../../bindings";

type Named = Pick<Column, "name" | "type" | "origin" | "tally">;

export const FUNCTIONS: readonly MeasureFunction[] = ["sum", "mean", "min", "max", "count", "distinct"];

export const isNumber = ({ type }: Pick<Column, "type">) => type === "integer" || type === "decimal";
export const isDated = ({ type }: Pick<Column, "type">) => type === "date" || type === "dateTime";

/** What a column can be asked for: only numbers can be added up and set in order. */
export const functionsOf = (column: Pick<Column, "type">): readonly MeasureFunction[] =>
  isNumber(column) ? FUNCTIONS : ["count", "distinct"];

/** What is asked first of a column. */
export const usualFunction = (column: Named): MeasureFunction =>
  isNumber(column) && !isIdentifier(column) ? "sum" : "count";

const ID = /(^|[^a-z])ids?$|[a-z]id$/;
/** Words that only look like `userid`. */
const NO_ID =
  /(^|[^a-z])(un|pre|re|over|under|in)?(paid|bid|grid|solid|liquid|fluid|valid|acid|covid|void|kid|lid|mid|aid|hybrid|humid)$/;
/** Figures that nobody adds up: `houseNumber`, `zip_code`; not `numberOfRooms`. */
const CODE = /(number|nummer|code|zip)$|(^|[^a-z])zip[^a-z]/;

/** Texts that are figures, such as `000123`, are numbers of something. What the user typed is text whatever it is. */
const isNumbered = ({ type, origin, tally }: Named) =>
  type === "text" && origin === "field" && tally.numeric > 0 && tally.numeric === filled(tally);

/** Whether a column tells rows apart rather than measuring something: the last part of its path says so, or its cells. */
export function isIdentifier(column: Named): boolean {
  const { name, type } = column;
  const last = name.split(/(?<!\\)\./).at(-1) ?? name;
  const words = last.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase();
  return (ID.test(words) && !NO_ID.test(words)) || (type === "integer" && CODE.test(words)) || isNumbered(column);
}

/** The columns of numbers, the best measures first: what came with the answers, and identifiers only for want of others. */
export function numbersOf(columns: readonly Column[]): Column[] {
  const rank = (column: Column) => (isIdentifier(column) ? 2 : 0) + (column.origin === "field" ? 0 : 1);
  return columns.filter(isNumber).sort((a, b) => rank(a) - rank(b));
}

/** The columns, those first that put many rows together. */
export function keysOf(columns: readonly Column[]): Column[] {
  const rank = (column: Column): number => {
    if (isIdentifier(column)) return 3;
    if (column.type === "json" || column.type === "empty") return 2;
    return isNumber(column) ? 1 : 0;
  };
  return [...columns].sort((a, b) => rank(a) - rank(b));
}
