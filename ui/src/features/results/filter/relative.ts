import type { RelativeDate } from "../../../bindings";

/** The relative dates that are offered, the near ones first. */
export const RELATIVE: readonly RelativeDate[] = [
  { kind: "today" },
  { kind: "yesterday" },
  { kind: "tomorrow" },
  { kind: "lastDays", days: 7 },
  { kind: "lastDays", days: 30 },
  { kind: "lastDays", days: 90 },
  { kind: "nextDays", days: 7 },
  { kind: "nextDays", days: 30 },
  { kind: "week", offset: 0 },
  { kind: "week", offset: -1 },
  { kind: "week", offset: 1 },
  { kind: "month", offset: 0 },
  { kind: "month", offset: -1 },
  { kind: "month", offset: 1 },
  { kind: "quarter", offset: 0 },
  { kind: "quarter", offset: -1 },
  { kind: "year", offset: 0 },
  { kind: "year", offset: -1 },
  { kind: "yearToDate" },
  { kind: "past" },
  { kind: "future" },
];

export const relativeKey = (date: RelativeDate): string => Object.values(date).join(" ");
