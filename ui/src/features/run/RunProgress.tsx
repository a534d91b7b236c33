import { useTranslation } from "react-i18next";
import { isRunnable, useCheck, usePause, useProgress } from "../../app/document";
import type { Progress } from "../../bindings";
import { DetailTip } from "../../components/DetailTip";
import { said } from "../../i18n/sentences";
import { Announcement } from "./Announcement";
import classes from "./run.module.css";
import { pauseWords, runWords } from "./runWords";

/** "812 of 1 000 · 3 failed · 240/s · 0:01 left" over a bar of two colours that never moves by itself. */
export function RunProgress() {
  const { t } = useTranslation("run");
  const progress = useProgress();
  const pause = usePause();
  // Always of the whole plan, whatever part of it this run fetches.
  const { total, failed } = progress;
  const good = progress.done - failed;
  const percent = (part: number) => (total > 0 ? (100 * part) / total : 0);
  const idle = useIdleWords(progress);
  const [head, ...tail] = progress.phase === "idle" ? idle : runWords(progress, pause);
  const words = [head, ...tail].join(" · ");

  return (
    <div className={classes.progress}>
      <div className={classes.line}>
        <div className={classes.text} title={progress.wait || pause ? words : undefined}>
          <strong>{head}</strong>
          {tail.map((part) => ` · ${part}`).join("")}
        </div>
        {/* How the run is done otherwise than was asked. */}
        {progress.note !== null && <DetailTip text={said(progress.note)} className={classes.note} />}
      </div>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={t("progress")}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={good + failed}
        aria-valuetext={words}
      >
        <div className={classes.good} style={{ width: `${percent(good)}%` }} />
        <div className={classes.bad} style={{ width: `${percent(failed)}%` }} />
      </div>
      <Announcement />
    </div>
  );
}

/** Before any run of this session: what is there, or what is still to be done. */
function useIdleWords({ done, total, failed }: Progress): string[] {
  const { t } = useTranslation("run");
  const check = useCheck();
  const pause = usePause();
  if (done > 0)
    return [
      ...(pause ? [pauseWords(pause)] : []),
      t("text.fetched", { done, total }),
      ...(failed > 0 ? [t("text.failed", { count: failed })] : []),
    ];
  if (pause) return [pauseWords(pause)];
  // A form with a fault plans nothing, whatever could be counted of it.
  if (check?.requests && isRunnable(check)) return [t("text.planned", { count: check.requests })];
  return [t("text.notReady")];
}
