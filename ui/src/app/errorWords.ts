import type { AppError, ErrorCode } from "../bindings";
import i18n from "../i18n";

/** Of these our own words say all that the engine's sentence does. */
const SAYS_ALL: ReadonlySet<ErrorCode> = new Set([
  "read_only",
  "plan_changed",
  "nothing_to_do",
  "run_active",
  "no_run",
  "no_document",
  "view_gone",
  "too_large",
  "cancelled",
]);

/**
 * What went wrong by its code, in the language of the window; and the engine's own sentence, which is English, where that is
 * the language or where it says more.
 */
export function errorParts({ code, message }: AppError): { title: string; detail: string | null } {
  const isSaid = i18n.language !== "en" && SAYS_ALL.has(code);
  return {
    title: i18n.t(`errors:${code}`, { defaultValue: i18n.t("errors:title") }),
    detail: isSaid || message === "" ? null : message,
  };
}

/** The same as one text, for where there is room for no more. */
export function errorWords(error: AppError): string {
  const { title, detail } = errorParts(error);
  return detail === null ? title : i18n.t("errors:withDetail", { title, message: detail });
}
