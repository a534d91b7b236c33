import { describe, expect, it } from "vitest";
import type { RequestTemplate } from "../bindings";
import { placeholdersIn, splitPlaceholders } from "./placeholders";

const field = (name: string, value: string, enabled = true) => ({ name, value, enabled, secret: false });
const request = (change: Partial<RequestTemplate>): RequestTemplate => ({
  method: "GET",
  address: "",
  query: [],
  headers: [],
  body: "",
  ...change,
});

describe("splitPlaceholders", () => {
  it.each<[string, (string | [string])[]]>([
    ["", []],
    ["https://a/{id}", ["https://a/", ["id"]]],
    ["{a}{b}", [["a"], ["b"]]],
    ["{a.b-c_1}x", [["a.b-c_1"], "x"]],
    // Braces of JSON are text.
    ['{"id": "{id}"}', ['{"id": "', ["id"], '"}']],
    ["{1a} {} { id } {id", ["{1a} {} { id } {id"]],
    ["{{id}}", ["{", ["id"], "}"]],
  ])("%s", (text, expected) => {
    const parts = splitPlaceholders(text);
    expect(parts.map((part) => (part.placeholder === null ? part.text : [part.placeholder]))).toEqual(expected);
    expect(parts.map((part) => part.text).join("")).toBe(text);
  });
});

describe("placeholdersIn", () => {
  it.each<[string, Partial<RequestTemplate>, string[]]>([
    [
      "address, query, headers, body in this order",
      {
        method: "POST",
        body: "{d}",
        headers: [field("X", "{c}")],
        query: [field("q", "{b}")],
        address: "https://h/{a}",
      },
      ["a", "b", "c", "d"],
    ],
    ["once each", { address: "{a}/{a}", query: [field("{a}", "{b}")] }, ["a", "b"]],
    ["not of what is left out", { query: [field("q", "{b}", false)], body: "{c}" }, []],
  ])("%s", (_, change, expected) => {
    expect(placeholdersIn(request(change))).toEqual(expected);
  });
});
