import { expect, it } from "vitest";

import { readablePath } from "./readablePath";

it.each([
  ["a.b", "a.b"],
  ["a.group0\\.field0", "a.group0.field0"],
  ["a.b\\.c\\\\d", "a.b.c\\d"],
  ["", ""],
])("reads %s as %s", (path, expected) => expect(readablePath(path)).toBe(expected));
