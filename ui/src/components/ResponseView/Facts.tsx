import { Badge, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../app/date";
import { formatBytes, formatMilliseconds } from "../../app/format";
import type { RowDetail } from "../../bindings";
import classes from "./ResponseView.module.css";

/** Status, duration, size, time and attempts, in one line that wraps. */
export function Facts({ detail }: { detail: RowDetail }) {
  const { t } = useTranslation("detail");
  const words = detail.status === null ? "" : t(`status.${detail.status}`, { defaultValue: "" });
  const tone = detail.status === null ? "none" : detail.status < 300 ? "good" : detail.status < 400 ? "moved" : "bad";
  return (
    <Group gap="xs" style={{ rowGap: 4 }}>
      <Badge className={classes.status} data-tone={tone} variant="light" radius="sm" size="lg" tt="none">
        {detail.status === null ? t("facts.noAnswer") : `${detail.status} ${words}`.trim()}
      </Badge>
      <Text size="xs">{formatMilliseconds(detail.durationMs)}</Text>
      {detail.body !== null && <Text size="xs">{formatBytes(detail.bodyBytes)}</Text>}
      {detail.attempts > 1 && <Text size="xs">{t("facts.attempts", { count: detail.attempts })}</Text>}
      <Text size="xs" c="var(--fg-dim)">
        {formatDateTime(detail.startedAtMs)}
      </Text>
    </Group>
  );
}
