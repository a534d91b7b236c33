import { VisuallyHidden } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { documentStore, usePause, usePhase } from "../../app/document";
import { pauseSentence } from "../../app/pauseWords";
import { waitWords } from "../../app/wait";

/** Who listens wants to hear that it waits, not of every try in between. */
const WAIT_EVERY_MS = 60_000;

/** Tells a screen reader when the run begins, waits, pauses and ends, and not ten times a second. */
export function Announcement() {
  const { t } = useTranslation("run");
  const phase = usePhase();
  const pause = usePause();
  const wait = useWaitNews(phase === "running");
  if (phase === "idle" || phase === "stopping") return null;
  const { done, failed, total } = documentStore.getState().progress;
  const news = phase === "pausedItself" && pause ? pauseSentence(pause) : "";
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {wait ?? t(`announce.${phase}`, { done, failed, total, news })}
    </VisuallyHidden>
  );
}

/** The wait in words: at once when it is of a new kind, else once a minute; and when it is over, that it goes on. */
function useWaitNews(isRunning: boolean): string | null {
  const { t } = useTranslation("run");
  const what = documentStore(({ progress: { wait } }) => (wait === null ? "" : `${wait.kind} ${wait.host}`));
  const [news, setNews] = useState<string | null>(null);
  useEffect(() => {
    if (!isRunning) return setNews(null);
    if (what === "") return setNews((before) => (before === null ? null : t("announce.goesOn")));
    const tell = () => {
      const { wait } = documentStore.getState().progress;
      if (wait !== null) setNews(waitWords(wait));
    };
    tell();
    const timer = setInterval(tell, WAIT_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, what, t]);
  return news;
}
