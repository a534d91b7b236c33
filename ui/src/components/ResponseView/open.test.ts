import { describe, expect, it } from "vitest";

import { openAtFirst } from "./open";

const record = (fields: number) => Object.fromEntries(Array.from({ length: fields }, (_, at) => [`f${at}`, at]));
const list = (count: number, fields: number) => Array.from({ length: count }, () => record(fields));

describe("a tree at first", () => {
  const check = (root: object, open: number) => expect(openAtFirst(root).size).toBe(open);
  it("is open where it is short", () => {
    check({}, 1);
    check(record(60), 1);
    check({ a: { b: { c: { d: 1 } } } }, 3);
    check({ info: record(4), results: list(3, 10) }, 6);
  });
  it("has no more lines than one looks through", () => {
    // The list, and as many of its records as there is room for.
    check(list(100, 30), 2);
    check(list(20, 30), 5);
    check({ results: list(1_000, 3) }, 1);
    check(list(1_000, 3), 1);
  });
});
