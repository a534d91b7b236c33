import { describe, expect, it } from "vitest";

import { columnOf } from "../../../test/column";
import { steadiness } from "./across";
import { averaged } from "./averaged";
import { usualChart, usualKind } from "./defaults";
import { extent, roomy, scaled } from "./frame";
import { dateTicks, digitsOf, ticks } from "./ticks";

describe("the figures of an axis", () => {
  const check = (min: number, max: number, wanted: number, expected: number[]) =>
    expect(ticks(min, max, wanted)).toEqual(expected);
  it("are round, and within its ends", () => {
    check(0, 100, 5, [0, 20, 40, 60, 80, 100]);
    check(0.1, 0.52, 4, [0.2, 0.4]);
    check(-3, 7, 5, [-2, 0, 2, 4, 6]);
    check(5, 5, 4, [5]);
    check(0, 1e9, 2, [0, 5e8, 1e9]);
    check(Number.NaN, 1, 4, []);
  });
  it("have as many digits as tell them apart", () => {
    expect([digitsOf([0, 0.05, 0.1]), digitsOf([0, 20]), digitsOf([0, 0.5])]).toEqual([2, 0, 1]);
  });
  it("of dates begin months and years", () => {
    const days = (from: string, to: string, wanted: number) =>
      dateTicks(Date.parse(from), Date.parse(to), wanted).map((time) => new Date(time).toISOString().slice(0, 10));
    expect(days("2026-01-15", "2026-05-02", 5)).toEqual(["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"]);
    expect(days("2020-06-01", "2026-06-01", 6)).toEqual([
      "2021-01-01",
      "2022-01-01",
      "2023-01-01",
      "2024-01-01",
      "2025-01-01",
      "2026-01-01",
    ]);
    expect(days("2026-11-01", "2026-11-05", 5)).toHaveLength(5);
  });
});

describe("the room of a chart", () => {
  it("goes from the least to the most, with a little around", () => {
    expect(extent([3, null, -1, 8])).toEqual([-1, 8]);
    expect(extent([])).toEqual([0, 1]);
    expect(roomy([0, 100])).toEqual([-4, 104]);
    expect([0, 5, 10].map(scaled(0, 10, 100, 0))).toEqual([100, 50, 0]);
  });
});

describe("points of a line", () => {
  const line = (x: number[], ...y: (number | null)[][]) =>
    averaged({ kind: "line", xIsDate: false, x, y, rows: x.length, isReduced: false });
  it("at one place are one, their average", () => {
    expect(line([1, 1, 2, 3, 3], [10, 20, 5, null, 4], [1, null, null, null, null])).toMatchObject({
      isAveraged: true,
      x: [1, 2, 3],
      y: [
        [15, 5, 4],
        [1, null, null],
      ],
      rows: 5,
    });
  });
  it("that are apart stay as they are", () => {
    expect(line([1, 2], [3, 4])).toMatchObject({ isAveraged: false, x: [1, 2], y: [[3, 4]] });
  });
});

describe("steadiness", () => {
  it.each<[(number | null)[], number]>([
    [[1, 2, 3, 4, 5], 1],
    [[5, 4, 3], 1],
    [[1, null, 2], 1],
    [[1, 1, 1, 1, 1], 0],
    [[1, 2, 1, 2, 1], 0.5],
    [[1, 1, 2, 2, 3], 0.5],
    [[7], 0],
  ])("of %j is %d", (values, expected) => expect(steadiness(values)).toBe(expected));
});

describe("a chart that nobody chose", () => {
  const columns = [
    columnOf({ id: 1, name: "id", origin: "value" }),
    columnOf({ id: 2, name: "city" }),
    columnOf({ id: 3, name: "price", type: "decimal" }),
    columnOf({ id: 4, name: "added", type: "date" }),
    columnOf({ id: 5, name: "count", type: "integer" }),
  ];
  it("shows something of the table", () => {
    expect(usualChart("bar", columns)).toMatchObject({ column: 2, unit: null, measure: null });
    expect(usualChart("histogram", columns)).toMatchObject({ column: 3 });
    expect(usualChart("line", columns)).toMatchObject({ x: 4, y: [3] });
    expect(usualChart("scatter", columns)).toMatchObject({ x: 3, y: 5 });
  });
  it("measures no identifier while there is another number", () => {
    const id = columnOf({ id: 1, name: "id", type: "integer" });
    const shop = columnOf({ id: 2, name: "shopId", type: "integer" });
    const price = columnOf({ id: 3, name: "price", type: "decimal" });
    expect(usualChart("line", [id, shop, price])).toMatchObject({ x: 1, y: [3] });
    expect(usualChart("histogram", [id, price])).toMatchObject({ column: 3 });
    expect(usualChart("scatter", [id, price])).toMatchObject({ x: 3, y: 1 });
    expect(usualChart("line", [id, shop])).toMatchObject({ x: 2, y: [1] });
    expect(usualChart("bar", [columnOf({ id: 4, name: "uuid" }), columnOf({ id: 5, name: "city" })])).toMatchObject({
      column: 5,
    });
  });
  it("is about the column that was asked for", () => {
    const about = (id: number) => usualKind(columns.find((one) => one.id === id));
    expect([about(2), about(3), about(4)]).toEqual(["bar", "histogram", "bar"]);
    expect(usualChart("bar", columns, 4)).toMatchObject({ column: 4, unit: "month" });
    expect(usualChart("histogram", columns, 5)).toMatchObject({ column: 5 });
  });
});
