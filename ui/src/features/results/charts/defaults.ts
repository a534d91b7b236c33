import type { ChartRequest, Column } from "../../../bindings";
import { isDated, isIdentifier, isNumber, numbersOf } from "../measures";

export type ChartKind = ChartRequest["kind"];

/** Few values, as a rule; a bar for each id would say nothing. */
const isSmall = (column: Column) => (column.type === "bool" || column.type === "text") && !isIdentifier(column);

/** The kind that says most about a column; of the whole table, bars of the first text that came with the answers. */
export function usualKind(column: Column | undefined): ChartKind {
  return column !== undefined && isNumber(column) ? "histogram" : "bar";
}

/** A chart of a kind that shows something, about a column where one is given. */
export function usualChart(kind: ChartKind, columns: readonly Column[], about?: number): ChartRequest {
  const given = columns.find(({ id }) => id === about);
  const numbers = numbersOf(columns);
  const fields = columns.filter(({ origin }) => origin === "field");
  const first = given ?? columns[0];
  const pick = (found: Column | undefined) => found?.id ?? first?.id ?? 0;
  switch (kind) {
    case "bar": {
      const column = given ?? fields.find(isSmall) ?? columns.find(isSmall) ?? first;
      return { kind, column: pick(column), unit: column && isDated(column) ? "month" : null, measure: null, limit: 20 };
    }
    case "histogram":
      return { kind, column: pick(given && isNumber(given) ? given : numbers[0]), bins: 0 };
    case "line": {
      const isGiven = given !== undefined && isNumber(given);
      const y = isGiven ? given : numbers[0];
      // Across, what tells the rows apart does as well as a measure.
      const x =
        given && isDated(given)
          ? given
          : (columns.find(isDated) ?? columns.find((one) => isNumber(one) && one.id !== y?.id));
      return { kind, x: pick(x), y: [pick(y)] };
    }
    case "scatter": {
      const x = given && isNumber(given) ? given : numbers[0];
      return { kind, x: pick(x), y: pick(numbers.find(({ id }) => id !== x?.id)) };
    }
  }
}
