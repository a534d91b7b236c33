import type { RecentDocument } from "../../bindings";

type Placed = Pick<RecentDocument, "path" | "name">;

/** Folders that are named of a path, at first. */
const NAMED = 2;

/** A path up to its file, from the inside out. */
function foldersOf(path: string): string[] {
  return path.split(/[/\\]/).slice(0, -1).reverse();
}

/** The end of a document's folder: as much as tells it from the others of the same name. */
export function folderOf({ path, name }: Placed, all: readonly Placed[]): string {
  const own = foldersOf(path);
  const others = all.filter((one) => one.name === name && one.path !== path).map((one) => foldersOf(one.path));
  const isSame = (other: readonly string[], depth: number) =>
    own.slice(0, depth).join("/") === other.slice(0, depth).join("/");
  let depth = Math.min(NAMED, own.length);
  while (depth < own.length && others.some((other) => isSame(other, depth))) depth += 1;
  const sign = path.includes("\\") ? "\\" : "/";
  // The root is a folder without a name.
  const isWhole = own.slice(depth).every((folder) => folder === "");
  const shown = (isWhole ? own : [...own.slice(0, depth), "…"]).reverse().join(sign);
  return shown === "" ? sign : shown;
}
