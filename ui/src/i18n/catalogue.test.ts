import { describe, expect, it } from "vitest";
import i18n from ".";

const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.*", "!../test/**", "!../bindings/**"], {
  eager: true,
  query: "?raw",
  import: "default",
});

const NAMESPACE = /useTranslation\(\s*"([a-z]+)"\s*\)/;
const FIXED_KEY = /\bt\(\s*"([^"]+)"/g;

const exists = (ns: string, key: string) =>
  ["", "_one", "_other"].some((suffix) => i18n.exists(`${ns}:${key}${suffix}`));

describe("every text that is asked for is in the catalogue", () => {
  const files = Object.entries(sources).filter(([, text]) => /\bt\(\s*"/.test(text));

  it("finds the files that ask", () => {
    expect(files.length).toBeGreaterThan(15);
  });

  it.each(files)("%s", (path, text) => {
    // A helper that is handed `t` speaks in the namespace of its feature.
    const own = NAMESPACE.exec(text)?.[1] ?? /features\/([a-z]+)\//.exec(path)?.[1] ?? "app";
    const missing = [...text.matchAll(FIXED_KEY)]
      .map((match) => match[1] ?? "")
      .filter((asked) => {
        const [ns = own, key = ""] = asked.includes(":") ? asked.split(":") : [own, asked];
        return !exists(ns, key);
      });
    expect(missing).toEqual([]);
  });
});

describe("numbers in texts", () => {
  it.each([
    ["run:text.done", { done: 812, total: 1000 }, "812 of 1\u202f000"],
    ["run:text.failed", { count: 12345 }, "12\u202f345 failed"],
    ["app:status.rows", { count: 1 }, "1 row"],
    ["app:status.rows", { count: 2000 }, "2\u202f000 rows"],
  ])("%s %o", (key, values, expected) => {
    expect(i18n.t(key, values)).toBe(expected);
  });
});

/** Text between tags, and attributes that are read or heard. */
const WRITTEN = [
  /(?<!=)>\s*([A-Z]?[a-z]+(?: [\w’,.…]+)+|[A-Z][a-z]+)\s*</g,
  /\b(?:aria-label|aria-description|aria-roledescription|aria-valuetext|title|label|description|alt|message|error)="([^"]*\p{L}[^"]*)"/gu,
  /\b(?:title|message|label|text|description): "(\p{Lu}[^"]*|[^"]*\p{L} \p{L}[^"]*)"/gu,
];

it("no text is written in a component", () => {
  const written = Object.entries(sources)
    .filter(([path]) => path.endsWith(".tsx"))
    .flatMap(([path, text]) => {
      const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
      return WRITTEN.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => `${path}: ${match[1]}`));
    });
  expect(written).toEqual([]);
});
