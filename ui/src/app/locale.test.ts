import { afterEach, describe, expect, it, vi } from "vitest";

const real = navigator.language;

afterEach(() => {
  Object.defineProperty(navigator, "language", { configurable: true, get: () => real });
  vi.resetModules();
});

describe("the locale", () => {
  it.each([
    ["C", "en-US"],
    ["", "en-US"],
    ["not a locale", "en-US"],
    ["pl", "pl"],
    ["de-AT", "de-AT"],
  ])("%s", async (language, expected) => {
    Object.defineProperty(navigator, "language", { configurable: true, get: () => language });
    vi.resetModules();
    const { locale } = await import("./locale");
    expect(locale).toBe(expected);
    // What other libraries read is usable, too.
    expect(() => new Intl.NumberFormat(navigator.language)).not.toThrow();
  });
});
