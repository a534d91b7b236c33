import { formatDuration, formatRate } from "../../app/format";
import { isAgain } from "../../app/runRequest";
import { waitWords } from "../../app/wait";
import type { PauseReason, Progress } from "../../bindings";
import i18n from "../../i18n";

/** "Paused: the API refused the key". */
export const pauseWords = ({ code }: PauseReason): string => i18n.t(`run:pausedItself.${code}`);

const t = (key: string, values: Record<string, unknown> = {}) => i18n.t(`run:${key}`, values);

/** A run in clauses, the first of which says the most: "812 of 1 000", "3 failed", "240/s", "0:01 left". */
export function runWords(run: Progress, pause: PauseReason | null): string[] {
  const isOver = ["finished", "stopped", "pausedItself", "broken"].includes(run.phase);
  const parts = [t("text.done", { done: run.done, total: run.total })];
  if (run.failed > 0) parts.push(t("text.failed", { count: run.failed }));
  // Of as many as are known so far: an answer may tell of more.
  if (run.pages !== null) parts.push(t("text.pages", { done: run.pages.fetched, count: run.pages.known }));
  if (isAgain(run.mode)) parts.push(...againWords(run, isOver));
  if (run.reused > 0) parts.push(t("text.reused", { count: run.reused }));
  if (run.phase === "pausedItself") parts.unshift(pause ? pauseWords(pause) : t("text.paused"));
  else if (run.phase === "running" && run.wait !== null) parts.unshift(waitWords(run.wait));
  else if (run.phase !== "running") parts.unshift(t(`text.${run.phase}`));
  // While nothing is sent a speed of the last seconds and what it would mean for the rest say nothing.
  if (run.phase === "running" && run.wait === null) {
    if (run.perSecond > 0) parts.push(t("text.rate", { rate: formatRate(run.perSecond) }));
    if (run.leftMs !== null) parts.push(t("text.left", { time: formatDuration(run.leftMs) }));
  }
  if (isOver && run.elapsedMs > 0) parts.push(t("text.took", { time: formatDuration(run.elapsedMs) }));
  return parts;
}

/** What a run does with requests that had an outcome already. */
function againWords(run: Progress, isOver: boolean): string[] {
  const good = run.runDone - run.runFailed;
  if (run.mode === "selected")
    return isOver
      ? [t("text.again", { done: run.runDone, count: run.runTotal })]
      : [t("text.fetchingAgain", { count: run.runTotal }), t("text.done", { done: run.runDone, total: run.runTotal })];
  if (isOver) return [t("text.recovered", { count: good, total: run.runTotal })];
  return [
    t("text.retrying", { count: run.runTotal }),
    t("text.done", { done: run.runDone, total: run.runTotal }),
    t("text.recoveredSoFar", { count: good }),
  ];
}
