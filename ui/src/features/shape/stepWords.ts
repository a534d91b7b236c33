import { readablePath } from "../../app/readablePath";
import type { AnswerFormat, ColumnKey, ListPolicy, Records, RecordUnit, ShapeStep } from "../../bindings";
import i18n from "../../i18n";
import { charsetWords } from "./charsets";

const t = (key: string, values: Record<string, unknown> = {}) => i18n.t(`shape:${key}`, values);

/** A JSONPath as it is shown: what it begins with is the same for all. */
export const pathWords = (path: string): string => (path === "$" ? t("place.whole") : path.replace(/^\$\.?/, ""));

/** What a column is called before anybody names it. */
export function keyWords({ origin, name }: ColumnKey): string {
  if (origin === "request") return t(`facts.${name}`, { defaultValue: name });
  return origin === "answer" ? pathWords(name) : readablePath(name);
}

export const formatWords = (format: AnswerFormat): string => t(`format.${format.kind}`);

export function placeWords({ path, unit }: { path: string; unit: RecordUnit }): string {
  return unit === "elements" ? pathWords(path) : t(`place.${unit}`, { path: pathWords(path) });
}

export const recordsWords = (records: Records): string => (records.kind === "auto" ? t("found") : placeWords(records));

export function policyWords(policy: ListPolicy): string {
  return policy.kind === "join"
    ? t("lists.joinedWith", { separator: policy.separator })
    : t(`lists.short.${policy.kind}`);
}

function columnsWords(kind: "hide" | "show" | "only", columns: readonly ColumnKey[]): string {
  const [first] = columns;
  if (kind !== "only" && columns.length === 1 && first) return t(`step.${kind}`, { column: keyWords(first) });
  return t(`step.${kind}Many`, { count: columns.length });
}

/** What a step does, in a few words. */
export function stepWords(step: ShapeStep): string {
  switch (step.kind) {
    case "readAs":
      return t("step.readAs", { format: step.format.kind === "auto" ? t("found") : formatWords(step.format) });
    case "charset":
      return t("step.charset", { charset: charsetWords(step.charset) });
    case "records":
      return t("step.records", { place: recordsWords(step.records) });
    case "list":
      return t("step.list", { path: step.path, policy: policyWords(step.policy) });
    case "rename": {
      const column = keyWords(step.column);
      return step.name?.trim() ? t("step.rename", { column, name: step.name }) : t("step.unname", { column });
    }
    case "retype":
      return t("step.retype", {
        column: keyWords(step.column),
        type: step.type === null ? t("found") : i18n.t(`app:types.${step.type}`),
      });
    case "hide":
    case "show":
    case "only":
      return columnsWords(step.kind, step.columns);
    case "order":
      return t("step.order");
    case "name":
      return t(`step.name.${step.naming}`);
  }
}
