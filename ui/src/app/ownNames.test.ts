import { describe, expect, it } from "vitest";

import { columnOf } from "../test/column";
import { ownNames, readablePath } from "./ownNames";

describe("the name of a field with a dot in it", () => {
  const check = (name: string, title: string, expected: string, others: string[] = []) => {
    const columns = [columnOf({ name, title }), ...others.map((other) => columnOf({ name: other }))];
    expect(ownNames(columns)[0], title).toMatchObject({ name, title: expected });
  };
  it("is read without the backslash of its path", () => {
    check("group0\\.field0", "group0\\.field0", "group0.field0");
    check("a.group0\\.field0", "group0\\.field0", "group0.field0");
    check("a\\.b", "a\\.b (answer)", "a.b (answer)");
    check("a\\.b", "a\\.b (2)", "a.b (2)");
    check("a\\\\b", "a\\\\b", "a\\b");
    check("a.b", "a.b", "a.b");
  });
  it("stays where somebody gave it, and where another column is called so", () => {
    check("a\\.b", "C:\\.x", "C:\\.x");
    check("a\\.b", "a\\.b", "a\\.b", ["a.b"]);
  });
  it("leaves a list alone in which there is none", () => {
    const columns = [columnOf({ name: "a.b" })];
    expect(ownNames(columns)).toBe(columns);
  });
  it("is the path without the escapes", () => expect(readablePath("a.b\\.c\\\\d")).toBe("a.b.c\\d"));
});
