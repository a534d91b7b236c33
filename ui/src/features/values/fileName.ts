/** The last part of a path, whichever slash the system uses. */
export function fileName(path: string): string {
  return path.replace(/^.*[/\\]/, "");
}
