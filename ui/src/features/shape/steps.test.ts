import { describe, expect, it } from "vitest";
import { AUTO_SHAPE, arranged, isLeftOut, recordsText, rowsText, shapeOf, shapeText } from "../../app/shapeOf";
import type { ColumnKey, ShapeStep } from "../../bindings";
import { added, columnOf, shifted, without } from "./steps";
import { stepWords } from "./stepWords";

const field = (name: string): ColumnKey => ({ origin: "field", name });
const status: ColumnKey = { origin: "request", name: "status" };
const count: ColumnKey = { origin: "answer", name: "$.info.count" };
const rename = (name: string, to: string | null): ShapeStep => ({ kind: "rename", column: field(name), name: to });
const hide = (...names: string[]): ShapeStep => ({ kind: "hide", columns: names.map(field) });
const show = (...names: string[]): ShapeStep => ({ kind: "show", columns: names.map(field) });
const only = (...names: string[]): ShapeStep => ({ kind: "only", columns: names.map(field) });
const order = (...names: string[]): ShapeStep => ({ kind: "order", columns: names.map(field) });
const rows = (path: string): ShapeStep => ({ kind: "records", records: { kind: "at", path, unit: "elements" } });
const auto: ShapeStep = { kind: "records", records: { kind: "auto" } };
const list = (path: string, kind: "json" | "rows" | "count"): ShapeStep => ({ kind: "list", path, policy: { kind } });
const retype = (name: string, type: "integer" | "text" | null): ShapeStep => ({
  kind: "retype",
  column: field(name),
  type,
});

it.each<[ShapeStep, ColumnKey | null]>([
  [rename("x", "A"), field("x")],
  [retype("x", "text"), field("x")],
  [show("x"), field("x")],
  [show("x", "y"), null],
  [hide("x"), null],
  [list("t", "rows"), field("t")],
  [rows("$.a"), null],
])("%j is about %j", (step, column) => {
  expect(columnOf(step)).toEqual(column);
});

describe("a step more", () => {
  it.each<[string, ShapeStep[], ShapeStep, ShapeStep[]]>([
    ["is the last", [rows("$.a")], hide("x"), [rows("$.a"), hide("x")]],
    ["takes the place of one about the same", [rename("x", "A")], rename("x", "B"), [rename("x", "B")]],
    ["leaves one about another", [rename("x", "A")], rename("y", "B"), [rename("x", "A"), rename("y", "B")]],
    [
      "leaves one that is not the last",
      [rename("x", "A"), hide("y")],
      rename("x", "B"),
      [rename("x", "A"), hide("y"), rename("x", "B")],
    ],
    ["takes a name back", [rename("x", "A")], rename("x", null), []],
    ["that gives no name says nothing", [], rename("x", " "), []],
    ["takes another place for the rows", [rows("$.a")], rows("$.b"), [rows("$.b")]],
    ["takes the place for the rows back", [rows("$.a")], auto, []],
    ["goes back to what is found after others", [rows("$.a"), hide("x")], auto, [rows("$.a"), hide("x"), auto]],
    ["of the same list", [list("t", "rows")], list("t", "count"), [list("t", "count")]],
    ["of another list", [list("t", "rows")], list("u", "rows"), [list("t", "rows"), list("u", "rows")]],
    ["gives a list back", [list("t", "rows")], list("t", "json"), []],
    ["leaves out with the others", [hide("a")], hide("b", "a"), [hide("a", "b")]],
    ["brings back what was left out", [hide("a", "b")], show("b"), [hide("a")]],
    ["brings back all", [hide("a")], show("a"), []],
    ["brings back one, and another", [only("a"), hide("a")], show("a", "b"), [only("a"), show("b")]],
    ["shows what is shown", [], show("a"), []],
    ["shows beyond the only ones", [only("a")], show("b"), [only("a"), show("b")]],
    ["leaves out what was not there", [], { kind: "hide", columns: [status] }, []],
    ["types", [retype("a", "integer")], retype("a", "text"), [retype("a", "text")]],
    ["takes a type back", [retype("a", "integer")], retype("a", null), []],
    ["orders", [order("a", "b")], order("b", "a"), [order("b", "a")]],
    ["orders nothing", [], order(), []],
    ["names", [], { kind: "name", naming: "dotted" }, []],
  ])("%s", (_, steps, step, expected) => {
    expect(added(steps, step)).toEqual(expected);
  });

  it("never changes what the steps come to when it takes the place of another", () => {
    const all = [
      rename("x", "A"),
      rename("x", null),
      hide("x", "y"),
      show("y"),
      only("y"),
      order("y", "x"),
      list("t", "rows"),
    ];
    for (const first of all)
      for (const second of all)
        for (const third of all) {
          const plain = [first, second, third];
          const kept = plain.reduce<ShapeStep[]>(added, []);
          // What is brought back was shown before: that is all that the window offers.
          const isOffered = !plain.some(
            (step, at) => step.kind === "hide" && plain.slice(0, at).some(({ kind }) => kind === "only"),
          );
          if (isOffered) expect(shapeText(shapeOf(kept)), JSON.stringify(plain)).toBe(shapeText(shapeOf(plain)));
        }
  });
});

it("steps are taken out and moved", () => {
  const steps = [rows("$.a"), hide("x"), rename("y", "Y")];
  expect(without(steps, 1)).toEqual([rows("$.a"), rename("y", "Y")]);
  expect(shifted(steps, 2, -1)).toEqual([rows("$.a"), rename("y", "Y"), hide("x")]);
  expect(shifted(steps, 0, 1)).toEqual([hide("x"), rows("$.a"), rename("y", "Y")]);
});

describe("what steps come to", () => {
  const columns = (...steps: ShapeStep[]) => shapeOf(steps).columns;
  it("says of columns whether they are left out", () => {
    const check = (steps: ShapeStep[], key: ColumnKey, expected: boolean) =>
      expect(isLeftOut(columns(...steps), key), JSON.stringify([steps, key])).toBe(expected);
    check([], field("a"), false);
    check([], status, true);
    check([{ kind: "show", columns: [status] }], status, false);
    check([hide("a")], field("a"), true);
    check([hide("a"), show("a")], field("a"), false);
    check([only("a")], field("a"), false);
    check([only("a")], field("b"), true);
    check([only("a"), show("b")], field("b"), false);
    check([hide("a"), only("a")], field("a"), false);
  });
  it("orders columns, those that are not named at the end", () => {
    const names = (...named: string[]) =>
      arranged(["a", "b", "c"].map(field), named.map(field)).map(({ name }) => name);
    expect(names("c", "gone", "a")).toEqual(["c", "a", "b"]);
    expect(names()).toEqual(["a", "b", "c"]);
  });
  it("tells what is to be made anew from what is only called otherwise", () => {
    const plain = rowsText(AUTO_SHAPE);
    const check = (step: ShapeStep, isAnew: boolean) =>
      expect(rowsText(shapeOf([step])) !== plain, step.kind).toBe(isAnew);
    check(rename("a", "A"), false);
    check(hide("a"), false);
    check(order("b", "a"), false);
    check(list("t", "json"), false);
    check(list("t", "rows"), true);
    check(rows("$.a"), true);
    check({ kind: "show", columns: [count] }, true);
    expect(recordsText(shapeOf([{ kind: "show", columns: [count] }]))).toBe(recordsText(AUTO_SHAPE));
  });
});

it.each<[ShapeStep, string]>([
  [{ kind: "readAs", format: { kind: "auto" } }, "Read as: automatic"],
  [{ kind: "charset", charset: null }, "Characters: automatic"],
  [{ kind: "charset", charset: "windows-1252" }, "Characters: Western (Windows-1252, Latin-1)"],
  [{ kind: "charset", charset: "macintosh" }, "Characters: macintosh"],
  [{ kind: "readAs", format: { kind: "delimited", delimiter: ";", header: null } }, "Read as: CSV"],
  [auto, "Rows: automatic"],
  [rows("$"), "Rows: the whole answer"],
  [rows("$.data.results"), "Rows: data.results"],
  [{ kind: "records", records: { kind: "at", path: "$.a", unit: "members" } }, "Rows: members of a"],
  [{ kind: "records", records: { kind: "at", path: "$.a", unit: "places" } }, "Rows: lists side by side in a"],
  [list("tags", "rows"), "List tags: one row each"],
  [{ kind: "list", path: "tags", policy: { kind: "join", separator: "; " } }, "List tags: joined with “; ”"],
  [rename("origin.name", "Origin"), "Rename origin.name to Origin"],
  [rename("origin.name", null), "Rename origin.name to what it was"],
  [retype("age", "integer"), "Type of age: Integer"],
  [retype("age", null), "Type of age: automatic"],
  [hide("a"), "Leave out a"],
  [hide("a", "b", "c"), "Leave out 3 columns"],
  [{ kind: "show", columns: [status] }, "Add Status"],
  [{ kind: "show", columns: [count] }, "Add info.count"],
  [only("a", "b"), "Only 2 columns"],
  [order("a"), "Order of the columns"],
  [{ kind: "name", naming: "short" }, "Short column names"],
  [{ kind: "name", naming: "dotted" }, "Full column names"],
])("%j reads “%s”", (step, expected) => {
  expect(stepWords(step)).toBe(expected);
});
