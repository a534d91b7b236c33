import { Alert, Button, Group, Modal, Radio, Select, Stack, Text } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorWords } from "../../app/errorWords";
import { notifyError } from "../../app/notify";
import type { AppError, FileColumns } from "../../bindings";
import { platform, toAppError } from "../../platform";
import { setSource } from "./edits";
import { fileName } from "./fileName";
import { closeImport, useImport } from "./importing";
import { ownColumn } from "./ownColumn";
import classes from "./values.module.css";

/** Which column of a file becomes the values of a placeholder. */
export function ImportDialog() {
  const { t } = useTranslation("values");
  const open = useImport((state) => state.open);
  return (
    <Modal
      opened={open !== null}
      onClose={closeImport}
      title={t("import.title", { placeholder: `{${open?.placeholder ?? ""}}` })}
      size="lg"
      closeButtonProps={{ "aria-label": t("app:close") }}
    >
      {open && <ColumnChoice key={open.path} placeholder={open.placeholder} path={open.path} />}
    </Modal>
  );
}

function ColumnChoice({ placeholder, path }: { placeholder: string; path: string }) {
  const { t } = useTranslation("values");
  const [file, setFile] = useState<FileColumns | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [sheetIndex, setSheetIndex] = useState(0);
  const [columnIndex, setColumnIndex] = useState(0);
  const [busy, setBusy] = useState(false);
  const chooseSheet = (of: FileColumns, index: number) => {
    setSheetIndex(index);
    setColumnIndex(ownColumn(of.sheets[index], placeholder));
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the dialog is another for another file or placeholder.
  useEffect(() => {
    let isGone = false;
    platform()
      .values.inspect(path)
      .then(
        (found) => {
          if (isGone) return;
          setFile(found);
          // The first sheet that holds anything.
          const first = found.sheets.findIndex((sheet) => sheet.columns.some((column) => column.count > 0));
          chooseSheet(found, Math.max(0, first));
        },
        (thrown) => !isGone && setError(toAppError(thrown)),
      );
    return () => {
      isGone = true;
    };
  }, [path]);

  if (error) {
    return (
      <Stack>
        <Alert color="red" title={fileName(path)}>
          {errorWords(error)}
        </Alert>
        <Group justify="flex-end">
          <Button variant="default" onClick={closeImport} data-autofocus>
            {t("app:close")}
          </Button>
        </Group>
      </Stack>
    );
  }
  if (!file) return <Text>{t("import.loading")}</Text>;

  const sheet = file.sheets[sheetIndex];
  const column = sheet?.columns[columnIndex];

  const use = async (event: FormEvent) => {
    event.preventDefault();
    if (!sheet || !column) return;
    setBusy(true);
    try {
      setSource(placeholder, await platform().values.import(path, sheet.name, column.name));
      closeImport();
    } catch (thrown) {
      notifyError(thrown);
      setBusy(false);
    }
  };

  return (
    <form onSubmit={use}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {path}
        </Text>
        {file.sheets.length > 1 && (
          <Select
            label={t("import.sheet")}
            data={file.sheets.map((one, i) => ({ value: String(i), label: one.name ?? String(i + 1) }))}
            value={String(sheetIndex)}
            allowDeselect={false}
            comboboxProps={{ transitionProps: { duration: 0 } }}
            onChange={(value) => chooseSheet(file, Number(value ?? 0))}
          />
        )}
        {!sheet || sheet.columns.length === 0 ? (
          <Alert color="yellow">{t("import.nothing")}</Alert>
        ) : (
          <Radio.Group
            label={t("import.column")}
            value={String(columnIndex)}
            onChange={(value) => setColumnIndex(Number(value))}
          >
            <div className={classes.columns}>
              {sheet.columns.map((one, i) => (
                <Radio
                  // biome-ignore lint/suspicious/noArrayIndexKey: two columns of a file may have the same name.
                  key={i}
                  value={String(i)}
                  data-autofocus={i === columnIndex || undefined}
                  label={
                    <span className={classes.columnLabel}>
                      <strong>{one.name}</strong>
                      <span className={classes.dim}>{t("import.count", { count: one.count })}</span>
                      <span className={classes.sample}>{one.sample.join(" · ")}</span>
                    </span>
                  }
                />
              ))}
            </div>
          </Radio.Group>
        )}
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            {t("import.text")}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={closeImport}>
              {t("app:cancel")}
            </Button>
            <Button type="submit" disabled={!column || column.count === 0 || busy}>
              {t("import.use", { count: column?.count ?? 0 })}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
