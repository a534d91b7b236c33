import { Button, Group, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { formatNumber } from "../../app/format";
import { goToCell } from "./goal";
import { setGoToOpen, useOpened } from "./opened";
import { useResults } from "./store";

/** Asks for the number of a row and goes there. */
export function GoToRow({ focusGrid }: { focusGrid: () => void }) {
  const { t } = useTranslation("results");
  const isOpen = useOpened((state) => state.goTo);
  return (
    <Modal
      opened={isOpen}
      onClose={() => setGoToOpen(false)}
      title={t("goTo.title")}
      size="xs"
      returnFocus={false}
      closeButtonProps={{ "aria-label": t("app:close") }}
    >
      {isOpen && <RowForm focusGrid={focusGrid} />}
    </Modal>
  );
}

function RowForm({ focusGrid }: { focusGrid: () => void }) {
  const { t } = useTranslation("results");
  const rows = useResults((state) => state.info?.rows ?? 0);
  const [text, setText] = useState("");
  const row = Number(text.replaceAll(/[\s\u202f\u00a0.,]/g, ""));
  const isRow = /\d/.test(text) && Number.isInteger(row) && row >= 1 && row <= rows;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRow) return;
        goToCell(row - 1);
        // Shutting the dialog takes longer than going there.
        requestAnimationFrame(() =>
          setTimeout(() => {
            setGoToOpen(false);
            // It gives the focus away as it shuts.
            setTimeout(focusGrid);
          }),
        );
      }}
    >
      <TextInput
        label={t("goTo.label", { rows: formatNumber(rows) })}
        value={text}
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
        error={text !== "" && !isRow ? t("goTo.none", { rows: formatNumber(rows) }) : null}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={() => setGoToOpen(false)}>
          {t("app:cancel")}
        </Button>
        <Button type="submit" disabled={!isRow}>
          {t("goTo.go")}
        </Button>
      </Group>
    </form>
  );
}
