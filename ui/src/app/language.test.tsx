import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { textsOf } from "../i18n";
import { closeWindow, openWindow } from "../test/window";
import { restoreLanguage, setLanguage } from "./language";
import { showTab } from "./window";

const KEY = "fetchgrid.language";

afterEach(async () => {
  await closeWindow();
  act(() => setLanguage("en"));
  localStorage.clear();
});

/** Opens the menu, whatever it is called at the moment, and takes a language. */
async function choose(user: Awaited<ReturnType<typeof openWindow>>["user"], menu: string, language: string) {
  await user.click(screen.getByLabelText(menu));
  await user.click(within(await screen.findByRole("menu")).getByRole("menuitemradio", { name: language }));
}

describe("the language of the window", () => {
  it("changes at once, and nothing that was typed is lost", async () => {
    const { user } = await openWindow({ open: "sample" });
    const address = screen.getByLabelText("Address");
    await user.type(address, "?a=1");
    const typed = (address as HTMLInputElement).value;
    await choose(user, "Theme, text size and language", "Nederlands");

    for (const words of ["Starten", "Eén testen", "Resultaten"]) expect(screen.getByText(words)).toBeInTheDocument();
    expect(screen.queryByText("Run")).not.toBeInTheDocument();
    // The same field, and what is in it.
    expect(screen.getByLabelText("Adres")).toBe(address);
    expect(address).toHaveValue(typed);
    expect(document.documentElement.lang).toBe("nl");
    expect(localStorage.getItem(KEY)).toBe("nl");

    await choose(user, "Thema, tekstgrootte en taal", "English");
    expect(screen.getByText("Run")).toBeInTheDocument();
    expect(document.documentElement.lang).toBe("en");
  });

  it("keeps the tab and what the run has come to", async () => {
    const { user, arrive } = await openWindow({ open: "sample" });
    await user.click(screen.getByText("Run"));
    await arrive(40);
    act(() => showTab("activity"));
    act(() => setLanguage("nl"));
    expect(screen.getByText("40 van 100")).toBeInTheDocument();
    expect(screen.getByRole("tab", { name: "Activiteit" })).toHaveAttribute("aria-selected", "true");
    expect(screen.getByText("Pauzeren")).toBeInTheDocument();
  });

  it("says in the menu which one is chosen, and what the system speaks", async () => {
    const { user } = await openWindow();
    act(() => setLanguage("system"));
    await user.click(screen.getByLabelText("Theme, text size and language"));
    const menu = within(await screen.findByRole("menu"));
    expect(menu.getByRole("menuitemradio", { name: "System (English)" })).toHaveAttribute("aria-checked", "true");
    expect(menu.getByRole("menuitemradio", { name: "Nederlands" })).toHaveAttribute("aria-checked", "false");
    expect(menu.getByRole("menuitemradio", { name: "Nederlands" })).toHaveAttribute("lang", "nl");
  });
});

/** Columns of the answers: data, whatever the language. */
const COLUMNS = ["name"];

/** Texts without holes of the English catalogue that are no Dutch ones as well. */
function englishOnly(): Set<string> {
  const plain = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(value as object).flatMap(plain);
  const [english, dutch] = [plain(textsOf("en")), new Set([...plain(textsOf("nl")), ...COLUMNS])];
  return new Set(english.filter((text) => !dutch.has(text)));
}

/** What is read or heard. */
function textsShown(): string[] {
  const elements = [...document.body.querySelectorAll("*")];
  const heard = ["aria-label", "aria-description", "aria-valuetext", "title", "placeholder", "alt"];
  return elements.flatMap((element) => [
    ...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent ?? ""),
    ...heard.flatMap((name) => element.getAttribute(name) ?? []),
  ]);
}

it("no part of a Dutch window stays English", async () => {
  const { user } = await openWindow({ open: "finished", ids: 200 });
  const english = englishOnly();
  expect(textsShown().filter((text) => english.has(text)).length).toBeGreaterThan(30);
  act(() => setLanguage("nl"));
  const look = () => expect(textsShown().filter((text) => english.has(text))).toEqual([]);
  look();
  for (const tab of ["failed", "shape", "preview", "activity", "results"] as const) {
    act(() => showTab(tab));
    await screen.findByRole("tabpanel");
    look();
  }
  for (const keys of ["{F1}", "{Control>}e{/Control}"]) {
    await user.keyboard(keys);
    await screen.findByRole("dialog");
    look();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  }
});

describe("at the start", () => {
  const languages = Object.getOwnPropertyDescriptor(navigator, "languages");
  const systemIs = (tags: string[]) =>
    Object.defineProperty(navigator, "languages", { configurable: true, get: () => tags });
  afterEach(() => {
    if (languages) Object.defineProperty(navigator, "languages", languages);
    else Reflect.deleteProperty(navigator, "languages");
  });

  it.each([
    ["the system's", ["nl-NL"], null, "nl"],
    ["the system's, where there are texts in it", ["de-DE"], null, "en"],
    ["the system's, when that was chosen", ["nl-NL"], "system", "nl"],
    ["the chosen one", ["nl-NL"], "en", "en"],
    ["the system's, when what was stored is none", ["nl-NL"], "xx", "nl"],
  ])("it is %s", (_name, tags, stored, expected) => {
    systemIs(tags);
    if (stored !== null) localStorage.setItem(KEY, stored);
    act(restoreLanguage);
    expect(document.documentElement.lang).toBe(expected);
  });
});
