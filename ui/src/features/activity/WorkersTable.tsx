import { Table, Text } from "@mantine/core";
import { memo } from "react";
import { useTranslation } from "react-i18next";

import { formatNumber } from "../../app/format";
import type { WorkerInfo } from "../../bindings";
import classes from "./Activity.module.css";

/** What each worker is doing, and on which thread of the system. */
export function WorkersTable({ workers }: { workers: readonly WorkerInfo[] }) {
  const { t } = useTranslation("activity");
  const busy = workers.filter(({ state }) => state === "waiting").length;
  return (
    <section className={classes.card} aria-label={t("workers.title")}>
      <header className={classes.cardHead}>
        <Text fw={600} size="sm" component="h2">
          {t("workers.title")}
        </Text>
        <Text size="xs" c="var(--fg-dim)" ml="auto">
          {t("workers.words", { busy: formatNumber(busy), all: formatNumber(workers.length) })}
        </Text>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by the keyboard, too. */}
      <div className={classes.scroll} tabIndex={0}>
        <Table stickyHeader className={classes.workers} verticalSpacing={3} horizontalSpacing={6}>
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
            {workers.map((worker) => (
              <WorkerRow key={worker.worker} {...worker} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}

/** Drawn again only when something of the worker changed. */
const WorkerRow = memo(function WorkerRow({ worker, processId, threadId, requests, state, label }: WorkerInfo) {
  const { t } = useTranslation("activity");
  return (
    <Table.Tr>
      {/* A name, too: it stands at the left like the words after it. */}
      <Table.Td>{worker}</Table.Td>
      <Table.Td>
        <span className={classes.state} data-state={state}>
          {t(`workers.states.${state}`)}
        </span>
      </Table.Td>
      <Table.Td className={classes.label} title={label}>
        {label}
      </Table.Td>
      <Table.Td className={classes.figure}>{formatNumber(requests)}</Table.Td>
      {/* Ids are names, not quantities: their digits are not grouped. */}
      <Table.Td className={classes.figure}>{processId}</Table.Td>
      <Table.Td className={classes.figure}>{threadId}</Table.Td>
    </Table.Tr>
  );
});
