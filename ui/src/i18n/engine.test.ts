import { describe, expect, it } from "vitest";
import { filled, isSentence, textsBehind, textsIn } from "../test/rustTexts";
import { LANGUAGES } from "./languages";
import { type Catalogue, type Group, Patterns } from "./patterns";
import { sentencesOf } from "./sentences";

const files = import.meta.glob<string>(
  [
    "../../../src-tauri/src/**/*.rs",
    "../../../src-tauri/crates/*/src/**/*.rs",
    // Programs of their own, and tests.
    "!../../../src-tauri/crates/{cli,xtask,sample-api}/**",
    "!../../../src-tauri/crates/*/src/{tests/**,disk_full.rs}",
  ],
  { eager: true, query: "?raw", import: "default" },
);
const sources = Object.entries(files).map(([path, source]) => ({ path: path.replace(/^.*src-tauri\//, ""), source }));

/** What is not read in the window, and why. */
const NEVER_SHOWN: Record<string, string> = {
  "A run has to be started within a tokio runtime.": "a mistake in the program",
  "{host} has had its {per_day} requests of today": "the engine says it in a sentence",
  "the table has changed": "the document says it in a sentence",
  cancelled: "the document says it in a sentence",
  "too many columns": "the document says it in a sentence",
  "too many rows": "the document says it in a sentence",
  "There are more rows than a sheet holds: they go on in Results 2 to Results {}.": "stands in the workbook",
  '{cut} texts are longer than the {MAX_TEXT} characters that a cell holds and end in "{}". CSV and JSON have them whole.':
    "stands in the workbook",
  "The window could not open: {error}.": "there is no window",
  "Open Fetchgrid to see why.": "the system shows it",
};

/** What is put together of parts, as it comes. */
const PUT_TOGETHER: Record<string, string[]> = {
  "Could not {doing} {}: {error}.": ["Could not make the folder /a: no room."],
  "{message} Make room and continue; everything that was counted is kept.": [
    "Make room and continue; everything that was counted is kept.",
  ],
  "{what}. {} Fix what is wrong and continue: they are fetched again.": [
    "The first request failed. Fix what is wrong and continue: they are fetched again.",
    "The first 7 requests all failed. Fix what is wrong and continue: they are fetched again.",
  ],
  "{what}, as many as you allow. Look at them under Failed, and continue when it is all right.": [
    "1 request failed, as many as you allow. Look at them under Failed, and continue when it is all right.",
    "7 requests failed, as many as you allow. Look at them under Failed, and continue when it is all right.",
  ],
  "{} ({status}).": ["The table has no room for the answer's further columns (200)."],
  "{} {}, trying again in {}": ["7 server problem (500), trying again in 7 ms"],
  "{} failed: {}": ["7 failed: no such record (404)"],
  "{} failed after {}: {}": ["7 failed after 7 ms: host not found"],
};

/** Where parts of sentences are, by what stands before them. */
const PARTS: [path: string, before: RegExp, group: Group][] = [
  ["crates/shape/src/error.rs", /not_json\(\s*|within: /, "words"],
  ["crates/shape/src/format/xml.rs", /not_xml\(text, \w+, |within: /, "words"],
  ["crates/shape/src/found.rs", /f\.write_str\(|write!\(f, (?!"`)/, "places"],
  ["crates/engine/src/journal.rs", /\s(?!RunEvent)[A-Z]\w+ => /, "reasons"],
  ["crates/engine/src/journal.rs", /RunEvent::\w+ => |Event::\w+(?: \{[^}]*\})? => (?:\{\s*)?format!\(/, "log"],
  ["crates/engine/src/journal.rs", /page => format!\(|is_empty\(\) \{ /, "labels"],
  ["crates/paging/src/follow.rs", /wanted == 1 \{ |else \{ format!\(/, "words"],
  ["crates/engine/src/client.rs", /unreadable\(/, "words"],
  ["crates/export/src/error.rs", /[A-Z]\w+ => /, "words"],
  ["crates/import/src/error.rs", /[A-Z]\w+ => /, "words"],
  ["crates/import/src/content.rs", /\) => |", |Other\(|Some\((?="a)/, "words"],
  ["crates/import/src/source.rs", /refuse\(|unwrap_or\(/, "words"],
  ["crates/import/src/workbook.rs", /refuse\(/, "words"],
  ["crates/store/src/schema.rs", /let detail = format!\(/, "words"],
  ...sources
    .filter(({ path }) => path.startsWith("crates/store/"))
    .map(({ path }): [string, RegExp, Group] => [path, /Fault::broken\((?:format!\()?/, "words"]),
];

/** Takes the place of a hole; it may be a number, a status, and a name. */
const ANYTHING = "777";

function unknownIn(patterns: Patterns, text: string, groups: readonly Group[]): string[] {
  const comes = PUT_TOGETHER[text] ?? [filled(text, ANYTHING)];
  const parts = comes.flatMap((message) => patterns.parts(message, groups));
  // A hole of its own is a sentence that is collected where it is made.
  return parts.filter((part) => !part.isKnown && part.text !== ANYTHING).map((part) => part.text);
}

const others = Object.keys(LANGUAGES).flatMap((language) => {
  const catalogue = sentencesOf(language);
  return catalogue ? [[language, catalogue] as [string, Catalogue]] : [];
});

it("is in every language but English", () => {
  expect(["en", ...others.map(([language]) => language)].sort()).toEqual(Object.keys(LANGUAGES).sort());
});

const errors = sources.flatMap(({ source }) => textsBehind(source, /#\[error\(\s*/));
const sentences = sources.flatMap(({ source }) => textsIn(source).filter(isSentence));
const whole = [...new Set([...errors, ...sentences])];
const parts = PARTS.map(([path, before, group]) => {
  const source = sources.find((one) => one.path === path)?.source ?? "";
  return { path, group, before, texts: textsBehind(source, before) };
});

describe("the sources", () => {
  it("say something", () => {
    expect(errors.length).toBeGreaterThan(70);
    expect(whole.length).toBeGreaterThan(190);
    const silent = parts.filter(({ path, texts }) => texts.length === 0 && !path.startsWith("crates/store/"));
    expect(silent.map(({ path, before }) => `${path} ${before}`)).toEqual([]);
  });

  it("still say what is left out here", () => {
    const all = new Set([...whole, ...parts.flatMap(({ texts }) => texts)]);
    expect(Object.keys({ ...NEVER_SHOWN, ...PUT_TOGETHER }).filter((text) => !all.has(text))).toEqual([]);
  });
});

describe.each(others)("what the engine says, in %s", (_, catalogue) => {
  const patterns = new Patterns(catalogue);

  it("every sentence and every error is known", () => {
    const shown = whole.filter((text) => !(text in NEVER_SHOWN));
    // The reason of damage is a part of a sentence.
    const unknown = shown.flatMap((text) => unknownIn(patterns, text, ["sentences", "words"]));
    expect(unknown).toEqual([]);
  });

  it("so is every part of a sentence, of a place and of the log", () => {
    const unknown = parts.flatMap(({ texts, group, path }) =>
      texts.flatMap((text) => unknownIn(patterns, text, [group])).map((text) => `${path}: ${text}`),
    );
    expect(unknown).toEqual([]);
  });
});
