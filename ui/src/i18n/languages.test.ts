import { describe, expect, it } from "vitest";
import { textsOf } from ".";
import { LANGUAGES, type Language, languageFor } from "./languages";
import { SAME_IN_BOTH } from "./sameInBoth";

/** "run:text.done": its text. */
function flat(language: Language): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, key: string) => {
    if (typeof value === "string") found.set(key, value);
    else for (const [name, part] of Object.entries(value as object)) walk(part, `${key}.${name}`);
  };
  for (const [namespace, texts] of Object.entries(textsOf(language)))
    for (const [name, part] of Object.entries(texts)) walk(part, `${namespace}:${name}`);
  return found;
}

const PLURAL = /_(zero|one|two|few|many|other)$/;
const english = flat("en");
/** Keys of which English tells one from several. */
const counted = new Set([...english.keys()].filter((key) => key.endsWith("_other")).map((key) => key.slice(0, -6)));

const baseOf = (key: string) => {
  const base = key.replace(PLURAL, "");
  return counted.has(base) ? base : key;
};

/** The forms that the language has, and a text of its own for none where English has one. */
function keysNeeded(language: Language): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const zeros = [...english.keys()].filter((key) => key.endsWith("_zero"));
  const needed = [...english.keys()].map(baseOf).flatMap((base) => {
    return counted.has(base) ? forms.map((form) => `${base}_${form}`) : [base];
  });
  return [...new Set([...needed, ...zeros])].sort();
}

/** The English text that stands beside one: for a form that English does not have the one for many. */
const besideOf = (key: string) => english.get(key) ?? english.get(`${baseOf(key)}_other`) ?? "";

const holes = (text: string) => (text.match(/\{\{[^}]+\}\}/g) ?? []).sort();
const tags = (text: string) => (text.match(/<\/?\w+\s*\/?>/g) ?? []).sort();
const hasWords = (text: string) => /\p{L}/u.test(text.replace(/\{\{[^}]+\}\}/g, ""));

describe("English", () => {
  it("has a form for one wherever it has a form for several", () => {
    expect([...english.keys()].sort()).toEqual(keysNeeded("en"));
  });
});

const others = Object.entries(SAME_IN_BOTH) as [Exclude<Language, "en">, readonly string[]][];

it("every language but English says which of its texts are the same", () => {
  expect(["en", ...others.map(([language]) => language)].sort()).toEqual(Object.keys(LANGUAGES).sort());
});

describe.each(others)("the texts in %s", (language, same) => {
  const texts = flat(language);
  const both = [...texts].filter(([key]) => besideOf(key) !== "");

  it("are exactly those of English", () => {
    expect([...texts.keys()].sort()).toEqual(keysNeeded(language));
  });

  it("have the same holes to fill", () => {
    expect(both.filter(([key, text]) => holes(text).join() !== holes(besideOf(key)).join())).toEqual([]);
  });

  it("have the same tags", () => {
    expect(both.filter(([key, text]) => tags(text).join() !== tags(besideOf(key)).join())).toEqual([]);
  });

  it("end as the English ones do", () => {
    const end = (text: string) => /[.:…?]$/.exec(text)?.[0] ?? "";
    expect(both.filter(([key, text]) => end(text) !== end(besideOf(key)))).toEqual([]);
  });

  it("are translated, or known to be the same", () => {
    const equal = both.filter(([key, text]) => hasWords(text) && text === besideOf(key)).map(([key]) => key);
    expect(equal.sort()).toEqual([...same].sort());
  });
});

describe("the language of a user", () => {
  it.each([
    [["nl-NL"], "nl"],
    [["nl-BE", "fr"], "nl"],
    [["NL"], "nl"],
    [["en-US"], "en"],
    [["de-DE"], "en"],
    [["fy-NL", "nl"], "nl"],
    [["constructor"], "en"],
    [[], "en"],
  ])("%o: %s", (tags, expected) => {
    expect(languageFor(tags)).toBe(expected);
  });
});
