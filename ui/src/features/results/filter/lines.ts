import type { Bound, Condition, Filter, RelativeDate } from "../../../bindings";
import { type Join, joinOf } from "./tree";

/** What a line of conditions can ask, by its name in the list. */
export type Operator = (typeof OPERATORS)[keyof typeof OPERATORS][number];

/** By what they are about, in the order of the list. */
export const OPERATORS = {
  text: ["contains", "notContains", "equals", "notEquals", "startsWith", "endsWith", "matches", "notMatches"],
  number: ["is", "isNot", "greater", "atLeast", "less", "atMost", "between", "notBetween"],
  date: ["on", "before", "after", "within", "relative"],
  bool: ["true", "false"],
  blank: ["blank", "notBlank", "missing", "null", "empty"],
} as const;

export type OperatorGroup = keyof typeof OPERATORS;

/** A line as it is typed: not all of it matters to every operator. */
export interface Line {
  operator: Operator;
  text: string;
  to: string;
  matchCase: boolean;
  relative: RelativeDate;
}

export const NEW_LINE: Line = {
  operator: "contains",
  text: "",
  to: "",
  matchCase: false,
  relative: { kind: "lastDays", days: 7 },
};

export const groupOf = (operator: Operator): OperatorGroup =>
  (Object.keys(OPERATORS) as OperatorGroup[]).find((group) =>
    (OPERATORS[group] as readonly string[]).includes(operator),
  ) ?? "text";

const NEGATED: Partial<Record<Operator, Operator>> = {
  notContains: "contains",
  notEquals: "equals",
  notMatches: "matches",
  isNot: "is",
  notBetween: "between",
  notBlank: "blank",
};

const bound = (value: string, included: boolean): Bound | null =>
  value.trim() === "" ? null : { value: value.trim(), included };

/** What an operator that is not negated asks; null while the line is not filled in. */
function conditionOf({ operator, text, to, matchCase, relative }: Line): Condition | null {
  switch (operator) {
    case "contains":
    case "equals":
    case "startsWith":
    case "endsWith":
      return text === "" ? null : { kind: operator, text, matchCase };
    case "matches":
      return text === "" ? null : { kind: "matches", pattern: text, matchCase };
    case "is": {
      const at = bound(text, true);
      return at && { kind: "number", range: { from: at, to: at } };
    }
    case "greater":
    case "atLeast": {
      const from = bound(text, operator === "atLeast");
      return from && { kind: "number", range: { from, to: null } };
    }
    case "less":
    case "atMost": {
      const most = bound(text, operator === "atMost");
      return most && { kind: "number", range: { from: null, to: most } };
    }
    case "between": {
      const range = { from: bound(text, true), to: bound(to, true) };
      return range.from === null && range.to === null ? null : { kind: "number", range };
    }
    case "on": {
      const day = bound(text, true);
      return day && { kind: "date", range: { from: day, to: day } };
    }
    case "before": {
      const before = bound(text, false);
      return before && { kind: "date", range: { from: null, to: before } };
    }
    case "after": {
      const after = bound(text, false);
      return after && { kind: "date", range: { from: after, to: null } };
    }
    case "within": {
      const range = { from: bound(text, true), to: bound(to, true) };
      return range.from === null && range.to === null ? null : { kind: "date", range };
    }
    case "relative":
      return { kind: "relative", date: relative };
    case "true":
    case "false":
    case "blank":
    case "missing":
    case "null":
    case "empty":
      return { kind: operator };
    default:
      return null;
  }
}

export function filterOfLine(column: number, line: Line): Filter | null {
  const plain = NEGATED[line.operator];
  const is = conditionOf(plain ? { ...line, operator: plain } : line);
  if (is === null) return null;
  const filter: Filter = { kind: "column", column, is };
  return plain ? { kind: "not", filter } : filter;
}

/** The part of the filter that some lines come to; null when none is filled in. */
export function memberOfLines(column: number, join: Join, lines: readonly Line[]): Filter | null {
  const parts = lines.flatMap((line) => filterOfLine(column, line) ?? []);
  const [only] = parts;
  if (only === undefined) return null;
  return parts.length === 1 ? only : { kind: join, of: parts };
}

function rangeLine(kind: "number" | "date", from: Bound | null, to: Bound | null): Line {
  const isDate = kind === "date";
  const line = { ...NEW_LINE, text: from?.value ?? "", to: to?.value ?? "" };
  if (from && to && from.value === to.value && from.included && to.included)
    return { ...line, operator: isDate ? "on" : "is", to: "" };
  if (from && to) return { ...line, operator: isDate ? "within" : "between" };
  if (from)
    return { ...line, operator: isDate ? (from.included ? "within" : "after") : from.included ? "atLeast" : "greater" };
  if (isDate && to?.included) return { ...line, operator: "within" };
  return { ...line, text: to?.value ?? "", to: "", operator: isDate ? "before" : to?.included ? "atMost" : "less" };
}

/** The line that a single condition is typed in; null for a list of values. */
function lineOf(filter: Filter): Line | null {
  if (filter.kind === "not") {
    const line = lineOf(filter.filter);
    const [negated] = Object.entries(NEGATED).find(([, plain]) => plain === line?.operator) ?? [];
    return line && negated ? { ...line, operator: negated as Operator } : null;
  }
  if (filter.kind !== "column") return null;
  const { is } = filter;
  switch (is.kind) {
    case "contains":
    case "equals":
    case "startsWith":
    case "endsWith":
      return { ...NEW_LINE, operator: is.kind, text: is.text, matchCase: is.matchCase };
    case "matches":
      return { ...NEW_LINE, operator: "matches", text: is.pattern, matchCase: is.matchCase };
    case "number":
    case "date":
      return rangeLine(is.kind, is.range.from, is.range.to);
    case "relative":
      return { ...NEW_LINE, operator: "relative", relative: is.date };
    case "oneOf":
      return null;
    default:
      return { ...NEW_LINE, operator: is.kind };
  }
}

/** The lines that a part of the filter is typed in; null when it cannot be, such as a list of values. */
export function linesOf(member: Filter): { join: Join; lines: Line[] } | null {
  const parts = member.kind === "and" || member.kind === "or" ? member.of : [member];
  const lines = parts.flatMap((part) => lineOf(part) ?? []);
  return lines.length === parts.length && lines.length > 0 ? { join: joinOf(member), lines } : null;
}
