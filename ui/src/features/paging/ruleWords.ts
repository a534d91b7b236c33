import type { PageRule, PagesEnd, Paging, PagingClue, PagingFound } from "../../bindings";
import i18n from "../../i18n";

const t = (key: string, values: Record<string, unknown> = {}) => i18n.t(`paging:${key}`, values);

/** A place in an answer without what all of them begin with. */
export const placeOf = (path: string): string => path.replace(/^\$\.?/, "") || path;

/** Where what tells the page is put: the name of a query parameter, or a place in the body. */
const parameterWords = (parameter: string): string =>
  parameter.startsWith("$.") ? t("inBody", { place: placeOf(parameter) }) : parameter;

const untilWords = (until: PagesEnd): string =>
  t(`until.${until.kind}`, { place: until.kind === "empty" ? "" : placeOf(until.path) });

/** How the further pages are asked for, as a clause. */
export function ruleWords(rule: PageRule): string {
  switch (rule.kind) {
    case "single":
    case "linkHeader":
      return t(`rule.${rule.kind}`);
    case "nextAddress":
      return t("rule.nextAddress", { place: placeOf(rule.path) });
    case "cursor":
      return t("rule.cursor", { place: placeOf(rule.path), parameter: parameterWords(rule.parameter) });
    case "pageNumber": {
      const numbers = [0, 1, 2].map((more) => rule.first + more).join(", ");
      return t("rule.pageNumber", {
        parameter: parameterWords(rule.parameter),
        numbers,
        until: untilWords(rule.until),
      });
    }
    case "offset": {
      const values = { parameter: parameterWords(rule.parameter), until: untilWords(rule.until) };
      return rule.step === null ? t("rule.offset", values) : t("rule.offsetBy", { ...values, step: rule.step });
    }
  }
}

/** The rule by its name, to be told from others. */
export function wayWords(rule: PageRule): string {
  const by = "parameter" in rule ? parameterWords(rule.parameter) : "path" in rule ? placeOf(rule.path) : "";
  return by === "" ? t(`way.${rule.kind}`) : `${t(`way.${rule.kind}`)} (${by})`;
}

/** The same in a word or two, with the most pages where there is a limit. */
export function shortWords({ rule, mostPages }: Paging): string {
  const kind = t(`short.${rule.kind}`);
  return rule.kind === "single" || mostPages === null ? kind : `${kind} · ${t("atMost", { count: mostPages })}`;
}

/** "This answer is page 1 of 42", as far as the answer tells. */
export function offerTitle({ records, totalRecords, totalPages }: PagingFound): string {
  if (totalPages !== null) return t("offer.pages", { pages: totalPages });
  return totalRecords === null ? t("offer.several") : t("offer.records", { records, count: totalRecords });
}

/** "info.pages is 42". */
export const clueWords = ({ place, value }: PagingClue): string => t("clue", { place: placeOf(place), value });
