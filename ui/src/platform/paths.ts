import type { FileKind } from "./platform";

const FOLDER = "fetchgrid.folder";

/** A path with one of the endings of its kind: not every dialog of a system adds it. */
export function withEnding(path: string, kinds: FileKind[]): string {
  const endings = kinds.flatMap((kind) => kind.extensions);
  const hasOne = endings.some((ending) => path.toLowerCase().endsWith(`.${ending.toLowerCase()}`));
  return hasOne || endings.length === 0 ? path : `${path}.${endings[0]}`;
}

/** Keeps the folder of a file that was picked, for the next dialog. */
export function rememberFolder(path: string): void {
  const folder = path.replace(/[/\\][^/\\]*$/, "");
  if (folder !== "" && folder !== path) localStorage.setItem(FOLDER, folder);
}

/** The folder that was used last; undefined lets the system choose. */
export function lastFolder(): string | undefined {
  return localStorage.getItem(FOLDER) ?? undefined;
}

/** A bare name in the folder that was used last; a whole path as it is. */
export function inLastFolder(suggestion: string): string {
  const folder = lastFolder();
  if (!folder || /[/\\]/.test(suggestion)) return suggestion;
  return `${folder}${folder.includes("\\") ? "\\" : "/"}${suggestion}`;
}
