import { Text } from "@mantine/core";
import { IconActivity } from "@tabler/icons-react";
import { useCallback, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import { useProgress } from "../../app/document";
import { formatNumber, formatRate } from "../../app/format";
import type { Activity } from "../../bindings";
import { EmptyState } from "../../components/EmptyState";
import classes from "./Activity.module.css";
import { Chart } from "./Chart";
import type { ChartColors } from "./colors";
import { EventLog } from "./EventLog";
import { HostsTable } from "./HostsTable";
import { fitBars, formatAnswerTime, histogramData, inMicroseconds, latencyOptions } from "./latency";
import { throughputOf, throughputOptions } from "./throughput";
import { useActivity } from "./useActivity";
import { WorkersTable } from "./WorkersTable";

/** How a run is going: its speed, the server's answer times, what each worker does, and what happened last. */
export function ActivityTab() {
  const { t } = useTranslation("activity");
  const activity = useActivity();
  if (activity === undefined) return null;
  if (activity === null) return <EmptyState icon={IconActivity} title={t("empty.title")} text={t("empty.text")} />;
  return (
    <div className={classes.frame}>
      <div className={classes.tab}>
        <Throughput activity={activity} />
        <Latency activity={activity} />
        <HostsTable hosts={activity.hosts} />
        <WorkersTable workers={activity.workers} />
        <EventLog log={activity.log} />
      </div>
    </div>
  );
}

function Throughput({ activity }: { activity: Activity }) {
  const { t } = useTranslation("activity");
  const { elapsedMs } = useProgress();
  // Between two readings the chart stays: the time that passes alone changes nothing of what was counted.
  const read = useRef({ activity, elapsedMs });
  if (read.current.activity !== activity) read.current = { activity, elapsedMs };
  const { data, average, best } = useMemo(() => throughputOf(activity, read.current.elapsedMs), [activity]);
  const words = t("throughput.words", { average: formatRate(average), best: formatRate(best) });
  return (
    <section className={classes.card} aria-label={t("throughput.title")}>
      <header className={classes.cardHead}>
        <Text fw={600} size="sm" component="h2">
          {t("throughput.title")}
        </Text>
        <span className={classes.key} data-kind="done">
          {t("throughput.done")}
        </span>
        <span className={classes.key} data-kind="failed">
          {t("throughput.failed")}
        </span>
        <Text size="xs" c="var(--fg-dim)" ml="auto">
          {words}
        </Text>
      </header>
      <Chart label={`${t("throughput.title")}: ${words}`} data={data} options={throughputOptions} />
    </section>
  );
}

function Latency({ activity }: { activity: Activity }) {
  const { t } = useTranslation("activity");
  const { histogram, latency } = activity;
  const { bars, slowest } = useMemo(() => fitBars(histogram), [histogram]);
  const data = useMemo(() => histogramData(bars), [bars]);
  const now = useRef({ bars, latency });
  now.current = { bars, latency };
  const options = useCallback((colors: ChartColors) => latencyOptions(colors, () => now.current), []);
  const figures = (["p50", "p95", "p99"] as const).map((name) => ({
    name,
    words: t(`latency.${name}`),
    value: formatAnswerTime(latency[name]),
  }));
  const known = bars.length > 0;
  const title = t("latency.title", { unit: inMicroseconds(bars) ? "µs" : "ms" });
  return (
    <section className={classes.card} aria-label={title}>
      <header className={classes.cardHead}>
        <Text fw={600} size="sm" component="h2">
          {title}
        </Text>
        {slowest !== null && (
          <Text size="xs" c="var(--fg-dim)" ml="auto">
            {t("latency.slowest", { slowest: formatAnswerTime(slowest) })}
          </Text>
        )}
      </header>
      {known && (
        <dl className={classes.figures}>
          {figures.map(({ name, words, value }) => (
            <div key={name}>
              <dt>{words}</dt>
              <dd>
                {value} <span>{name}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Chart
        label={
          known
            ? figures.map(({ words, value }) => `${words}: ${value}`).join(", ")
            : t("latency.none", { count: formatNumber(0) })
        }
        data={data}
        options={options}
      />
    </section>
  );
}
