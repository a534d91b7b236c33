import type { ChartRequest, Column } from "../../../bindings";

export type ChartKind = ChartRequest["kind"];

const isNumber = ({ type }: Column) => type === "integer" || type === "decimal";
const isDate = ({ type }: Column) => type === "date" || type === "dateTime";

/** Values that are ids rather than measures: a bar for each would say nothing. */
const isSmall = ({ type }: Column) => type === "bool" || type === "text";

/** The kind that says most about a column; of the whole table, bars of the first text that came with the answers. */
export function usualKind(column: Column | undefined): ChartKind {
  return column !== undefined && isNumber(column) ? "histogram" : "bar";
}

/** A chart of a kind that shows something, about a column where one is given. */
export function usualChart(kind: ChartKind, columns: readonly Column[], about?: number): ChartRequest {
  const given = columns.find(({ id }) => id === about);
  const numbers = columns.filter(isNumber);
  const fields = columns.filter(({ origin }) => origin === "field");
  const first = given ?? columns[0];
  const pick = (found: Column | undefined) => found?.id ?? first?.id ?? 0;
  switch (kind) {
    case "bar": {
      const column = given ?? fields.find(isSmall) ?? columns.find(isSmall) ?? first;
      return { kind, column: pick(column), unit: column && isDate(column) ? "month" : null, measure: null, limit: 20 };
    }
    case "histogram":
      return { kind, column: pick(given && isNumber(given) ? given : (fields.find(isNumber) ?? numbers[0])), bins: 0 };
    case "line": {
      const x = given && isDate(given) ? given : (columns.find(isDate) ?? numbers[0]);
      const y = given && isNumber(given) ? given : numbers.find(({ id }) => id !== x?.id);
      return { kind, x: pick(x), y: [pick(y)] };
    }
    case "scatter": {
      const x = given && isNumber(given) ? given : (fields.find(isNumber) ?? numbers[0]);
      return { kind, x: pick(x), y: pick(numbers.find(({ id }) => id !== x?.id)) };
    }
  }
}
