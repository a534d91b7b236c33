import type { Platform } from "./platform";

export { toAppError } from "./error";
export type { FileDrop, FileKind, Platform } from "./platform";

let current: Platform | null = null;

/** The platform of this window. Set once by `main.tsx`, and by every test before it renders. */
export function platform(): Platform {
  if (!current) throw new Error("No platform was set");
  return current;
}

export function setPlatform(implementation: Platform): void {
  current = implementation;
}
