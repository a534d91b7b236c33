import type { AppError } from "../bindings";
import i18n from "../i18n";
import { said } from "../i18n/sentences";

/** What went wrong by its code, and what the engine says of it. */
export function errorParts({ code, message }: AppError): { title: string; detail: string | null } {
  return {
    title: i18n.t(`errors:${code}`, { defaultValue: i18n.t("errors:title") }),
    detail: message === "" ? null : said(message),
  };
}

/** The same as one text, for where there is room for no more. */
export function errorWords(error: AppError): string {
  const { title, detail } = errorParts(error);
  return detail === null ? title : i18n.t("errors:withDetail", { title, message: detail });
}
