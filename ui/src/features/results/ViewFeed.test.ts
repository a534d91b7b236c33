import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { PLAIN_VIEW } from "../../app/view";
import type { View, ViewInfo } from "../../bindings";
import { PLAIN_EVERY_MS, PREPARED_EVERY_MS, ViewFeed } from "./ViewFeed";

const PLAIN: View = { ...PLAIN_VIEW };
const FOUND: View = { ...PLAIN_VIEW, search: "pipe" };
const info = (version: number): ViewInfo => ({
  id: version,
  rows: version,
  totalRows: version,
  columns: [],
  version,
  first: null,
  anchor: null,
});

/** A backend whose table stands at `version` and whose answers take `takes` milliseconds. */
function backend(takes = 10) {
  const state = { version: 0, takes, fails: false };
  const loads: { view: View; at: number; isFirst: boolean; isSame: boolean }[] = [];
  const shown: [number, string][] = [];
  const busy: boolean[] = [];
  const errors: unknown[] = [];
  const feed = new ViewFeed<ViewInfo>({
    load: (view, isFirst, isSame) => {
      loads.push({ view, at: Date.now(), isFirst, isSame });
      const { version, fails } = state;
      return new Promise((resolve, reject) =>
        setTimeout(() => (fails ? reject("no") : resolve(info(version))), state.takes),
      );
    },
    onInfo: ({ version }, { search }) => shown.push([version, search]),
    onBusy: (is) => busy.push(is),
    onError: (error) => errors.push(error),
  });
  return { state, feed, loads, shown, busy, errors };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("ViewFeed", () => {
  it("shows the first rows as soon as they are there", async () => {
    const { state, feed, shown, loads } = backend();
    feed.show(PLAIN);
    // The beginning of the run moved the table, too, a moment before its first answer.
    await vi.advanceTimersByTimeAsync(20);
    state.version = 1;
    feed.tableMoved(1);
    await vi.advanceTimersByTimeAsync(10);
    expect(shown.at(-1)).toEqual([1, ""]);
    state.version = 2;
    feed.tableMoved(2);
    await vi.advanceTimersByTimeAsync(PLAIN_EVERY_MS + 20);
    // They come along with their view; later ones are asked for as they are seen.
    expect(loads.map(({ isFirst }) => isFirst)).toEqual([true, true, false]);
  });

  /** Loads of a view while its table moves ten times a second for four seconds. */
  async function loadsInFourSeconds(view: View, takes: number): Promise<number> {
    const { state, feed, loads } = backend(takes);
    feed.show(view);
    await vi.advanceTimersByTimeAsync(takes);
    const before = loads.length;
    for (let tick = 1; tick <= 40; tick += 1) {
      state.version = tick;
      feed.tableMoved(tick);
      await vi.advanceTimersByTimeAsync(100);
    }
    return loads.length - before;
  }

  it("follows a growing table four times a second, and a sorted or searched one twice", async () => {
    expect(await loadsInFourSeconds(PLAIN, 0)).toBeLessThanOrEqual(4000 / PLAIN_EVERY_MS);
    expect(await loadsInFourSeconds(PLAIN, 0)).toBeGreaterThanOrEqual(4000 / PLAIN_EVERY_MS / 2);
    expect(await loadsInFourSeconds(FOUND, 0)).toBeLessThanOrEqual(4000 / PREPARED_EVERY_MS);
  });

  it("lets a slow view rest between two loads instead of piling them up", async () => {
    expect(await loadsInFourSeconds(FOUND, 1500)).toBeLessThanOrEqual(2);
  });

  it("does not let the end of a run wait", async () => {
    const { state, feed, shown } = backend();
    feed.show(FOUND);
    await vi.advanceTimersByTimeAsync(10);
    state.version = 1;
    feed.tableMoved(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(shown.at(-1)).toEqual([0, "pipe"]);
    state.version = 2;
    feed.tableMoved(2, false);
    await vi.advanceTimersByTimeAsync(10);
    expect(shown.at(-1)).toEqual([2, "pipe"]);
  });

  it("ends at the last state of the table", async () => {
    const { state, feed, shown } = backend();
    feed.show(PLAIN);
    for (let tick = 1; tick <= 7; tick += 1) {
      state.version = tick;
      feed.tableMoved(tick);
      await vi.advanceTimersByTimeAsync(30);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(shown.at(-1)).toEqual([7, ""]);
  });

  it("keeps its place in a view that it shows already, and begins at the top of another", async () => {
    const { state, feed, loads } = backend();
    feed.show(PLAIN);
    await vi.advanceTimersByTimeAsync(20);
    state.version = 1;
    feed.tableMoved(1);
    await vi.advanceTimersByTimeAsync(20);
    feed.show(FOUND);
    await vi.advanceTimersByTimeAsync(20);
    expect(loads.map(({ isSame }) => isSame)).toEqual([false, true, false]);
  });

  it("obeys the latest wish, however late the earlier ones are answered", async () => {
    const { state, feed, shown, busy } = backend(1000);
    feed.show({ ...PLAIN_VIEW, search: "p" });
    state.takes = 10;
    feed.show(FOUND);
    await vi.advanceTimersByTimeAsync(3000);
    expect(shown).toEqual([[0, "pipe"]]);
    expect(busy.at(-1)).toBe(false);
  });

  it("loads nothing while nothing moves", async () => {
    const { feed, loads } = backend();
    feed.show(PLAIN);
    await vi.advanceTimersByTimeAsync(60_000);
    feed.tableMoved(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(loads).toHaveLength(1);
  });

  it("says what went wrong once, and goes on when the table moves", async () => {
    const { state, feed, shown, errors } = backend();
    state.fails = true;
    feed.show(PLAIN);
    await vi.advanceTimersByTimeAsync(5000);
    expect(errors).toEqual(["no"]);
    state.fails = false;
    state.version = 3;
    feed.tableMoved(3);
    await vi.advanceTimersByTimeAsync(1000);
    expect(shown).toEqual([[3, ""]]);
  });

  it("is silent once it was closed", async () => {
    const { feed, shown } = backend();
    feed.show(PLAIN);
    feed.close();
    await vi.advanceTimersByTimeAsync(1000);
    expect(shown).toEqual([]);
  });
});
