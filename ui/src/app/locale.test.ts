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

  it.each([
    ["nl-NL", "en-US", "nl-NL"],
    [null, "de-AT", "de-AT"],
    [undefined, "de-AT", "de-AT"],
    ["not a locale", "C", "en-US"],
  ])("of numbers is what the system says of them: %s beside texts in %s", async (numbers, language, expected) => {
    Object.defineProperty(navigator, "language", { configurable: true, get: () => language });
    Object.defineProperty(window, "numberLocale", { configurable: true, value: numbers });
    vi.resetModules();
    const { locale } = await import("./locale");
    expect(locale).toBe(expected);
    expect(navigator.language).toBe(language === "C" ? "en-US" : language);
    Reflect.deleteProperty(window, "numberLocale");
  });
});
