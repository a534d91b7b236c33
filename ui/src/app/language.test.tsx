import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
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
