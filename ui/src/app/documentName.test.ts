import { afterEach, expect, it } from "vitest";
import i18n from "../i18n";
import { documentName } from "./documentName";

afterEach(() => void i18n.changeLanguage("en"));

it.each([
  ["en", { name: "Untitled", path: null }, "Untitled"],
  ["nl", { name: "Untitled", path: null }, "Naamloos"],
  ["nl", { name: "Sample", path: "/drafts/1.fetchgrid", isDraft: true }, "Demo"],
  ["nl", { name: "api.example.com", path: null }, "api.example.com"],
  // A file has the name that it was given.
  ["nl", { name: "Untitled", path: "/home/ana/Untitled.fetchgrid" }, "Untitled"],
])("%s %o: %s", async (language, named, expected) => {
  await i18n.changeLanguage(language);
  expect(documentName(named)).toBe(expected);
});
