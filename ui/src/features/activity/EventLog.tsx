import { SegmentedControl, Switch, Text } from "@mantine/core";
import { memo, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { formatTime } from "../../app/date";
import type { LogEntry } from "../../bindings";
import { said } from "../../i18n/sentences";
import classes from "./Activity.module.css";

/** As many as the backend keeps; a longer list would be scrolled past, not read. */
const MAX_ENTRIES = 1000;
/** Pixels from the end that still count as being at the end. */
const END = 24;

/** What happened last, the newest at the bottom. It follows new entries until the reader scrolls up. */
export function EventLog({ log }: { log: readonly LogEntry[] }) {
  const { t } = useTranslation("activity");
  const [follows, setFollows] = useState(true);
  const [onlyProblems, setOnlyProblems] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const entries = log
    .slice(-MAX_ENTRIES)
    .filter(({ kind }) => !onlyProblems || kind === "failed" || kind === "retrying");

  // biome-ignore lint/correctness/useExhaustiveDependencies: every new entry moves the end.
  useLayoutEffect(() => {
    if (follows && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [log, follows, onlyProblems]);

  const onScroll = () => {
    const box = list.current;
    if (box === null) return;
    const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < END;
    if (isAtEnd !== follows) setFollows(isAtEnd);
  };

  return (
    <section className={classes.card} aria-label={t("log.title")}>
      <header className={classes.cardHead}>
        <Text fw={600} size="sm" component="h2">
          {t("log.title")}
        </Text>
        <SegmentedControl
          size="xs"
          ml="auto"
          value={onlyProblems ? "problems" : "all"}
          onChange={(value) => setOnlyProblems(value === "problems")}
          aria-label={t("log.show")}
          data={[
            { value: "all", label: t("log.all") },
            { value: "problems", label: t("log.problems") },
          ]}
        />
        <Switch
          label={t("log.follow")}
          checked={follows}
          onChange={(event) => setFollows(event.currentTarget.checked)}
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by the keyboard, too. */}
      <div ref={list} className={classes.log} onScroll={onScroll} tabIndex={0} role="log" aria-live="off">
        {entries.length === 0 ? (
          <Text size="xs" c="var(--fg-dim)" p="xs">
            {onlyProblems ? t("log.noProblems") : t("log.nothing")}
          </Text>
        ) : (
          entries.map((entry) => <Entry key={entry.number} {...entry} />)
        )}
      </div>
    </section>
  );
}

const Entry = memo(function Entry({ atMs, worker, kind, text }: LogEntry) {
  const { t } = useTranslation("activity");
  return (
    <div className={classes.entry} data-kind={kind}>
      <time>{formatTime(atMs)}</time>
      <span className={classes.who}>{worker === 0 ? t("log.run") : t("log.worker", { worker })}</span>
      <span className={classes.what}>{said(text, "log")}</span>
    </div>
  );
});
