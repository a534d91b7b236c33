import { ActionIcon, Badge, CloseButton, Group, Loader, Stack, Text, Tooltip } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useHasPages } from "../../app/document";
import { errorWords } from "../../app/errorWords";
import { formatNumber } from "../../app/format";
import { notifyDone, notifyError } from "../../app/notify";
import { useSelectedRow } from "../../app/window";
import type { RowDetail } from "../../bindings";
import { copyText } from "../../components/clipboard";
import { FailureNote } from "../../components/FailureNote";
import { BodyView, Facts, HeadersFold } from "../../components/ResponseView";
import { said } from "../../i18n/sentences";
import classes from "./DetailPanel.module.css";
import { closeDetail } from "./store";
import { useDetail } from "./useDetail";

/** The request behind the selected row: what was asked, when, and what came back. */
export function DetailPanel() {
  const { t } = useTranslation("detail");
  const answer = useSelectedRow();
  const { detail, error } = useDetail(answer);
  const hasPages = useHasPages();
  return (
    <section className={classes.panel} aria-label={t("title")}>
      <Group className={classes.head} gap="xs" wrap="nowrap">
        <Text fw={600} size="sm" component="h2">
          {t("title")}
        </Text>
        {answer !== null && (
          <Badge variant="light" tt="none" radius="sm">
            {t("request", { number: formatNumber(answer.position + 1) })}
          </Badge>
        )}
        {answer !== null && (hasPages || answer.page > 1) && (
          <Text size="xs" c="var(--fg-dim)">
            {t("page", { page: answer.page })}
          </Text>
        )}
        <CloseButton ml="auto" aria-label={t("close")} onClick={closeDetail} />
      </Group>
      <div className={classes.scroll}>
        {error !== null ? (
          <FailureNote title={t("broken")}>{errorWords(error)}</FailureNote>
        ) : detail === null ? (
          <Group justify="center" p="xl">
            <Loader size="sm" type="dots" aria-label={t("loading")} />
          </Group>
        ) : (
          <Reading detail={detail} />
        )}
      </div>
    </section>
  );
}

/** Stays as it is while another row is being read: the cursor moves on without it. */
const Reading = memo(function Reading({ detail }: { detail: RowDetail }) {
  const { t } = useTranslation("detail");
  return (
    <Stack gap="sm">
      {detail.values.length > 0 && (
        <dl className={classes.values} aria-label={t("values")}>
          {detail.values.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <Address address={detail.address} />
      <Facts detail={detail} />
      {detail.failure !== null && (
        <FailureNote title={t(`category.${detail.failure.category}`)}>{said(detail.failure.message)}</FailureNote>
      )}
      <HeadersFold headers={detail.headers} />
      <BodyView body={detail.body} bytes={detail.bodyBytes} truncated={detail.truncated} />
    </Stack>
  );
});

export function Address({ address }: { address: string }) {
  const { t } = useTranslation("detail");
  const copy = () => copyText(address).then(() => notifyDone(t("address.copied")), notifyError);
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <Text className={classes.address} aria-label={t("address.title")}>
        {address}
      </Text>
      <Tooltip label={t("address.copy")}>
        <ActionIcon variant="subtle" color="gray" aria-label={t("address.copy")} onClick={() => void copy()}>
          <IconCopy size="0.9375rem" aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
