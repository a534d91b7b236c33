import i18n from "../i18n";
import { locale } from "./locale";

/**
 * For what has words in it, such as dates and lists: the language of the texts around them, with the habits of the user's
 * region. English texts in Germany: `en-DE`. Numbers have no words: they are the user's whatever the texts are.
 */
export function textLocale(): string {
  const user = new Intl.Locale(locale);
  if (user.language === i18n.language) return locale;
  const { region } = user.maximize();
  return region ? `${i18n.language}-${region}` : i18n.language;
}
