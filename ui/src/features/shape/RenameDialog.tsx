import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { create } from "zustand";
import type { ColumnKey } from "../../bindings";
import { keyWords } from "./stepWords";
import { addStepAloud } from "./store";

interface Asked {
  column: ColumnKey;
  title: string;
}

const useAsked = create<{ asked: Asked | null }>(() => ({ asked: null }));
const close = () => useAsked.setState({ asked: null });

/** Asks what a column shall be called. */
export const askName = (column: ColumnKey, title: string) => useAsked.setState({ asked: { column, title } });

/** Always rendered; open while a name is asked for. */
export function RenameDialog() {
  const { t } = useTranslation("shape");
  const asked = useAsked((state) => state.asked);
  return (
    <Modal
      opened={asked !== null}
      onClose={close}
      title={t("rename.title", { name: asked?.title ?? "" })}
      closeButtonProps={{ "aria-label": t("app:close") }}
    >
      {asked !== null && <NameForm key={asked.title} asked={asked} />}
    </Modal>
  );
}

function NameForm({ asked }: { asked: Asked }) {
  const { t } = useTranslation("shape");
  const [name, setName] = useState(asked.title);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        close();
        void addStepAloud({ kind: "rename", column: asked.column, name: name.trim() || null });
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t("rename.label")}
          description={t("rename.hint", { source: keyWords(asked.column) })}
          data-autofocus
          spellCheck={false}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t("app:cancel")}
          </Button>
          <Button type="submit">{t("rename.rename")}</Button>
        </Group>
      </Stack>
    </form>
  );
}
