import i18n from "../i18n";
import { locale } from "./locale";
import { textLocale } from "./textLocale";

/** The clock of the user has twelve hours or twenty-four, in whatever language its days are named. */
const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions();

/** A way to write times, to be asked for each time that one is written: its words follow the language of the texts. */
export function dateFormat(options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return () => {
    let format = made.get(i18n.language);
    if (!format) {
      const wanted = textLocale();
      format = new Intl.DateTimeFormat(wanted, wanted === locale ? options : { ...options, hourCycle });
      made.set(i18n.language, format);
    }
    return format;
  };
}
