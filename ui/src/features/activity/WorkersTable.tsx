import { Table, Text } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";

import { formatNumber } from "../../app/format";
import type { WorkerInfo } from "../../bindings";
import { useRowWindow } from "../../components/useRowWindow";
import { said } from "../../i18n/sentences";
import classes from "./Activity.module.css";

/** More workers than this are drawn only as far as they are in sight. */
const LONG = 64;

/** What each worker is doing, and on which thread of the system. */
export function WorkersTable({ workers }: { workers: readonly WorkerInfo[] }) {
  const { t } = useTranslation("activity");
  const busy = workers.filter(({ state }) => state === "waiting").length;
  const held = workers.filter(({ state }) => state === "heldBack").length;
  const isLong = workers.length > LONG;
  const { ref, onScroll, from, to, above, below } = useRowWindow(workers.length, isLong);
  const words = t("workers.words", { busy: formatNumber(busy), all: formatNumber(workers.length) });
  return (
    <section className={classes.card} aria-label={t("workers.title")}>
      <header className={classes.cardHead}>
        <Text fw={600} size="sm" component="h2">
          {t("workers.title")}
        </Text>
        <Text size="xs" c="var(--fg-dim)" ml="auto">
          {held > 0 ? `${words} · ${t("workers.held", { held: formatNumber(held) })}` : words}
        </Text>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by the keyboard, too. */}
      <div ref={ref} className={classes.scroll} tabIndex={0} onScroll={isLong ? onScroll : undefined}>
        <Table
          stickyHeader
          className={classes.workers}
          data-fixed={isLong || undefined}
          aria-rowcount={isLong ? workers.length + 1 : undefined}
          verticalSpacing={3}
          horizontalSpacing={6}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("workers.worker")}</Table.Th>
              <Table.Th>{t("workers.state")}</Table.Th>
              <Table.Th>{t("workers.label")}</Table.Th>
              <Table.Th className={classes.figure}>{t("workers.requests")}</Table.Th>
              <Table.Th className={classes.figure}>{t("workers.process")}</Table.Th>
              <Table.Th className={classes.figure}>{t("workers.thread")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {above > 0 && <Gap height={above} />}
            {workers.slice(from, to).map((worker, at) => (
              <WorkerRow key={worker.worker} {...worker} row={isLong ? from + at + 2 : undefined} />
            ))}
            {below > 0 && <Gap height={below} />}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}

/** In place of the rows that are out of sight. */
function Gap({ height }: { height: number }) {
  return <tr aria-hidden style={{ height }} />;
}

interface WorkerRowProps extends WorkerInfo {
  /** Its place in the whole table, where only a part of it is drawn. */
  row: number | undefined;
}

/** Drawn again only when something of the worker changed. */
const WorkerRow = memo(function WorkerRow(props: WorkerRowProps) {
  const { worker, processId, threadId, requests, state, label, row } = props;
  const { t } = useTranslation("activity");
  const words = said(label, "labels");
  return (
    <Table.Tr aria-rowindex={row}>
      {/* A name, too: it stands at the left like the words after it. */}
      <Table.Td>{worker}</Table.Td>
      <Table.Td>
        <span className={classes.state} data-state={state}>
          {t(`workers.states.${state}`)}
        </span>
      </Table.Td>
      <Table.Td className={classes.label} title={words}>
        {words}
      </Table.Td>
      <Table.Td className={classes.figure}>{formatNumber(requests)}</Table.Td>
      {/* Ids are names, not quantities: their digits are not grouped. */}
      <Table.Td className={classes.figure}>{processId}</Table.Td>
      <Table.Td className={classes.figure}>{threadId}</Table.Td>
    </Table.Tr>
  );
});
