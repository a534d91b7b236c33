import { create } from "zustand";
import i18n from "../i18n";
import { isLanguage, type Language, languageFor } from "../i18n/languages";

/** "system": the language of the system, where there are texts in it. */
export type LanguageChoice = "system" | Language;

const KEY = "fetchgrid.language";

const useChoice = create<{ choice: LanguageChoice }>(() => ({ choice: "system" }));

export const systemLanguage = (): Language => languageFor(navigator.languages ?? [navigator.language]);

function show(choice: LanguageChoice): void {
  const language = choice === "system" ? systemLanguage() : choice;
  // A screen reader speaks the texts by it, and the browser hyphenates them.
  document.documentElement.lang = language;
  // Everything that shows a text listens for this and is drawn anew; nothing that was typed or fetched is touched.
  void i18n.changeLanguage(language);
  useChoice.setState({ choice });
}

export function setLanguage(choice: LanguageChoice): void {
  localStorage.setItem(KEY, choice);
  show(choice);
}

/** As it was left; once, at the start. */
export function restoreLanguage(): void {
  const stored = localStorage.getItem(KEY);
  show(isLanguage(stored) ? stored : "system");
}

export const useLanguageChoice = (): LanguageChoice => useChoice((state) => state.choice);
