import { expect, it } from "vitest";

import { ownColumn } from "./ownColumn";

const sheet = (...names: string[]) => ({ name: null, columns: names.map((name) => ({ name, count: 3, sample: [] })) });

it.each<[string, string[], string, number]>([
  ["that of its name", ["type", "id", "name"], "id", 1],
  ["whatever its case", ["type", " ID ", "name"], "id", 1],
  ["rather the very same", ["ID", "id"], "id", 1],
  ["else the first", ["type", "id (answer)"], "id", 0],
  ["of a sheet without columns none but the first", [], "id", 0],
])("the column for a placeholder is %s", (_, names, placeholder, expected) => {
  expect(ownColumn(sheet(...names), placeholder)).toBe(expected);
});
