import i18n from "../../i18n";

/** Those that answers come in, by their names in the Encoding Standard. */
export const CHARSETS = [
  "utf-8",
  "utf-16le",
  "windows-1252",
  "iso-8859-15",
  "windows-1250",
  "windows-1251",
  "koi8-r",
  "shift_jis",
  "euc-jp",
  "gb18030",
  "big5",
  "euc-kr",
] as const;

/** What a charset is called; one that is not in the list by its own name. */
export const charsetWords = (charset: string | null): string =>
  charset === null ? i18n.t("shape:found") : i18n.t(`shape:charset.names.${charset}`, { defaultValue: charset });
