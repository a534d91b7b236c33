import { expect, it } from "vitest";

import { folderOf } from "./folder";

const at = (path: string) => ({ path, name: path.replace(/^.*[/\\]/, "") });

it.each<[path: string, others: string[], folder: string]>([
  ["/home/ana/work/q1/orders", [], "…/work/q1"],
  ["/home/ana/orders", [], "/home/ana"],
  ["/orders", [], "/"],
  ["C:\\Users\\ana\\Documents\\orders", [], "…\\ana\\Documents"],
  // What is called otherwise is told apart by its name.
  ["/a/b/c/orders", ["/x/b/c/users"], "…/b/c"],
  ["/a/b/c/orders", ["/x/b/c/orders"], "/a/b/c"],
  ["/r/a/b/c/orders", ["/r/x/b/c/orders"], "…/a/b/c"],
])("%s beside %j is in %s", (path, others, folder) => {
  expect(folderOf(at(path), [path, ...others].map(at))).toBe(folder);
});
