import { Alert, Button, Checkbox, Group, Radio, Stack, Text } from "@mantine/core";
import { IconBraces, IconClipboard, IconFileSpreadsheet, IconFileText, IconList } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { create } from "zustand";

import { clearExportProgress, useDocument, useFailedCount, useIsRunning, useRowCount } from "../../app/document";
import { documentName } from "../../app/documentName";
import { formatNumber } from "../../app/format";
import { notifyError } from "../../app/notify";
import { ALL_FAILURES } from "../../app/runRequest";
import { setExportOpen, useExportFailures, useExportGrouping, useExportScope } from "../../app/window";
import type { ExportFormat, ExportProgress, ExportScope, FailureFilter } from "../../bindings";
import { FailureNote } from "../../components/FailureNote";
import { said } from "../../i18n/sentences";
import { platform } from "../../platform";
import { cellsOf, copyRange, useGridView } from "../results";
import classes from "./Exports.module.css";
import {
  type ExportChoice,
  exportOptions,
  FIRST_CHOICE,
  FORMATS,
  HAS_REQUEST_COLUMNS,
  MAX_CLIPBOARD_CELLS,
  suggestedName,
} from "./options";

const ICONS: Record<ExportFormat, typeof IconBraces> = {
  xlsx: IconFileSpreadsheet,
  csv: IconFileText,
  json: IconBraces,
  ndjson: IconList,
};

/** What is chosen again the next time; the others were meant for what was asked for then. */
const IS_LASTING: Record<ExportScope, boolean> = {
  all: true,
  view: true,
  selection: false,
  groups: false,
  failed: false,
};

export const useChoice = create<ExportChoice>(() => FIRST_CHOICE);

/** What to write and how; and, after an export that did not work, why. */
export function ExportForm({ last }: { last: ExportProgress | null }) {
  const { t } = useTranslation("exports");
  const choice = useChoice();
  const document = useDocument();
  const rows = useRowCount();
  const isRunning = useIsRunning();
  const shown = useGridView();
  const [isBusy, setBusy] = useState(false);
  const all = document?.table.columns.filter((column) => !column.hidden).length ?? 0;
  const cells = shown.rows * shown.columns.length;

  const failed = useFailedCount();
  const failures = useExportFailures();
  const asked = useExportScope();
  const grouping = useExportGrouping();
  const isOfFailed = choice.scope === "failed";
  // The workbook has a sheet of its own for what failed; the other files hold rows alone.
  const isWritable = isOfFailed ? failed > 0 : rows > 0 || (failed > 0 && choice.format === "xlsx");

  // Who asks for the list of the failed gets it; who asks for the table does not get the list of the last time, and of a
  // table of which rows are left out those that are seen.
  const { isFiltered } = shown;
  useEffect(() => {
    const usual = isFiltered ? "view" : "all";
    useChoice.setState(({ scope }) => ({
      scope: failures !== null ? "failed" : (asked ?? (IS_LASTING[scope] && !isFiltered ? scope : usual)),
    }));
  }, [failures, asked, isFiltered]);

  const start = async () => {
    if (isBusy || !isWritable) return;
    setBusy(true);
    try {
      const kind = { name: t(`format.${choice.format}.name`), extensions: [choice.format] };
      const name = document === null ? "" : documentName(document);
      const path = await platform().files.pickSave(
        t("saveAs"),
        [kind],
        suggestedName(isOfFailed ? t("failedName", { name }) : name, choice.format),
      );
      if (path === null) return;
      clearExportProgress();
      await platform().exports.start(exportOptions(choice, path, { ...shown, grouping }, failures ?? ALL_FAILURES));
    } catch (thrown) {
      notifyError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const copy = async () => {
    await copyRange({ areas: [{ fromRow: 0, toRow: shown.rows, columns: shown.columns }] }, true);
    setExportOpen(false);
  };
  const count = (of: number, columns: number) =>
    t("counts", { count: of, rows: formatNumber(of), columns: formatNumber(columns) });

  const onKeyDown = (event: KeyboardEvent) => {
    // Space picks, arrows move, Enter exports, wherever in the form it is pressed; other buttons keep their own.
    const target = event.target as HTMLElement;
    const isButton = target.tagName === "BUTTON" && target.role !== "radio" && target.getAttribute("role") !== "radio";
    if (event.key !== "Enter" || isButton) return;
    event.preventDefault();
    void start();
  };

  return (
    <Stack gap="md" onKeyDown={onKeyDown}>
      {last?.state === "failed" && <FailureNote title={t("failed")}>{said(last.error ?? "")}</FailureNote>}
      {last?.state === "cancelled" && <Alert title={t("cancelled")}>{t("cancelledText")}</Alert>}

      <Radio.Group
        label={t("format.title")}
        value={choice.format}
        onChange={(format) => useChoice.setState({ format: format as ExportFormat })}
      >
        <div className={classes.formats}>
          {FORMATS.map((format) => {
            const Icon = ICONS[format];
            return (
              <Radio.Card key={format} value={format} className={classes.format} data-testid={`format-${format}`}>
                <Icon size="1.25rem" stroke={1.5} aria-hidden className={classes.formatIcon} />
                <span>
                  <Text component="span" fw={600} size="sm" display="block">
                    {t(`format.${format}.name`)}
                  </Text>
                  <Text component="span" size="xs" c="var(--fg-dim)" display="block">
                    {t(`format.${format}.use`)}
                  </Text>
                </span>
                <Radio.Indicator size="xs" className={classes.formatMark} />
              </Radio.Card>
            );
          })}
        </div>
      </Radio.Group>

      <Radio.Group
        label={t("scope.title")}
        value={choice.scope}
        onChange={(scope) => useChoice.setState({ scope: scope as ExportChoice["scope"] })}
      >
        <Stack gap={6} mt={6}>
          <Radio value="all" label={t("scope.all")} description={count(rows, all)} />
          <Radio
            value="view"
            label={t("scope.view")}
            description={
              shown.isNarrowed
                ? `${count(shown.rows, shown.columns.length)} · ${t("scope.viewText")}`
                : t("scope.viewSame")
            }
          />
          {choice.scope === "selection" && (
            <Radio
              value="selection"
              label={t("scope.selection")}
              description={t("scope.selectionText", { count: cellsOf(shown.selection) })}
            />
          )}
          {choice.scope === "groups" && (
            <Radio
              value="groups"
              label={t("scope.groups")}
              description={t("scope.groupsText", { count: grouping.by.length })}
            />
          )}
          {failed > 0 && (
            <Radio
              value="failed"
              label={t("scope.failed")}
              description={<FailedText failures={failures ?? ALL_FAILURES} failed={failed} />}
            />
          )}
        </Stack>
      </Radio.Group>

      <Stack gap={8}>
        <Checkbox
          style={isOfFailed ? { visibility: "hidden" } : undefined}
          disabled={!HAS_REQUEST_COLUMNS[choice.scope]}
          label={t("requestColumns.label")}
          description={t("requestColumns.text")}
          checked={choice.requestColumns}
          onChange={(event) => useChoice.setState({ requestColumns: event.currentTarget.checked })}
        />
        {/* It keeps its room when it does not apply: the buttons below stay where they are. */}
        <Checkbox
          style={choice.format === "csv" ? undefined : { visibility: "hidden" }}
          disabled={choice.format !== "csv"}
          label={t("byteOrderMark.label")}
          description={t("byteOrderMark.text")}
          checked={choice.byteOrderMark}
          onChange={(event) => useChoice.setState({ byteOrderMark: event.currentTarget.checked })}
        />
      </Stack>
      {isRunning && (
        <Text size="xs" c="var(--fg-dim)">
          {t("whileRunning")}
        </Text>
      )}

      {rows === 0 && failed > 0 && !isOfFailed && (
        <Text size="xs" c="var(--fg-dim)">
          {t("onlyFailed")}
        </Text>
      )}

      <Group justify="space-between" gap="xs">
        <Button
          variant="subtle"
          leftSection={<IconClipboard size="1rem" aria-hidden />}
          disabled={isOfFailed || cells === 0 || cells > MAX_CLIPBOARD_CELLS}
          title={cells > MAX_CLIPBOARD_CELLS ? t("copyTooMuch") : undefined}
          onClick={() => void copy()}
        >
          {t("copy")}
        </Button>
        <Group gap="xs">
          <Button variant="default" onClick={() => setExportOpen(false)}>
            {t("cancel")}
          </Button>
          <Button
            onClick={() => void start()}
            loading={isBusy}
            disabled={!isWritable}
            data-autofocus
            data-testid="export-start"
          >
            {t("export")}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

/** Which failed requests the list will hold. */
function FailedText({ failures, failed }: { failures: FailureFilter; failed: number }) {
  const { t } = useTranslation("exports");
  if (failures.category === null) return t("scope.failedAll", { count: failed });
  const of = [t(`detail:category.${failures.category}`), failures.status, failures.host]
    .filter((fact) => fact !== null)
    .join(" ");
  return t("scope.failedOnly", { of });
}
