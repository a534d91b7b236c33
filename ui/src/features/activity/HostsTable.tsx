import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { formatPace } from "../../app/estimate";
import { formatNumber } from "../../app/format";
import { formatMoment } from "../../app/moment";
import type { HostPace } from "../../bindings";
import classes from "./Activity.module.css";

/** For each host: what is set for it, what is measured, what it asks for itself. */
export function HostsTable({ hosts }: { hosts: readonly HostPace[] }) {
  const { t } = useTranslation("activity");
  return (
    <section className={classes.card} aria-label={t("hosts.title")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by the keyboard, too. */}
      <div className={classes.scroll} tabIndex={0}>
        <Table stickyHeader className={classes.workers} verticalSpacing={5} horizontalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("hosts.host")}</Table.Th>
              <Table.Th className={classes.figure}>{t("hosts.measured")}</Table.Th>
              <Table.Th className={classes.figure}>{t("hosts.rate")}</Table.Th>
              <Table.Th className={classes.figure}>{t("hosts.inFlight")}</Table.Th>
              <Table.Th className={classes.figure}>{t("hosts.today")}</Table.Th>
              <Table.Th className={classes.figure}>{t("hosts.remaining")}</Table.Th>
              <Table.Th className={classes.after}>{t("hosts.state")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {hosts.map((host) => (
              <HostRow key={host.host} {...host} />
            ))}
          </Table.Tbody>
        </Table>
        {hosts.length === 0 && (
          <Text size="xs" c="var(--fg-dim)" p="xs">
            {t("hosts.none")}
          </Text>
        )}
      </div>
    </section>
  );
}

function HostRow({ host, perSecond, rate, inFlight, maxInFlight, usedToday, perDay, remaining, wait }: HostPace) {
  const { t } = useTranslation("activity");
  const of = (value: number, most: number | null) =>
    most === null ? formatNumber(value) : t("hosts.of", { value: formatNumber(value), most: formatNumber(most) });
  return (
    <Table.Tr>
      <Table.Td className={classes.host}>{host}</Table.Td>
      <Table.Td className={classes.figure}>{formatPace(perSecond)}</Table.Td>
      <Table.Td className={classes.figure}>{rate === null ? t("hosts.noLimit") : formatPace(rate)}</Table.Td>
      <Table.Td className={classes.figure}>{of(inFlight, maxInFlight)}</Table.Td>
      <Table.Td className={classes.figure}>{usedToday === null ? "–" : of(usedToday, perDay)}</Table.Td>
      <Table.Td className={classes.figure}>{remaining === null ? "–" : formatNumber(remaining)}</Table.Td>
      <Table.Td className={classes.after}>
        {wait === null ? (
          <span className={classes.state}>{t("hosts.free")}</span>
        ) : (
          <span className={classes.state} data-state="heldBack">
            {t(`hosts.wait.${wait.kind}`, { time: formatMoment(wait.untilMs) })}
          </span>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
