/** The sources of a program in Rust, as far as they say something: what of it is told to people. */

/** A comment, a character, a raw text, or a text; only the last is taken. */
const TOKEN = /\/\/[^\n]*|'(?:\\.|[^'\\])'|r(#*)"[\s\S]*?"\1|"((?:\\[\s\S]|[^"\\])*)"/g;

/** As the program has it: lines that go on are joined, and what was escaped stands for itself. */
const unescaped = (text: string) =>
  text
    .replace(/\\\n\s*/g, "")
    .replace(/\\n/g, "\n")
    .replace(/\\(["'\\])/g, "$1");

/** The tests of a module stand at its end. */
const withoutTests = (source: string) => source.split(/#\[cfg\(test\)\]\s*mod \w+ \{/)[0] ?? "";

/** All texts of a source, in the order in which they are written. */
export function textsIn(source: string): string[] {
  return [...withoutTests(source).matchAll(TOKEN)].flatMap(([, , text]) =>
    text === undefined ? [] : [unescaped(text)],
  );
}

/** The texts of a source that stand behind one of these. */
export function textsBehind(source: string, before: RegExp): string[] {
  const behind = new RegExp(`(?:${before.source})"((?:\\\\[\\s\\S]|[^"\\\\])*)"`, "g");
  return [...withoutTests(source).matchAll(behind)].map((match) => unescaped(match.at(-1) ?? ""));
}

/** Begins as a sentence, or with a hole, and ends as one. */
export const isSentence = (text: string) => /^["“`]?[\p{Lu}{.][^\n]* [^\n]*\.$/u.test(text);

/** As it comes to the window: something in every hole. */
export const filled = (text: string, value: string) =>
  text
    .replace(/\{(?!\{)[^{}]*\}/g, value)
    .replaceAll("{{", "{")
    .replaceAll("}}", "}");
