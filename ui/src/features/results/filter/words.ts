import { decimalSign } from "../../../app/format";
import { formatChoice, formatList } from "../../../app/list";
import type { Bound, Cell, Condition, Filter, RelativeDate } from "../../../bindings";
import i18n from "../../../i18n";

/** Values that a chip names; of more it tells how many. */
const MOST_NAMED = 3;
const MOST_LETTERS = 40;

const say = (key: string, values: Record<string, unknown> = {}) => i18n.t(`filter:${key}`, values) as string;

/** A decimal text with the user's sign. */
export const numberWords = (text: string) => text.replace(".", decimalSign());

function cut(text: string): string {
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}

/** What a value is called in a list of them. */
export function cellWords({ kind, text }: Cell): string {
  if (kind === "missing" || kind === "null") return say(`value.${kind}`);
  if (kind === "text" && text === "") return say("value.empty");
  if (kind === "bool") return say(`value.${text}`);
  return kind === "number" ? numberWords(text) : text;
}

export const relativeWords = (date: RelativeDate): string => {
  if ("days" in date) return say(`relative.${date.kind}`, { count: date.days });
  if (!("offset" in date)) return say(`relative.${date.kind}`);
  const which = date.offset === 0 ? "This" : date.offset === -1 ? "Last" : date.offset === 1 ? "Next" : null;
  if (which !== null) return say(`relative.${date.kind}${which}`);
  return say(date.offset < 0 ? "relative.ago" : "relative.ahead", {
    count: Math.abs(date.offset),
    unit: say(`relative.unit.${date.kind}`),
  });
};

function rangeWords(from: Bound | null, to: Bound | null, isDate: boolean): string {
  const [a, b] = [from, to].map((bound) => (bound === null ? "" : isDate ? bound.value : numberWords(bound.value)));
  if (from && to)
    return from.value === to.value ? say("is.equals", { text: a }) : say("is.between", { from: a, to: b });
  if (from) return say(from.included ? "is.atLeast" : "is.greater", { text: a });
  return say(to?.included ? "is.atMost" : "is.less", { text: b });
}

const HAS_NEGATION = new Set(["contains", "startsWith", "endsWith", "equals", "matches", "blank"]);

function conditionWords(is: Condition, isNot: boolean): string {
  const of = isNot && HAS_NEGATION.has(is.kind) ? "isNot" : "is";
  switch (is.kind) {
    case "contains":
    case "startsWith":
    case "endsWith":
    case "equals":
      return say(`${of}.${is.kind}`, { text: cut(is.text) });
    case "matches":
      return say(`${of}.matches`, { text: cut(is.pattern) });
    case "oneOf": {
      if (is.cells.length === 0) return say(isNot ? "isNot.nothing" : "is.nothing");
      const named = is.cells.slice(0, MOST_NAMED).map((cell) => cut(cellWords(cell)));
      const more = is.cells.length - named.length;
      const all = more > 0 ? [...named, say("others", { count: more })] : named;
      return isNot ? say("isNot.oneOf", { values: formatList(all) }) : formatChoice(all);
    }
    case "number":
      return rangeWords(is.range.from, is.range.to, false);
    case "date":
      return rangeWords(is.range.from, is.range.to, true);
    case "relative":
      return relativeWords(is.date);
    default:
      return say(`${of}.${is.kind}`);
  }
}

function columnWords({ column, is }: Filter & { kind: "column" }, isNot: boolean, titleOf: (column: number) => string) {
  const words = conditionWords(is, isNot);
  const isSaid = !isNot || is.kind === "oneOf" || HAS_NEGATION.has(is.kind);
  return say("column", { column: titleOf(column), is: isSaid ? words : say("isNot.other", { is: words }) });
}

/** A part of the filter in words: "city: Paris or Berlin". */
export function memberWords(member: Filter, titleOf: (column: number) => string): string {
  switch (member.kind) {
    case "column":
      return columnWords(member, false, titleOf);
    case "not":
      return member.filter.kind === "column"
        ? columnWords(member.filter, true, titleOf)
        : say("isNot.other", { is: memberWords(member.filter, titleOf) });
    case "and":
    case "or":
      return member.of.map((part) => memberWords(part, titleOf)).join(` ${say(`join.${member.kind}`)} `);
    case "all":
      return "";
  }
}
