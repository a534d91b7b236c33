/** The languages of the interface, by the folder of their texts, each with its own name for itself. */
export const LANGUAGES = { en: "English", nl: "Nederlands" } as const;

export type Language = keyof typeof LANGUAGES;

export const isLanguage = (name: string | null | undefined): name is Language =>
  typeof name === "string" && Object.hasOwn(LANGUAGES, name);

/** Of the languages that a user reads, in order, the first that there is; English for who reads none of them. */
export function languageFor(tags: readonly string[]): Language {
  return tags.map((tag) => tag.toLowerCase().split("-")[0]).find(isLanguage) ?? "en";
}
