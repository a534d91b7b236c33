import type { ListPlace, RecordPlace, Records, ShapeSurvey } from "../../bindings";
import i18n from "../../i18n";
import { parsePath } from "./jsonPath";

const t = (key: string, values: Record<string, unknown> = {}) => i18n.t(`shape:${key}`, values);

/** "20 objects in each of 42 answers": why a place could be the rows. */
export function placeEvidence({ path, unit, answers, least, most, of }: RecordPlace): string {
  if (path === "$" && unit === "elements" && least === 1 && most === 1) return t("rows.evidence.one");
  const what = t(`rows.evidence.${of}`, { count: most });
  if (least === most) return t("rows.evidence.same", { rows: most, of: what, count: answers });
  return t("rows.evidence.range", { least, most, of: what, count: answers });
}

/** "2 to 51 parts in 826 rows". */
export function listEvidence({ records, least, most }: ListPlace): string {
  if (records === 0) return t("lists.nowhere");
  return least === most
    ? t("lists.same", { parts: t("lists.parts", { count: most }), count: records })
    : t("lists.evidence", { least, most, count: records });
}

/** Where the rows are by themselves, in most answers. */
export const foundPlace = (survey: ShapeSurvey | null): RecordPlace | null =>
  survey?.places.find(({ found }) => found > 0) ?? null;

type At = Extract<Records, { kind: "at" }>;

/** The elements of a list are the rows whether they are spoken of or their list is. */
const plainPath = ({ path, unit }: Pick<At, "path" | "unit">): string =>
  unit === "elements" && parsePath(path) !== null ? path.replace(/\[\*\]$/, "") : path;

export const isSamePlace = (a: Pick<At, "path" | "unit">, b: Pick<At, "path" | "unit">): boolean =>
  a.unit === b.unit && plainPath(a) === plainPath(b);
