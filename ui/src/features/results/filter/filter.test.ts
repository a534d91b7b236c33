import { describe, expect, it } from "vitest";

import type { Condition, Filter } from "../../../bindings";
import { keptOnly, leftOut } from "./cellFilter";
import { linesOf, memberOfLines, NEW_LINE, OPERATORS, type Operator } from "./lines";
import {
  columnOf,
  filteredColumns,
  joinOf,
  memberFor,
  membersOf,
  withJoin,
  withMember,
  withoutLost,
  withoutMember,
} from "./tree";
import { ALL_VALUES, isPicked, memberOf, NO_VALUES, pickedOf, withPicked } from "./values";
import { memberWords } from "./words";

const is = (column: number, condition: Condition): Filter => ({ kind: "column", column, is: condition });
const contains = (column: number, text: string) => is(column, { kind: "contains", text, matchCase: false });
const not = (filter: Filter): Filter => ({ kind: "not", filter });
const text = (value: string) => ({ kind: "text" as const, text: value });

describe("the parts of a filter", () => {
  const two = withMember(withMember({ kind: "all" }, 1, contains(1, "a")), 2, contains(2, "b"));
  it("are one for each column, in the order in which they came", () => {
    expect(membersOf(two).map(columnOf)).toEqual([1, 2]);
    expect(membersOf(withMember(two, 1, contains(1, "c")))).toEqual([contains(1, "c"), contains(2, "b")]);
    expect(memberFor(two, 2)).toEqual(contains(2, "b"));
  });
  it("are taken away until none is left", () => {
    expect(withMember(withoutMember(two, 0), 2, null)).toEqual({ kind: "all" });
  });
  it("go together by and, or by or", () => {
    expect(joinOf(two)).toBe("and");
    const either = withJoin(two, "or");
    expect(either).toEqual({ kind: "or", of: membersOf(two) });
    expect(joinOf(withMember(either, 3, contains(3, "x")))).toBe("or");
  });
  it("are known by their column, however they are put together", () => {
    expect(columnOf(not({ kind: "or", of: [contains(4, "a"), not(contains(4, "b"))] }))).toBe(4);
    expect(columnOf({ kind: "or", of: [contains(4, "a"), contains(5, "b")] })).toBeNull();
    expect([...filteredColumns({ kind: "or", of: [contains(4, "a"), not(contains(5, "b"))] })]).toEqual([4, 5]);
  });
  it("go with their column", () => {
    expect(withoutLost(two, new Set([1, 2]))).toBe(two);
    expect(membersOf(withoutLost(two, new Set([2])))).toEqual([contains(2, "b")]);
  });
});

describe("the value of a cell", () => {
  const only = (column: number, ...values: string[]) => is(column, { kind: "oneOf", cells: values.map(text) });
  const both = (...of: Filter[]): Filter => ({ kind: "and", of });
  const either = (...of: Filter[]): Filter => ({ kind: "or", of });
  const none: Filter = { kind: "all" };
  it.each<[string, Filter, Filter, Filter]>([
    ["no filter", none, both(only(1, "a")), both(not(only(1, "a")))],
    [
      "one of another column",
      both(contains(2, "x")),
      both(contains(2, "x"), only(1, "a")),
      both(contains(2, "x"), not(only(1, "a"))),
    ],
    ["values that are ticked", both(only(1, "a", "b")), both(only(1, "a")), both(only(1, "b"))],
    ["values that are not", both(not(only(1, "b"))), both(only(1, "a")), both(not(only(1, "b", "a")))],
    ["a condition", both(contains(1, "x")), both(only(1, "a")), both(both(contains(1, "x"), not(only(1, "a"))))],
    [
      "parts of which one is enough",
      either(contains(2, "x"), contains(3, "y")),
      both(either(contains(2, "x"), contains(3, "y")), only(1, "a")),
      both(either(contains(2, "x"), contains(3, "y")), not(only(1, "a"))),
    ],
    [
      "one part, of which one is enough",
      either(contains(2, "x")),
      both(contains(2, "x"), only(1, "a")),
      both(contains(2, "x"), not(only(1, "a"))),
    ],
  ])("is kept alone or left out, beside %s", (_, filter, kept, without) => {
    expect(keptOnly(filter, 1, text("a"))).toEqual(kept);
    expect(leftOut(filter, 1, text("a"))).toEqual(without);
  });
});

describe("ticked values", () => {
  it("are all at first, all but some, or some alone", () => {
    expect(memberOf(1, ALL_VALUES)).toBeNull();
    const allBut = withPicked(ALL_VALUES, [text("a")], false);
    expect(memberOf(1, allBut)).toEqual(not(is(1, { kind: "oneOf", cells: [text("a")] })));
    expect([isPicked(allBut, text("a")), isPicked(allBut, text("b"))]).toEqual([false, true]);
    const some = withPicked(NO_VALUES, [text("a"), text("b")], true);
    expect(memberOf(1, withPicked(some, [text("a")], false))).toEqual(is(1, { kind: "oneOf", cells: [text("b")] }));
  });
  it("tell a text from the same number", () => {
    const some = withPicked(NO_VALUES, [text("7")], true);
    expect(isPicked(some, { kind: "number", text: "7" })).toBe(false);
  });
  it("come out of the filter as they went in", () => {
    for (const picked of [withPicked(ALL_VALUES, [text("a")], false), NO_VALUES])
      expect(pickedOf(memberOf(1, picked))).toEqual(picked);
    expect(pickedOf(contains(1, "a"))).toBeNull();
  });
});

describe("typed conditions", () => {
  const all = Object.values(OPERATORS).flat() as Operator[];
  it.each(all)("%s comes back as it was typed", (operator) => {
    const line = { ...NEW_LINE, operator, text: "5", to: "9" };
    const member = memberOfLines(3, "and", [line]);
    expect(member && linesOf(member)?.lines[0]?.operator).toBe(operator);
  });
  it("ask nothing while they are not filled in", () => {
    expect(memberOfLines(3, "and", [NEW_LINE])).toBeNull();
    expect(memberOfLines(3, "and", [{ ...NEW_LINE, operator: "between" }])).toBeNull();
  });
  it("go together", () => {
    const lines = [
      { ...NEW_LINE, text: "a" },
      { ...NEW_LINE, operator: "notContains" as const, text: "b" },
    ];
    const member = memberOfLines(3, "or", lines);
    expect(member).toEqual({ kind: "or", of: [contains(3, "a"), not(contains(3, "b"))] });
    expect(member && linesOf(member)).toEqual({ join: "or", lines });
  });
  it("keep the digits of a number", () => {
    expect(memberOfLines(3, "and", [{ ...NEW_LINE, operator: "atLeast", text: " 9007199254740993 " }])).toEqual(
      is(3, { kind: "number", range: { from: { value: "9007199254740993", included: true }, to: null } }),
    );
  });
});

describe("a chip says", () => {
  const check = (member: Filter, expected: string) => expect(memberWords(member, (id) => `c${id}`)).toBe(expected);
  it("what rows have to hold", () => {
    check(contains(1, "pipe"), "c1: contains “pipe”");
    check(not(contains(1, "pipe")), "c1: does not contain “pipe”");
    check(is(1, { kind: "oneOf", cells: [text("Paris"), text("")] }), "c1: Paris or empty text");
    check(
      not(is(1, { kind: "oneOf", cells: ["a", "b", "c", "d", "e"].map(text) })),
      "c1: all but a, b, c, and 2 others",
    );
    check(is(1, { kind: "number", range: { from: { value: "2.5", included: false }, to: null } }), "c1: > 2.5");
    check(
      not(
        is(1, {
          kind: "number",
          range: { from: { value: "2", included: true }, to: { value: "3", included: true } },
        }),
      ),
      "c1: not (2 – 3)",
    );
    check(is(1, { kind: "relative", date: { kind: "lastDays", days: 30 } }), "c1: the last 30 days");
    check(is(1, { kind: "relative", date: { kind: "month", offset: -1 } }), "c1: last month");
    check(not(is(1, { kind: "blank" })), "c1: not blank");
    check({ kind: "or", of: [contains(1, "a"), is(1, { kind: "missing" })] }, "c1: contains “a” or c1: missing");
  });
});
