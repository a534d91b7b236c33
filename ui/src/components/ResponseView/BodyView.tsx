import { ActionIcon, Group, SegmentedControl, Text, Tooltip } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { create } from "zustand";

import { formatBytes } from "../../app/format";
import { notifyDone, notifyError } from "../../app/notify";
import { copyText } from "../clipboard";
import { JsonTree } from "./JsonTree";
import { parseExactly } from "./json";
import classes from "./ResponseView.module.css";

interface BodyViewProps {
  /** None when there was no answer. */
  body: string | null;
  bytes: number;
  truncated: boolean;
}

/** Who wants to see the text of one answer wants it of the next. */
const useBodyMode = create(() => ({ asText: false }));

/** The raw answer: a tree where it is JSON, else its text. Never anything but text, whatever it says of itself. */
export function BodyView({ body, bytes, truncated }: BodyViewProps) {
  const { t } = useTranslation("detail");
  const asText = useBodyMode((state) => state.asText);
  const tree = useMemo(() => (body === null || truncated ? null : parseExactly(body)), [body, truncated]);
  if (body === null) return null;
  const showTree = tree !== null && !asText;
  const copy = () => copyText(body).then(() => notifyDone(t("body.copied")), notifyError);
  return (
    <section className={classes.body} aria-label={t("body.title")}>
      <Group gap="xs" wrap="nowrap" className={classes.bodyHead}>
        <Text fw={600} size="xs">
          {t("body.title")}
        </Text>
        <Text size="xs" c="var(--fg-dim)" style={{ flex: 1 }}>
          {formatBytes(bytes)}
        </Text>
        {tree !== null && (
          <SegmentedControl
            size="xs"
            value={asText ? "text" : "tree"}
            onChange={(value) => useBodyMode.setState({ asText: value === "text" })}
            aria-label={t("body.as")}
            data={[
              { value: "tree", label: t("body.tree") },
              { value: "text", label: t("body.text") },
            ]}
          />
        )}
        {body !== "" && (
          <Tooltip label={t("body.copy")}>
            <ActionIcon variant="subtle" color="gray" aria-label={t("body.copy")} onClick={() => void copy()}>
              <IconCopy size="0.9375rem" aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      {truncated && (
        <Text size="xs" c="var(--fg-warn)" pb={4}>
          {t("body.truncated", { shown: formatBytes(body.length), total: formatBytes(bytes) })}
        </Text>
      )}
      <div className={classes.paper}>
        {showTree ? (
          <JsonTree value={tree} label={t("body.title")} />
        ) : body === "" ? (
          <Text size="xs" c="var(--fg-dim)">
            {t("body.empty")}
          </Text>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by the keyboard, too.
          <pre className={classes.text} tabIndex={0}>
            {body}
          </pre>
        )}
      </div>
    </section>
  );
}
