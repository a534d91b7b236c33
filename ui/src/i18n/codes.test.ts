import { describe, expect, it } from "vitest";
import bindings from "../bindings/index.ts?raw";
import { textsOf } from ".";
import { LANGUAGES, type Language } from "./languages";

/** The codes of a type of the bindings, as the Rust side has them. */
function codesOf(type: string): string[] {
  const union = new RegExp(`export type ${type} = ([^;]+);`).exec(bindings)?.[1] ?? "";
  return [...union.matchAll(/"([a-zA-Z_]+)"/g)].map((match) => match[1] ?? "");
}

/** Fields whose number may be out of its range. */
const NUMBERS = ["workers", "timeout", "retries", "backoff", "rate", "perDay", "maxBytes"];

const keysOf: [type: string, keys: (code: string) => string[]][] = [
  ["ErrorCode", (code) => [`errors.${code}`]],
  [
    "ProblemCode",
    (code) =>
      code === "out_of_range" ? NUMBERS.map((field) => `problems.out_of_range.${field}`) : [`problems.${code}`],
  ],
  ["PauseCode", (code) => [`run.why.${code}`, `run.pausedItself.${code}`]],
  ["WaitKind", (code) => [`run.wait.${code}`]],
  ["FailureCategory", (code) => [`detail.category.${code}`, `failures.advice.${code}`]],
];

const textAt = (language: Language, key: string): unknown =>
  key.split(".").reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], textsOf(language));

describe.each(Object.keys(LANGUAGES) as Language[])("in %s", (language) => {
  it.each(keysOf)("every %s has its words", (type, keys) => {
    const codes = codesOf(type);
    expect(codes.length).toBeGreaterThan(2);
    const needed = codes.flatMap(keys);
    expect(needed.filter((key) => typeof textAt(language, key) !== "string")).toEqual([]);
  });
});

it("only fields that there are can be out of their range", () => {
  const fields = [...bindings.matchAll(/"at": "([a-zA-Z]+)"/g)].map((match) => match[1]);
  expect(NUMBERS.filter((field) => !fields.includes(field))).toEqual([]);
});
