import { describe, expect, it } from "vitest";
import { KEYS, keyText, matches } from "./keys";

describe("matches", () => {
  it.each<[string, KeyboardEventInit, boolean]>([
    [KEYS.run, { key: "Enter", ctrlKey: true }, true],
    [KEYS.run, { key: "Enter" }, false],
    [KEYS.run, { key: "Enter", ctrlKey: true, shiftKey: true }, false],
    [KEYS.testOne, { key: "t", ctrlKey: true }, true],
    // Caps Lock.
    [KEYS.testOne, { key: "T", ctrlKey: true }, true],
    [KEYS.testOne, { key: "t", ctrlKey: true, altKey: true }, false],
    [KEYS.stop, { key: "Escape" }, true],
    [KEYS.stop, { key: "Escape", ctrlKey: true }, false],
    [KEYS.larger, { key: "+", ctrlKey: true, shiftKey: true }, true],
    [KEYS.larger, { key: "=", ctrlKey: true }, true],
    [KEYS.smaller, { key: "-", ctrlKey: true }, true],
    [KEYS.help, { key: "F1" }, true],
  ])("%s by %o: %s", (keys, init, expected) => {
    expect(matches(new KeyboardEvent("keydown", init), keys)).toBe(expected);
  });
});

it("no two actions share a key", () => {
  const texts = Object.values(KEYS).map(keyText);
  expect(new Set(texts).size).toBe(texts.length);
});
