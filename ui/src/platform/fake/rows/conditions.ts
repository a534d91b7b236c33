import type { Bound, Condition, Filter, RelativeDate } from "../../../bindings";
import type { Cell } from "../shape/json";
import type { FakeTable } from "../shape/table";

const DATE = /^\d{4}-\d\d-\d\d/;

export const isMissing = ([kind]: Cell) => kind === "missing";
export const isNull = ([kind]: Cell) => kind === "null";
export const isEmpty = ([kind, text]: Cell) => kind === "text" && text === "";
export const isBlank = (cell: Cell) => isMissing(cell) || isNull(cell) || isEmpty(cell);
/** The day that a text begins with; none when it is no date. */
export const dateOf = ([kind, text]: Cell) => (kind === "text" && DATE.test(text) ? text : null);

const bad = (message: string) => ({ code: "bad_view", message, detail: null });

function numberOf(text: string): number {
  const number = Number(text.trim());
  if (text.trim() === "" || Number.isNaN(number)) throw bad(`\`${text}\` is not a number.`);
  return number;
}

function pattern(text: string, matchCase: boolean): RegExp {
  try {
    return new RegExp(text, matchCase ? "u" : "iu");
  } catch {
    throw bad(`\`${text}\` is not a regular expression.`);
  }
}

const within = <T>(value: T, from: [T, boolean] | null, to: [T, boolean] | null) =>
  (from === null || value > from[0] || (from[1] && value === from[0])) &&
  (to === null || value < to[0] || (to[1] && value === to[0]));

const dayBound = (bound: Bound | null, isUpper: boolean): [string, boolean] | null => {
  if (bound === null) return null;
  if (!DATE.test(bound.value)) throw bad(`\`${bound.value}\` is not a date.`);
  const isDay = bound.value.length === 10;
  return [isDay && isUpper === bound.included ? `${bound.value}T23:59:59.999` : bound.value, bound.included];
};

const DAY = 86_400_000;
const written = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The first day and the last one of a relative date; null: there is none on that side. */
export function daysOf(date: RelativeDate, today: string): [string | null, string | null] {
  const now = Date.parse(`${today}T00:00:00Z`);
  const day = new Date(now);
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  const months = (first: number, count: number): [string, string] => [
    written(Date.UTC(year, first, 1)),
    written(Date.UTC(year, first + count, 0)),
  ];
  switch (date.kind) {
    case "today":
      return [today, today];
    case "yesterday":
      return [written(now - DAY), written(now - DAY)];
    case "tomorrow":
      return [written(now + DAY), written(now + DAY)];
    case "lastDays":
      return [written(now - (date.days - 1) * DAY), today];
    case "nextDays":
      return [today, written(now + (date.days - 1) * DAY)];
    case "week": {
      const monday = now - ((day.getUTCDay() + 6) % 7) * DAY + date.offset * 7 * DAY;
      return [written(monday), written(monday + 6 * DAY)];
    }
    case "month":
      return months(month + date.offset, 1);
    case "quarter":
      return months(Math.floor(month / 3) * 3 + date.offset * 3, 3);
    case "year":
      return months(date.offset * 12, 12);
    case "yearToDate":
      return [`${year}-01-01`, today];
    case "past":
      return [null, written(now - DAY)];
    case "future":
      return [written(now + DAY), null];
  }
}

/** What is asked of a cell, made ready once for all rows. */
function asked(is: Condition, today: string): (cell: Cell) => boolean {
  const text = (test: (cell: string, wanted: string) => boolean) => {
    const { text: wanted, matchCase } = is as { text: string; matchCase: boolean };
    const needle = matchCase ? wanted : wanted.toLowerCase();
    return (cell: Cell) => !isBlank(cell) && test(matchCase ? cell[1] : cell[1].toLowerCase(), needle);
  };
  switch (is.kind) {
    case "contains":
      return text((cell, wanted) => cell.includes(wanted));
    case "startsWith":
      return text((cell, wanted) => cell.startsWith(wanted));
    case "endsWith":
      return text((cell, wanted) => cell.endsWith(wanted));
    case "equals":
      return text((cell, wanted) => cell === wanted);
    case "matches": {
      const expression = pattern(is.pattern, is.matchCase);
      return (cell) => !isBlank(cell) && expression.test(cell[1]);
    }
    case "oneOf": {
      const wanted = new Set(is.cells.map((cell) => `${cell.kind} ${cell.text}`));
      return ([kind, cell]) => wanted.has(`${kind} ${cell}`);
    }
    case "number": {
      const [from, to] = [is.range.from, is.range.to].map((bound): [number, boolean] | null =>
        bound === null ? null : [numberOf(bound.value), bound.included],
      );
      return ([kind, cell]) => kind === "number" && within(Number(cell), from ?? null, to ?? null);
    }
    case "date": {
      const [from, to] = [dayBound(is.range.from, false), dayBound(is.range.to, true)];
      return (cell) => {
        const date = dateOf(cell);
        return date !== null && within(date, from, to);
      };
    }
    case "relative": {
      const [from, to] = daysOf(is.date, today);
      return (cell) => {
        const day = dateOf(cell)?.slice(0, 10);
        return day !== undefined && (from === null || day >= from) && (to === null || day <= to);
      };
    }
    case "true":
    case "false":
      return ([kind, cell]) => kind === "bool" && cell === is.kind;
    case "missing":
      return isMissing;
    case "null":
      return isNull;
    case "empty":
      return isEmpty;
    case "blank":
      return isBlank;
  }
}

/** Whether a row is shown. */
export function rowFilter(table: FakeTable, filter: Filter, today: string): (row: number) => boolean {
  switch (filter.kind) {
    case "all":
      return () => true;
    case "and": {
      const parts = filter.of.map((part) => rowFilter(table, part, today));
      return (row) => parts.every((part) => part(row));
    }
    case "or": {
      const parts = filter.of.map((part) => rowFilter(table, part, today));
      return (row) => parts.some((part) => part(row));
    }
    case "not": {
      const part = rowFilter(table, filter.filter, today);
      return (row) => !part(row);
    }
    case "column": {
      const test = asked(filter.is, today);
      return (row) => test(table.cell(row, filter.column));
    }
  }
}
