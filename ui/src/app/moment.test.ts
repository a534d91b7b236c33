import { describe, expect, it } from "vitest";
import type { Estimate } from "../bindings";
import { estimateWords, formatPace, formatSpan } from "./estimate";
import { formatMoment, formatTimeRange } from "./moment";

// Locales have white space of many kinds.
const seen = (text: string) => text.replace(/\s/g, " ");
/** The clock of the wall, so that the tests hold in every time zone; a Thursday. */
const at = (day: number, hour: number, minute: number, second = 0) =>
  new Date(2025, 10, day, hour, minute, second).getTime();
const NOW = at(20, 12, 0);

describe("a time to come", () => {
  it.each([
    [at(20, 14, 32), "2:32 PM"],
    [at(20, 12, 1, 9), "12:01:09 PM"],
    [at(21, 2, 0), "Friday 2:00 AM"],
    [at(25, 2, 0), "Tuesday 2:00 AM"],
    [at(28, 2, 0), "Nov 28, 2:00 AM"],
  ])("%s", (time, expected) => {
    expect(seen(formatMoment(time, NOW)).replace(" at", "")).toBe(expected);
  });
});

describe("from when to when", () => {
  it.each([
    [at(20, 10, 2), at(20, 11, 31), "10:02 – 11:31 AM"],
    [at(20, 10, 2), at(20, 10, 2, 40), "10:02 AM"],
    [at(19, 10, 2), at(19, 11, 31), "Nov 19, 10:02 – 11:31 AM"],
    [at(19, 22, 0), at(20, 1, 0), "Nov 19, 10:00 PM – Nov 20, 1:00 AM"],
  ])("%s", (from, to, expected) => {
    expect(seen(formatTimeRange(from, to, NOW))).toBe(expected);
  });
});

describe("a length of time", () => {
  it.each([
    [0.2, "a few seconds"],
    [40, "40 s"],
    [59.7, "1 min"],
    [480, "8 min"],
    [4000, "1 h 7 min"],
    [7200, "2 h"],
    [86_395, "1 day"],
    [183_000, "2 days 3 h"],
  ])("%d", (seconds, expected) => {
    expect(formatSpan(seconds)).toBe(expected);
  });
});

describe("a pace", () => {
  it.each([
    [5, "5/s"],
    [4.98, "4.98/s"],
    [309.4, "309/s"],
    [1 / 3, "20/min"],
    [10 / 3600, "10/h"],
    [0, "0/s"],
  ])("%d", (perSecond, expected) => {
    expect(formatPace(perSecond)).toBe(expected);
  });
});

describe("an estimate in words", () => {
  const unknown: Estimate = { requests: 20_000, seconds: null, perSecond: null, basis: null, quota: null, ask: [] };
  const quota = { host: "a.b", perDay: 1000, usedToday: 0, days: 20 };
  it.each<[Partial<Estimate>, number, string[]]>([
    [{}, 0, ["20 000 requests"]],
    [{ seconds: 4000, perSecond: 5, basis: "rate" }, 0, ["20 000 requests at 5/s: about 1 h 7 min"]],
    [
      { seconds: 500, perSecond: 40, basis: "measured", quota },
      0,
      ["20 000 requests at about 40/s, as measured so far: about 8 min", "a.b allows 1 000 a day: 20 days"],
    ],
    // A quota that is not felt is not spoken of.
    [{ quota: { ...quota, days: 1 } }, 100, ["20 000 requests", "100 equal requests are sent once"]],
  ])("%o", (estimate, equal, expected) => {
    expect(estimateWords({ ...unknown, ...estimate }, equal).map(seen)).toEqual(expected);
  });
});
