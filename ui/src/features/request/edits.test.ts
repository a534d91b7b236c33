import { describe, expect, it } from "vitest";
import { jsonFault, type TextPlace } from "./BodyEditor";
import { freeName, likelyId } from "./edits";
import { isSecretName, SECRETS } from "./secrets";

describe("likelyId", () => {
  it.each<[string, string | null]>([
    ["https://api.example.com/items/42", "42"],
    ["https://api.example.com/items/42/parts", "42"],
    ["https://api.example.com/v1/items/7?x=1", "7"],
    ["https://api.example.com/items?id=0042&x=y", "0042"],
    // Neither a port, nor a version, nor a part of a name.
    ["http://127.0.0.1:8080/items", null],
    ["https://api.example.com/v2/items", null],
    ["https://api.example.com/item42", null],
    ["", null],
  ])("%s", (address, expected) => {
    const found = likelyId(address);
    expect(found?.number ?? null).toBe(expected);
    if (found) expect(address.slice(found.from, found.from + found.number.length)).toBe(expected);
  });
});

describe("freeName", () => {
  it.each<[string[], string]>([
    [[], "id"],
    [["id"], "id2"],
    [["id", "id2"], "id3"],
  ])("%o", (taken, expected) => expect(freeName(taken)).toBe(expected));
});

describe("isSecretName", () => {
  it.each([
    ["Authorization", true],
    [" x-api-key ", true],
    ["key", true],
    ["my-api-key", true],
    ["next_page_token", false],
    ["keyboard", false],
    ["Accept", false],
    ["", false],
  ])("%s", (name, expected) => expect(isSecretName(name)).toBe(expected));

  it("knows the same names as the model crate", () => {
    const [rust = ""] = Object.values(
      import.meta.glob<string>("../../../../src-tauri/crates/model/src/request.rs", {
        eager: true,
        query: "?raw",
        import: "default",
      }),
    );
    for (const [name, ours] of Object.entries(SECRETS)) {
      const list = new RegExp(`const ${name}: \\[&str; \\d+\\] =\\s*\\[([^\\]]*)\\]`).exec(rust)?.[1] ?? "";
      expect([...list.matchAll(/"([^"]+)"/g)].map((match) => match[1])).toEqual(ours);
    }
  });
});

describe("jsonFault", () => {
  it.each<[string, TextPlace | "none" | null]>([
    ['{"id": "{id}"}', "none"],
    ['{"id": {id}}', "none"],
    ['{"price": {euro}.{cent}, "price": 2}', "none"],
    ["[1, 2]", "none"],
    ["id={id}", null],
    ["", null],
    ['{"id": ', { line: 1, column: 8 }],
    ['{\n  "id": {id},\n}', { line: 3, column: 1 }],
    ['{"id": {id} "x": 1}', { line: 1, column: 13 }],
  ])("%s", (body, expected) => {
    expect(jsonFault(body)).toEqual(expected);
  });
});
