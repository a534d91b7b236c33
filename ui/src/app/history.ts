/** What was there before a change, which was the `at`th of all histories. */
interface Kept<T> {
  value: T;
  at: number;
}

/** What was there after a change that was undone when so many had been made. */
interface Undone<T> extends Kept<T> {
  changes: number;
}

/** States to go back to and forward to, the nearest last. */
export interface History<T> {
  past: Kept<T>[];
  future: Undone<T>[];
}

let changes = 0;

/** A change was made: `before` can be gone back to, and what was undone not forward to. */
export function changed<T>({ past }: History<T>, before: T): History<T> {
  changes += 1;
  return { past: [...past, { value: before, at: changes }], future: [] };
}

interface Travelled<T> extends History<T> {
  value: T;
}

export function undone<T>({ past, future }: History<T>, current: T): Travelled<T> | null {
  const last = past.at(-1);
  if (!last) return null;
  return { value: last.value, past: past.slice(0, -1), future: [...future, { value: current, at: last.at, changes }] };
}

export function redone<T>({ past, future }: History<T>, current: T): Travelled<T> | null {
  const next = future.at(-1);
  if (!next) return null;
  return { value: next.value, past: [...past, { value: current, at: next.at }], future: future.slice(0, -1) };
}

const lastOf = ({ past }: History<unknown>) => past.at(-1)?.at ?? 0;

/** Which of several histories the last change is of; none when there is nothing to undo. */
export function lastChanged<H extends History<unknown>>(histories: readonly H[]): H | null {
  const last = histories.reduce<H | null>((best, one) => (best && lastOf(best) >= lastOf(one) ? best : one), null);
  return last && last.past.length > 0 ? last : null;
}

/** Which of several histories was undone last, unless something was changed since then. */
export function lastUndone<H extends History<unknown>>(histories: readonly H[]): H | null {
  const nextOf = ({ future }: H) => {
    const next = future.at(-1);
    return next?.changes === changes ? next.at : Number.POSITIVE_INFINITY;
  };
  const next = histories.reduce<H | null>((best, one) => (best && nextOf(best) <= nextOf(one) ? best : one), null);
  return next && Number.isFinite(nextOf(next)) ? next : null;
}
