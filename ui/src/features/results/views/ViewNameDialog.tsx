import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { errorWords } from "../../../app/errorWords";
import type { NamedView } from "../../../bindings";
import { toAppError } from "../../../platform";
import { askViewName, renameView, saveView, useNamedViews } from "./store";

/** Asks what a view shall be called. */
export function ViewNameDialog() {
  const { t } = useTranslation("views");
  const asked = useNamedViews((state) => state.asked);
  return (
    <Modal
      opened={asked !== null}
      onClose={() => askViewName(null)}
      title={asked?.view ? t("renameTitle", { name: asked.view.name }) : t("saveTitle")}
      size="sm"
      closeButtonProps={{ "aria-label": t("app:close") }}
    >
      {asked !== null && <NameForm view={asked.view} />}
    </Modal>
  );
}

function NameForm({ view }: { view: NamedView | null }) {
  const { t } = useTranslation("views");
  const [name, setName] = useState(view?.name ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async () => {
    try {
      if (view === null) await saveView(name.trim());
      else await renameView(view.id, name.trim());
      askViewName(null);
    } catch (thrown) {
      const error = toAppError(thrown);
      setProblem(error.code === "already_exists" ? t("taken", { name: name.trim() }) : errorWords(error));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "") void submit();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t("name")}
          description={view === null ? t("hint") : undefined}
          value={name}
          error={problem}
          data-autofocus
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setName(event.currentTarget.value);
            setProblem(null);
          }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => askViewName(null)}>
            {t("app:cancel")}
          </Button>
          <Button type="submit" disabled={name.trim() === ""}>
            {view === null ? t("saveIt") : t("renameIt")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
