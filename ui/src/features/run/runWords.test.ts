import { expect, it } from "vitest";
import { IDLE } from "../../app/document";
import type { Progress } from "../../bindings";
import { runWords } from "./runWords";

const RUN: Progress = { ...IDLE, phase: "running", mode: "startOver", total: 40, done: 12, runTotal: 40, runDone: 12 };

it.each<[string, Partial<Progress>, string[]]>([
  ["alone", {}, ["12 of 40"]],
  ["with failures", { failed: 3 }, ["12 of 40", "3 failed"]],
  ["of answers that have pages", { pages: { fetched: 17, known: 42 } }, ["12 of 40", "17 of 42 pages"]],
  ["of a single page", { pages: { fetched: 0, known: 1 } }, ["12 of 40", "0 of 1 page"]],
  [
    "with all that can be said",
    { failed: 1, pages: { fetched: 17, known: 42 }, perSecond: 8.04, leftMs: 61_000 },
    ["12 of 40", "1 failed", "17 of 42 pages", "8/s", "1:01 left"],
  ],
  [
    "that is over",
    { phase: "finished", pages: { fetched: 42, known: 42 }, elapsedMs: 5000 },
    ["Finished", "12 of 40", "42 of 42 pages", "in 0:05"],
  ],
])("a run %s", (_, change, expected) => {
  expect(runWords({ ...RUN, ...change }, null)).toEqual(expected);
});
