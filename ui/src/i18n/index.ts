import i18n from "i18next";
import { initReactI18next } from "react-i18next";
import { formatNumber } from "../app/format";

// One file per namespace: src/i18n/en/<namespace>.json. A second language is a second folder.
const files = import.meta.glob<Record<string, unknown>>("./en/*.json", { eager: true, import: "default" });

const en = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/(.*)\.json$/, "$1"), texts]),
);

void i18n.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en },
  ns: Object.keys(en),
  defaultNS: "app",
  initAsync: false,
  returnNull: false,
  interpolation: {
    // React escapes already.
    escapeValue: false,
  },
});

// `{{count, number}}` in a text: the user's locale with thin grouping.
i18n.services.formatter?.add("number", (value) => (typeof value === "number" ? formatNumber(value) : String(value)));

export default i18n;
