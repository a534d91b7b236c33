import type { Estimate, RateUnit } from "../bindings";
import i18n from "../i18n";
import { formatNumber } from "./format";
import { spanParts } from "./moment";

/** Shorter than this is not worth a figure. */
const FEW_SECONDS = 10;

/** "about 1 h 7 min" without its "about": the largest unit and the next one. */
export function formatSpan(seconds: number): string {
  if (seconds < FEW_SECONDS) return i18n.t("estimate:span.few");
  const parts = spanParts(seconds);
  return (["days", "hours", "minutes", "seconds"] as const)
    .filter((unit) => parts[unit] > 0)
    .map((unit) => i18n.t(`estimate:span.${unit}`, { count: parts[unit] }))
    .join(" ");
}

/** "5/s", "20/min", "10/h". */
export const paceWords = (value: string, per: RateUnit): string => i18n.t(`estimate:pace.${per}`, { value });

/** A pace in the unit in which it is no fraction: 5/s, 20/min, 10/h. */
export function formatPace(perSecond: number): string {
  const digits = (value: number) => formatNumber(value, value < 10 ? 2 : value < 100 ? 1 : 0);
  if (perSecond >= 1 || perSecond === 0) return paceWords(digits(perSecond), "second");
  if (perSecond * 60 >= 1) return paceWords(digits(perSecond * 60), "minute");
  return paceWords(digits(perSecond * 3600), "hour");
}

/** How long a run will take, in whole clauses; the first is about its requests. */
export function estimateWords(estimate: Estimate, equal: number): string[] {
  const { requests, seconds, perSecond, basis, quota } = estimate;
  const words: string[] = [];
  const of = i18n.t("estimate:requests", { count: requests });
  if (seconds === null || basis === null || perSecond === null) words.push(of);
  else
    words.push(
      i18n.t(basis === "rate" ? "estimate:atRate" : "estimate:atMeasured", {
        requests: of,
        pace: formatPace(perSecond),
        span: formatSpan(seconds),
      }),
    );
  if (quota !== null && quota.days > 1)
    words.push(i18n.t("estimate:quota", { host: quota.host, perDay: quota.perDay, count: quota.days }));
  if (equal > 0) words.push(i18n.t("estimate:equal", { count: equal }));
  return words;
}
