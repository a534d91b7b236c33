import { describe, expect, it } from "vitest";
import { shapeOf } from "../../app/shapeOf";
import { filled, fits, inferred, NO_TALLY, share } from "../../app/tally";
import type { Column, ColumnType, ShapePreview, ShapeStep, Tally } from "../../bindings";
import { columnOf } from "../../test/column";
import { isSamePlace, listEvidence, placeEvidence } from "./evidence";
import { knownColumns, listedColumns, matching, orderWith } from "./listed";
import { previewPage } from "./previewSource";
import { typeOptions } from "./typeOptions";

const columns = (...names: string[]) => names.map((name, at) => columnOf({ id: at + 1, name }));
const field = (name: string) => ({ origin: "field" as const, name });
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(" ");

describe("the columns that are known", () => {
  const rows: ShapeStep[] = [{ kind: "records", records: { kind: "at", path: "$.a", unit: "elements" } }];
  const seen = (steps: ShapeStep[], ...found: string[]) => ({
    result: { columns: columns(...found) } as ShapePreview,
    steps,
  });
  it.each<[string, string[], ShapeStep[], ReturnType<typeof seen> | null, ShapeStep[], string]>([
    ["those of the table", ["a", "b"], [], seen([], "a"), [], "a b"],
    ["and those that the first answers add", ["a", "b"], [], seen([], "a", "status"), [], "a b status"],
    ["those of the first answers while the rows become others", ["a", "b"], [], seen(rows, "c"), rows, "c"],
    ["those of the table until others were looked at", ["a", "b"], [], null, rows, "a b"],
    ["not those of rows that were looked at before", ["a"], rows, seen([], "z"), rows, "a"],
    ["those of the tested answer", [], [], seen([], "c"), [], "c"],
  ])("are %s", (_, table, applied, preview, steps, expected) => {
    expect(names(knownColumns(columns(...table), applied, preview, shapeOf(steps)))).toBe(expected);
  });
});

describe("the columns as the steps say", () => {
  const list = (...steps: ShapeStep[]) => listedColumns(columns("a", "b", "c"), shapeOf(steps));
  it("have their names, types and order at once", () => {
    const [first, second] = list(
      { kind: "order", columns: [field("c")] },
      { kind: "rename", column: field("c"), name: "C" },
      { kind: "retype", column: field("c"), type: "date" },
      { kind: "hide", columns: [field("a")] },
    );
    expect(first).toMatchObject({ name: "c", title: "C", type: "date", typeIsChosen: true, hidden: false });
    expect(second).toMatchObject({ name: "a", title: "a", hidden: true });
  });
  it("stay the same objects where nothing is said of them", () => {
    const known = columns("a", "b");
    const listed = listedColumns(known, shapeOf([{ kind: "hide", columns: [field("a")] }]));
    expect([listed[0] === known[0], listed[1] === known[1]]).toEqual([false, true]);
  });
  it("are found by what they are called, and by what they come from", () => {
    const named = [columnOf({ name: "origin.name", title: "Born in" }), columnOf({ name: "id" })];
    const check = (filter: string, expected: string) => expect(names(matching(named, filter))).toBe(expected);
    check("", "origin.name id");
    check(" BORN ", "origin.name");
    check("origin", "origin.name");
    check("x", "");
  });
});

it.each<[string, string, boolean, string, string]>([
  ["c", "a", false, "", "c"],
  ["a", "c", true, "", "b c a"],
  ["b", "a", false, "", "b a"],
  ["a", "b", true, "", "b a"],
  ["b", "a", false, "a b c d", "b a c d"],
  ["d", "b", false, "", "a d b c"],
])("%s put beside %s (after: %s), with “%s” said before, says %s", (column, beside, isAfter, said, expected) => {
  const order = orderWith(
    columns("a", "b", "c", "d"),
    said === "" ? [] : said.split(" ").map(field),
    field(column),
    field(beside),
    isAfter,
  );
  // What comes after the last that moved needs no word.
  const all = listedColumns(columns("a", "b", "c", "d"), shapeOf([{ kind: "order", columns: order }]));
  expect(names(all).startsWith(expected)).toBe(true);
  expect(order.length).toBeLessThanOrEqual(4);
});

describe("types", () => {
  const tally = (counts: Partial<Tally>): Tally => ({ ...NO_TALLY, ...counts });
  it.each<[Partial<Tally>, ColumnType]>([
    [{}, "empty"],
    [{ null: 3 }, "empty"],
    [{ empty: 3 }, "text"],
    [{ integer: 3, null: 9, empty: 9 }, "integer"],
    [{ integer: 3, decimal: 1 }, "decimal"],
    [{ date: 3, dateTime: 1 }, "dateTime"],
    [{ bool: 3, integer: 1 }, "text"],
    [{ json: 300, text: 1 }, "text"],
    [{ integer: 19, text: 1 }, "integer"],
    [{ integer: 18, text: 1 }, "text"],
    [{ integer: 99, numeric: 1 }, "text"],
    [{ date: 99, numeric: 1 }, "date"],
  ])("of %o are found to be %s", (counts, expected) => {
    expect(inferred(tally(counts))).toBe(expected);
  });
  it("fit a part of the filled cells", () => {
    const cells = tally({ null: 5, empty: 5, integer: 6, decimal: 2, numeric: 1, text: 1 });
    expect([filled(cells), fits(cells, "decimal"), fits(cells, "text")]).toEqual([10, 8, 10]);
    expect([share(cells, "integer"), share(cells, "decimal"), share(cells, "bool")]).toEqual([0.7, 0.9, 0]);
    expect(share(NO_TALLY, "integer")).toBeNull();
  });
  const labels = (column: Partial<Column>) => typeOptions(columnOf({ name: "a", ...column })).map(({ label }) => label);
  it("say how well they fit, and never too well", () => {
    const counts = tally({ integer: 99_999, text: 1 });
    expect(labels({ type: "integer", tally: counts }).slice(0, 3)).toEqual([
      "Automatic (Integer)",
      "Integer, 99.9%",
      "Decimal, 99.9%",
    ]);
    expect(labels({ type: "empty" })[1]).toBe("Integer");
  });
  it("that were chosen say so of themselves alone", () => {
    const column = { type: "integer" as const, typeIsChosen: true, tally: tally({ integer: 3, text: 1 }) };
    expect(labels(column).slice(0, 3)).toEqual(["Automatic", "Integer, 75%", "Decimal"]);
  });
});

describe("evidence", () => {
  const place = { path: "$.results", unit: "elements", answers: 42, found: 42, of: "objects" } as const;
  it.each([
    [{ ...place, least: 20, most: 20 }, "20 objects in each of 42 answers"],
    [{ ...place, least: 1, most: 20 }, "1 to 20 objects in 42 answers"],
    [{ ...place, least: 1, most: 1, answers: 1 }, "1 object in 1 answer"],
    [{ ...place, least: 5, most: 5, of: "values" as const }, "5 values in each of 42 answers"],
    [{ ...place, path: "$", least: 1, most: 1 }, "one row each"],
  ])("%#", (of, expected) => {
    expect(placeEvidence(of)).toBe(expected);
  });
  it("of lists", () => {
    const list = { path: "tags", policy: { kind: "json" } } as const;
    expect(listEvidence({ ...list, records: 826, least: 0, most: 51 })).toBe("0 to 51 parts in 826 rows");
    expect(listEvidence({ ...list, records: 2, least: 3, most: 3 })).toBe("3 parts in each of 2 rows");
    expect(listEvidence({ ...list, records: 0, least: 0, most: 0 })).toBe("not in any row at the moment");
  });
  it("is of the same place whether the list or its elements are named", () => {
    const check = (path: string, expected: boolean) =>
      expect(isSamePlace({ path, unit: "elements" }, place), path).toBe(expected);
    check("$.results", true);
    check("$.results[*]", true);
    check("$.results[*].tags", false);
    check("$..results[*]", false);
    expect(isSamePlace({ path: "$.results", unit: "members" }, place)).toBe(false);
  });
});

it("the first rows come by page and by column", () => {
  const preview = {
    columns: columns("a", "b"),
    rows: [
      ["1", "x"],
      ["2", ""],
      ["3", "z"],
    ],
    kinds: [
      ["number", "text"],
      ["number", "missing"],
      ["number", "text"],
    ],
    misfits: [[], [0, 1]],
  } as unknown as ShapePreview;
  expect(previewPage(preview, 1, 2, [2])).toEqual({
    offset: 1,
    positions: [1, 2],
    pages: [1, 1],
    columns: [{ id: 2, kinds: ["missing", "text"], texts: ["", "z"], misfits: [0] }],
  });
});
