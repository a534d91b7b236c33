import { Button, Checkbox, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { closePasted, columnText, hasHeader, usePasted } from "./pasted";
import classes from "./values.module.css";

/** Cells of a column that are shown to tell it from the others. */
const SAMPLES = 3;

/** Which column of a pasted block becomes the values of a placeholder. */
export function PasteDialog() {
  const { t } = useTranslation("values");
  const pasted = usePasted((state) => state.pasted);
  return (
    <Modal
      opened={pasted !== null}
      onClose={closePasted}
      title={t("paste.title", { placeholder: `{${pasted?.placeholder ?? ""}}` })}
      closeButtonProps={{ "aria-label": t("app:close") }}
    >
      {pasted && <Choice {...pasted} />}
    </Modal>
  );
}

function Choice({ block, insert }: NonNullable<ReturnType<typeof usePasted.getState>["pasted"]>) {
  const { t } = useTranslation("values");
  const [header, setHeader] = useState(() => hasHeader(block));
  const [column, setColumn] = useState(0);
  const body = header ? block.rows.slice(1) : block.rows;
  const [names = []] = block.rows;

  const use = (event: FormEvent) => {
    event.preventDefault();
    closePasted();
    insert(columnText(block, column, header));
  };

  return (
    <form onSubmit={use}>
      <Stack gap="sm">
        <Text size="sm">{t("paste.text", { count: block.width })}</Text>
        <Checkbox
          label={t("paste.header")}
          checked={header}
          onChange={(event) => setHeader(event.currentTarget.checked)}
        />
        <Radio.Group label={t("import.column")} value={String(column)} onChange={(value) => setColumn(Number(value))}>
          <div className={classes.columns}>
            {Array.from({ length: block.width }, (_, i) => (
              <Radio
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have the same name.
                key={i}
                value={String(i)}
                data-autofocus={i === 0 || undefined}
                label={
                  <span className={classes.columnLabel}>
                    <strong>{(header && names[i]?.trim()) || t("paste.column", { number: i + 1 })}</strong>
                    <span className={classes.sample}>
                      {body
                        .slice(0, SAMPLES)
                        .map((row) => row[i]?.trim() || "—")
                        .join(" · ")}
                    </span>
                  </span>
                }
              />
            ))}
          </div>
        </Radio.Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={closePasted}>
            {t("app:cancel")}
          </Button>
          <Button type="submit">{t("paste.use")}</Button>
        </Group>
      </Stack>
    </form>
  );
}
