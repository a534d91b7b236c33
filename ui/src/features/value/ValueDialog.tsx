import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { formatNumber } from "../../app/format";
import { notifyDone, notifyError } from "../../app/notify";
import type { Cell } from "../../bindings";
import { copyText } from "../../components/clipboard";
import { parseExactly } from "../../components/ResponseView/json";
import { AddressPart } from "./AddressPart";
import { addressIn } from "./kind";
import { lookAt, useLooked } from "./store";
import classes from "./Value.module.css";
import { ValueTree } from "./ValueTree";

/** Always rendered; open while a cell is looked at. */
export function ValueDialog() {
  const { t } = useTranslation("value");
  const looked = useLooked((state) => state.looked);
  const close = () => lookAt(null);
  const onKeyDown = (event: KeyboardEvent) => {
    // The key that opened it shuts it, but on a button it presses that.
    const isButton = event.target instanceof HTMLElement && event.target.closest("button, input, a") !== null;
    if (event.key !== "F7" && (event.key !== " " || isButton)) return;
    event.preventDefault();
    close();
  };
  return (
    <Modal
      opened={looked !== null}
      onClose={close}
      title={
        looked && (
          <span className={classes.title}>
            <b title={looked.title}>{looked.title}</b>
            <span>{t("row", { row: formatNumber(looked.row + 1) })}</span>
          </span>
        )
      }
      size="lg"
      closeButtonProps={{ "aria-label": t("app:close") }}
      onKeyDown={onKeyDown}
    >
      {looked !== null && (
        <Stack gap="sm">
          <Whole cell={looked.cell} />
          {looked.before && (
            <section aria-label={t("before")}>
              <Text size="xs" fw={600} mb={4}>
                {t("before")}
              </Text>
              <Whole cell={looked.before} />
            </section>
          )}
        </Stack>
      )}
    </Modal>
  );
}

const isBlank = ({ kind, text }: Cell) => kind === "missing" || kind === "null" || (kind === "text" && text === "");

function Whole({ cell }: { cell: Cell }) {
  const { t } = useTranslation("value");
  const { kind, text } = cell;
  if (isBlank(cell))
    return (
      <Text size="sm" fs="italic" c="var(--fg-dim)">
        {t(kind === "text" ? "blank.empty" : kind === "null" ? "blank.null" : "blank.missing")}
      </Text>
    );
  // A text may hold JSON, too: what comes escaped in a text is to be read as well.
  const tree = kind === "json" || kind === "text" ? parseExactly(text) : null;
  const address = kind === "text" ? addressIn(text) : null;
  const copy = () => copyText(text).then(() => notifyDone(t("copied")), notifyError);
  return (
    <Stack gap="xs">
      {tree !== null ? (
        <div className={classes.tree}>
          <ValueTree value={tree} />
        </div>
      ) : (
        <pre className={classes.text} data-selectable>
          {text}
        </pre>
      )}
      {address !== null && <AddressPart key={address} address={address} />}
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="var(--fg-dim)">
          {t(`kind.${kind}`)} · {t("letters", { count: [...text].length })}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCopy size="0.875rem" aria-hidden />}
          onClick={() => void copy()}
        >
          {t("copy")}
        </Button>
      </Group>
    </Stack>
  );
}
