import i18n from "i18next";
import { initReactI18next } from "react-i18next";
import { formatNumber } from "../app/format";
import { LANGUAGES, type Language } from "./languages";

// One file per namespace: src/i18n/<language>/<namespace>.json. All of them are in the program: a switch waits for nothing.
const files = import.meta.glob<Record<string, unknown>>("./*/*.json", { eager: true, import: "default" });

/** The texts of a language, by namespace. */
export function textsOf(language: Language): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith(`./${language}/`))
      .map(([path, texts]) => [path.replace(/^.*\/(.*)\.json$/, "$1"), texts]),
  );
}

const languages = Object.keys(LANGUAGES) as Language[];

void i18n.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: Object.fromEntries(languages.map((language) => [language, textsOf(language)])),
  ns: Object.keys(textsOf("en")),
  defaultNS: "app",
  initAsync: false,
  returnNull: false,
  interpolation: {
    // React escapes already.
    escapeValue: false,
  },
});

// `{{count, number}}` in a text: the user's locale with thin grouping, whatever the language.
i18n.services.formatter?.add("number", (value) => (typeof value === "number" ? formatNumber(value) : String(value)));

export default i18n;
