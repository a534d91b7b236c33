import type { AppEvent, PauseCode, RunWait } from "../../bindings";
import type { FileDrop } from "../platform";
import type { FakeDocument } from "./document";

/** What a test may do to the fake beside what the window may. */
export interface FakeControls {
  /** `count` more answers arrive. */
  advance(count: number): void;
  /** Every command by its name, in order, with its arguments. */
  calls: { name: string; args: unknown[] }[];
  /** The next call of this command rejects with the error, e.g. `failNext("documents.open", { code, message, detail })`. */
  failNext(name: string, error: { code: string; message: string; detail: string | null }): void;
  /** Paths that the next dialogs answer with; null is a dismissal. Without any, a made-up path is answered. */
  picks: (string | null)[];
  drop(drop: FileDrop): void;
  /** The run waits, or, with null, goes on; the window hears of it. */
  wait(wait: RunWait | null): void;
  /** The run pauses itself, and the window hears of it. */
  pauseItself(code: PauseCode): void;
  emit(event: AppEvent): void;
  document(): FakeDocument | null;
}
