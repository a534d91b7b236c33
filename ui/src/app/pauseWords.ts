import type { PauseReason } from "../bindings";
import i18n from "../i18n";
import { formatMoment } from "./moment";

/** Why a run paused itself and what to do about it, in sentences; with the time from which it makes sense to go on. */
export function pauseSentence({ code, untilMs }: PauseReason, nowMs = Date.now()): string {
  const sentence = i18n.t(`run:why.${code}`);
  // A time that is over says nothing any more.
  if (untilMs === null || untilMs <= nowMs) return sentence;
  const time = formatMoment(untilMs, nowMs);
  return code === "quota" ? i18n.t("run:why.quotaUntil", { time }) : i18n.t("run:why.until", { sentence, time });
}
