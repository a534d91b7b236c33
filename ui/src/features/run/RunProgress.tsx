import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { documentStore, isRunnable, useCheck, usePhase, useProgress } from "../../app/document";
import { formatDuration, formatRate } from "../../app/format";
import type { Progress } from "../../bindings";
import classes from "./run.module.css";

/** "812 of 1 000 · 3 failed · 240/s · 0:01 left" over a bar of two colours that never moves by itself. */
export function RunProgress() {
  const { t } = useTranslation("run");
  const progress = useProgress();
  const check = useCheck();
  // Always of the whole plan, whatever part of it this run fetches.
  const { total, failed } = progress;
  const good = progress.done - failed;
  const percent = (part: number) => (total > 0 ? (100 * part) / total : 0);

  const [head, ...tail] = progress.phase === "idle" ? idleText() : runText(progress);

  function idleText(): string[] {
    if (progress.done > 0)
      return [
        t("text.fetched", { done: progress.done, total }),
        ...(failed > 0 ? [t("text.failed", { count: failed })] : []),
      ];
    // A form with a fault plans nothing, whatever could be counted of it.
    if (check?.requests && isRunnable(check)) return [t("text.planned", { count: check.requests })];
    return [t("text.notReady")];
  }

  function runText(run: Progress): string[] {
    const isOver = run.phase === "finished" || run.phase === "stopped" || run.phase === "broken";
    const parts = [t("text.done", { done: run.done, total: run.total })];
    if (run.failed > 0) parts.push(t("text.failed", { count: run.failed }));
    if (run.mode === "retryFailed") {
      const recovered = run.runDone - run.runFailed;
      if (isOver) parts.push(t("text.recovered", { count: recovered, total: run.runTotal }));
      else
        parts.push(
          t("text.retrying", { count: run.runTotal }),
          t("text.done", { done: run.runDone, total: run.runTotal }),
          t("text.recoveredSoFar", { count: recovered }),
        );
    }
    if (run.phase === "paused" || run.phase === "stopping" || isOver) parts.unshift(t(`text.${run.phase}`));
    if (run.phase === "running" && run.perSecond > 0) parts.push(t("text.rate", { rate: formatRate(run.perSecond) }));
    if (run.phase === "running" && run.leftMs !== null)
      parts.push(t("text.left", { time: formatDuration(run.leftMs) }));
    if (isOver && run.elapsedMs > 0) parts.push(t("text.took", { time: formatDuration(run.elapsedMs) }));
    return parts;
  }

  return (
    <div className={classes.progress}>
      <div className={classes.text}>
        <strong>{head}</strong>
        {tail.map((part) => ` · ${part}`).join("")}
      </div>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={t("progress")}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={good + failed}
        aria-valuetext={[head, ...tail].join(" · ")}
      >
        <div className={classes.good} style={{ width: `${percent(good)}%` }} />
        <div className={classes.bad} style={{ width: `${percent(failed)}%` }} />
      </div>
      <Announcement />
    </div>
  );
}

/** Tells a screen reader when the run begins, pauses and ends, and not ten times a second. */
function Announcement() {
  const { t } = useTranslation("run");
  const phase = usePhase();
  if (phase === "idle" || phase === "stopping") return null;
  const { done, failed, total } = documentStore.getState().progress;
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {t(`announce.${phase}`, { done, failed, total })}
    </VisuallyHidden>
  );
}
