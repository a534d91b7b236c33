import { describe, expect, it } from "vitest";
import { keyText } from "../../app/shapeOf";
import type { ColumnKey, ListPolicy } from "../../bindings";
import { read, treeOf } from "../../platform/fake/shape/json";
import { dotted, leadsTo, parsePath, writePath } from "./jsonPath";
import { actionsOf, type TreeAction } from "./treeActions";
import { type RowsAt, TreeRoles } from "./treeRoles";
import { treeRows } from "./treeRows";

describe("a JSONPath", () => {
  const check = (path: string, expected: (string | number | null)[] | null) =>
    expect(parsePath(path), path).toEqual(expected);
  it("is its steps", () => {
    check("$", []);
    check("$.a.b_1[0][*].*", ["a", "b_1", 0, null, null]);
    check("$['a b']['it\\'s'][\"c\"]", ["a b", "it's", "c"]);
    check("$['a\\u0009b'].é", ["a\tb", "é"]);
    check("$..a", null);
    check("$.a[?@.b > 1]", null);
    check("$.a[1:3]", null);
    check("a.b", null);
  });
  it("comes out as it came in", () => {
    for (const path of [
      "$",
      "$.a[0][*].b",
      "$['a b']",
      "$['it\\'s']",
      "$['9']",
      "$['']",
      "$['a\\u0009b']",
      "$['a\\\\b']",
    ])
      expect(writePath(parsePath(path) ?? ["none"])).toBe(path);
  });
  it("leads to every place of a list", () => {
    expect(leadsTo(["a", null, "b"], ["a", 3, "b"])).toBe(true);
    expect(leadsTo(["a", null], ["a", 3, "b"])).toBe(false);
    expect(leadsTo(["a"], ["b"])).toBe(false);
  });
  it("has keys that column names tell apart", () => {
    expect([dotted("a"), dotted("a.b"), dotted("a\\b")]).toEqual(["a", "a\\.b", "a\\\\b"]);
  });
});

const PAGES = `{"info":{"pages":42},"results":[{"id":1,"origin":{"na.me":"Earth"},"episode":["a","b"]},{"id":2}],"none":[]}`;

/** Every line of a tree with all open, as `path: what it is`. */
function roles(body: string, rows: RowsAt | null, policies: Record<string, ListPolicy["kind"]> = {}): string[] {
  const known = new TreeRoles(rows, (path) => policies[path] ?? "json");
  const root = treeOf(read(body));
  return opened(root, known).map(({ node, role }) => `${node.path}: ${role.kind === "field" ? role.name : role.kind}`);
}

function opened(root: ReturnType<typeof treeOf>, known: TreeRoles) {
  let toggled = new Set<string>();
  for (;;) {
    const rows = treeRows(root, known, toggled);
    const shut = rows.filter(({ node, isOpen }) => node.children.length > 0 && !isOpen);
    if (shut.length === 0) return rows;
    toggled = new Set([...toggled, ...shut.map(({ node }) => node.path)]);
  }
}

describe("what a place in an answer is", () => {
  it("around and in a list of rows", () => {
    expect(roles(PAGES, { path: "$.results", unit: "elements" })).toEqual([
      "$: outside",
      "$.info: outside",
      "$.info.pages: outside",
      "$.results: rows",
      "$.results[0]: record",
      "$.results[0].id: id",
      "$.results[0].origin: origin",
      "$.results[0].origin['na.me']: origin.na\\.me",
      "$.results[0].episode: episode",
      "$.results[0].episode[0]: inside",
      "$.results[0].episode[1]: inside",
      "$.results[1]: record",
      "$.results[1].id: id",
      "$.none: outside",
    ]);
  });
  it("where a list becomes rows or columns", () => {
    const of = (kind: ListPolicy["kind"]) =>
      roles('[{"t":[{"n":1}]}]', { path: "$", unit: "elements" }, { t: kind }).slice(2);
    expect(of("rows")).toEqual(["$[0].t: t", "$[0].t[0]: t", "$[0].t[0].n: t.n"]);
    expect(of("numbered")).toEqual(["$[0].t: t", "$[0].t[0]: t.1", "$[0].t[0].n: t.1.n"]);
    expect(of("join")).toEqual(["$[0].t: t", "$[0].t[0]: inside", "$[0].t[0].n: inside"]);
  });
  it("in records that are keyed, side by side, in the whole answer, or no objects", () => {
    expect(roles('{"7":{"a":1}}', { path: "$", unit: "members" })).toEqual([
      "$: rows",
      "$['7']: record",
      "$['7'].a: a",
    ]);
    expect(roles('{"t":[1],"u":[2]}', { path: "$", unit: "places" })).toEqual([
      "$: rows",
      "$.t: t",
      "$.t[0]: inside",
      "$.u: u",
      "$.u[0]: inside",
    ]);
    expect(roles('{"a":1}', { path: "$", unit: "elements" })).toEqual(["$: record", "$.a: a"]);
    expect(roles('{"a":[{"n":{"b":1}}]}', { path: "$.a[*].n", unit: "elements" }).slice(3)).toEqual([
      "$.a[0].n: record",
      "$.a[0].n.b: b",
    ]);
    expect(roles("[1]", { path: "$", unit: "elements" })).toEqual(["$: rows", "$[0]: value"]);
  });
  it("is not known where the path says more than names", () => {
    expect(roles('{"a":[1]}', { path: "$..a", unit: "elements" })).toEqual([
      "$: inside",
      "$.a: inside",
      "$.a[0]: inside",
    ]);
  });
});

describe("what can be done at a place", () => {
  const shown: ColumnKey = { origin: "field", name: "id" };
  const away: ColumnKey = { origin: "field", name: "episode" };
  const columns = { leftOut: new Map([[keyText(shown), false] as const, [keyText(away), true] as const]) };
  const words = (action: TreeAction) =>
    "list" in action
      ? `${action.kind} ${action.list}`
      : "column" in action
        ? `${action.kind} ${keyText(action.column)}`
        : `${action.kind} ${action.records.kind === "at" ? action.records.path : ""}`;
  const at = (body: string, rows: RowsAt | null, policy: ListPolicy["kind"] = "json") => {
    const known = new TreeRoles(rows, () => policy);
    const all = opened(treeOf(read(body)), known);
    return Object.fromEntries(
      all
        .map(
          ({ node, above, role }) => [node.path, actionsOf(node, above, role, columns).map(words).join(", ")] as const,
        )
        .filter(([, actions]) => actions !== ""),
    );
  };
  it("make it the rows, take it for a column, leave it out", () => {
    expect(at(PAGES, { path: "$.results", unit: "elements" })).toEqual({
      "$.info.pages": "add answer $.info.pages",
      "$.results[0].id": "leaveOut field id",
      "$.results[0].episode": "each episode, elements $.results[*].episode, add field episode",
      "$.results[1].id": "leaveOut field id",
    });
  });
  it("make each part of a list in a record a row, where it is none yet", () => {
    const body = '[{"t":[{"u":[1]}]}]';
    const rows = { path: "$", unit: "elements" } as const;
    expect(at(body, rows)).toEqual({
      "$[0].t": "each t, elements $[*].t",
      "$[0].t[0].u": "elements $[*].t[*].u",
    });
    expect(at(body, rows, "rows")).toEqual({
      "$[0].t": "elements $[*].t",
      "$[0].t[0].u": "elements $[*].t[*].u",
    });
    expect(at(body, rows, "numbered")).toMatchObject({ "$[0].t[0].u": "each t.1.u, elements $[*].t[*].u" });
    expect(at('{"t":[1],"u":[2]}', { path: "$", unit: "places" })).toEqual({
      "$.t": "elements $.t",
      "$.u": "elements $.u",
    });
  });
  it("take nothing for a column that belongs to one of many", () => {
    // The rows are the episodes; which record the name is of is told by no row.
    const nested = '{"results":[{"name":"a","episode":[{"n":1}]},{"name":"b","episode":[{"n":2}]}],"pages":1}';
    const found = at(nested, { path: "$.results[*].episode", unit: "elements" });
    expect(Object.keys(found).filter((path) => path.endsWith(".name"))).toEqual([]);
    expect(found["$.pages"]).toBe("add answer $.pages");
  });
  it("make members or lists side by side the rows", () => {
    expect(at('{"d":{"t":[1,2],"u":[3,4]},"k":{"1":{"x":1},"2":{"x":2}}}', { path: "$", unit: "elements" })).toEqual({
      $: "members $",
      "$.d": "places $.d",
      "$.d.t": "each d.t, elements $.d.t",
      "$.d.u": "each d.u, elements $.d.u",
      "$.k": "members $.k",
    });
  });
  it("mean this place in a list of unlike parts, and every place in a list of like ones", () => {
    expect(at('[{"page":1},[{"a":1}]]', null)).toMatchObject({ "$[1]": "elements $[1]" });
    expect(at('[[{"a":1}],[{"a":2}]]', null)).toMatchObject({ "$[1]": "elements $[*]" });
  });
});

it("a tree is open where it says the most", () => {
  const root = treeOf(read(PAGES));
  const known = new TreeRoles({ path: "$.results", unit: "elements" }, () => "json");
  const seen = (toggled: string[]) => treeRows(root, known, new Set(toggled)).map(({ node }) => node.path);
  expect(seen([])).toContain("$.results[0].origin['na.me']");
  expect(seen([])).not.toContain("$.results[1].id");
  expect(seen([])).not.toContain("$.results[0].episode[0]");
  expect(seen(["$.results[1]", "$.results[0]"])).toEqual([
    "$",
    "$.info",
    "$.info.pages",
    "$.results",
    "$.results[0]",
    "$.results[1]",
    "$.results[1].id",
    "$.none",
  ]);
});
