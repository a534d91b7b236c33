import { Button, CloseButton, Group, Text } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { errorWords } from "../../../app/errorWords";
import { formatNumber, formatPercent } from "../../../app/format";
import type { Column, ColumnProfile } from "../../../bindings";
import { Bars } from "../../../components/Bars";
import { alike } from "../decimals";
import { boundsOf, closeProfile, openFilter } from "../opened";
import classes from "./Columns.module.css";
import { TopValues } from "./TopValues";
import { useProfile } from "./useProfile";

/** What a column holds, over exactly the rows that the table shows. */
export function ProfileCard({ column }: { column: Column }) {
  const { t } = useTranslation("profile");
  const { profile, error } = useProfile(column.id);
  return (
    <section className={classes.card} aria-label={t("title", { column: column.title })}>
      <Group gap={4} wrap="nowrap">
        <Text fw={600} size="sm" truncate title={column.title} component="h3">
          {column.title}
        </Text>
        <Text size="xs" c="var(--fg-dim)" className={classes.type}>
          {t(`app:types.${column.type}`)}
        </Text>
        <CloseButton ml="auto" size="sm" aria-label={t("close")} onClick={() => closeProfile(column.id)} />
      </Group>
      {error !== null && (
        <Text size="xs" c="var(--fg-failed)" role="alert">
          {errorWords(error)}
        </Text>
      )}
      {profile !== null && <Figures profile={profile} />}
      <Button
        mt={8}
        size="compact-sm"
        variant="default"
        leftSection={<IconFilter size="0.875rem" aria-hidden />}
        onClick={(event) => openFilter({ column: column.id, bounds: boundsOf(event.currentTarget) })}
      >
        {t("filter")}
      </Button>
    </section>
  );
}

function Figures({ profile }: { profile: ColumnProfile }) {
  const { t } = useTranslation("profile");
  const { rows, filled, missing, empty, distinct, unique, numbers, dates, texts } = profile;
  const share = (part: number) => (rows === 0 ? 0 : part / rows);
  const facts: [string, string][] = [
    [t("distinct"), formatNumber(distinct)],
    [t("unique"), formatNumber(unique)],
  ];
  if (numbers !== null) {
    const { span, median, mean, sum } = numbers;
    const write = alike([span.min, span.max, sum], [median, mean]);
    facts.push(
      [t("min"), write.figure(span.min)],
      [t("median"), write.mean(median)],
      [t("mean"), write.mean(mean)],
      [t("max"), write.figure(span.max)],
      [t("sum"), write.figure(sum)],
    );
  }
  if (dates !== null) facts.push([t("earliest"), dates.min], [t("latest"), dates.max]);
  if (texts !== null && numbers === null && dates === null)
    facts.push([t("length"), t("lengths", { shortest: texts.shortest, longest: texts.longest })]);
  const blanks = (["missing", "null", "empty"] as const).filter((kind) => profile[kind] > 0);
  const bins = numbers?.span.bins ?? [];
  return (
    <>
      <div className={classes.filled} aria-hidden>
        <i style={{ width: `${share(filled) * 100}%` }} data-kind="filled" />
        <i style={{ width: `${share(empty) * 100}%` }} data-kind="empty" />
        <i style={{ width: `${share(profile.null) * 100}%` }} data-kind="null" />
        <i style={{ width: `${share(missing) * 100}%` }} data-kind="missing" />
      </div>
      <Text size="xs" c="var(--fg-dim)">
        {[
          t("filled", { share: formatPercent(share(filled), 1), count: rows }),
          ...blanks.map((kind) => t(kind, { count: profile[kind] })),
        ].join(" · ")}
      </Text>
      {(bins.length > 1 || (dates?.bins.length ?? 0) > 1) && (
        <Bars
          label={t("spread")}
          height={3.5}
          bars={
            bins.length > 1
              ? bins.map((bin) => ({
                  count: bin.count,
                  tip: t("bar", {
                    from: formatNumber(bin.from, 2),
                    to: formatNumber(bin.to, 2),
                    count: bin.count,
                  }),
                }))
              : (dates?.bins ?? []).map(({ from, count }) => ({ count, tip: t("day", { from, count }) }))
          }
        />
      )}
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd title={value}>{value}</dd>
          </div>
        ))}
      </dl>
      <TopValues profile={profile} />
    </>
  );
}
