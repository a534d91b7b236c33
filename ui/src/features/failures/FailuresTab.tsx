import { Button } from "@mantine/core";
import { IconCircleCheck, IconCopy, IconFileExport, IconRefresh } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AnswerRef } from "../../app/answerRef";
import {
  fetchAgain,
  retryFailed,
  useCheck,
  useCounts,
  useDocumentGeneration,
  useFailedCount,
  useHasPages,
  useIsReadOnly,
  useIsRunning,
} from "../../app/document";
import { errorWords } from "../../app/errorWords";
import { formatNumber } from "../../app/format";
import { notifyDone, notifyError } from "../../app/notify";
import { ALL_FAILURES } from "../../app/runRequest";
import { exportFailed } from "../../app/window";
import { copyText } from "../../components/clipboard";
import { DataGrid, type GridRange, type PageSource } from "../../components/DataGrid";
import { EmptyState } from "../../components/EmptyState";
import { FailureNote } from "../../components/FailureNote";
import { platform } from "../../platform";
import { DetailToggle, openDetail, toggleDetail, useFollowRow } from "../detail";
import { lookAt } from "../value";
import { failedCells, failedPositions, failedValues } from "./copyFailed";
import classes from "./FailuresTab.module.css";
import { failedColumns, toPage } from "./failedColumns";
import { GroupCards } from "./GroupCards";
import { countOf, keyOf, pickedFilter } from "./groups";
import { useFailures } from "./useFailures";

const NO_NAMES: string[] = [];

/** The requests without a usable answer: what happened, to which of them, and what to do about it. */
export function FailuresTab() {
  const { t } = useTranslation("failures");
  const { groups, reading, error } = useFailures();
  const generation = useDocumentGeneration();
  const counts = useCounts();
  const failed = useFailedCount();
  const isRunning = useIsRunning();
  const isReadOnly = useIsReadOnly();
  const followRow = useFollowRow("failed");
  const placeholders = useCheck()?.placeholders ?? NO_NAMES;
  const [picked, setPicked] = useState<{ generation: number; key: string | null } | null>(null);
  const [range, setRange] = useState<GridRange | null>(null);
  const [widths, setWidths] = useState<Record<number, number>>({});

  const canRetry = !isRunning && !isReadOnly && failed > 0;

  // What was picked may have been retried away, or belong to another document.
  const wanted = picked?.generation === generation ? picked.key : null;
  const key = groups?.some((group) => keyOf(group) === wanted) ? wanted : null;
  const failures = useMemo(() => pickedFilter(groups, key), [groups, key]);

  const names = placeholders.join("\n");
  const isPaged = useHasPages();
  // The rule may have been changed since; what failed tells of its pages itself.
  const hasPages = isPaged || (groups?.some(({ samplePage }) => samplePage > 1) ?? false);
  const columns = useMemo(
    () => failedColumns(names === "" ? [] : names.split("\n"), hasPages, t),
    [names, hasPages, t],
  );
  const total = countOf(groups ?? [], failures);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every reading may have other requests at the same places.
  const source = useMemo<PageSource>(
    () => ({
      lineage: `${generation} ${key}`,
      rows: total,
      load: async (offset, limit, ids) => toPage(await platform().failures.page(failures, offset, limit), columns, ids),
    }),
    [generation, key, failures, total, columns, reading],
  );

  const [answer, setAnswer] = useState<AnswerRef | null>(null);
  const onAnswer = useCallback(
    (next: AnswerRef | null) => {
      setAnswer(next);
      followRow(next);
    },
    [followRow],
  );
  const isEmpty = groups !== null && groups.length === 0;
  useEffect(() => {
    if (isEmpty) onAnswer(null);
  }, [isEmpty, onAnswer]);

  const copyValues = async () => {
    const { text, count } = await failedValues(failures);
    await copyText(text);
    notifyDone(t("valuesCopied", { count, shown: formatNumber(count) }));
  };
  const copyCells = async (cells: GridRange, headers: boolean) => {
    const [area] = cells.areas;
    if (area === undefined) return;
    const chosen = area.columns.flatMap((id) => columns.find((column) => column.id === id) ?? []);
    const { text, rows } = await failedCells(failures, area, chosen, headers);
    await copyText(text);
    notifyDone(t("results:copied", { rows, columns: chosen.length }));
  };

  const retry = (which = ALL_FAILURES) => void retryFailed(which).catch(notifyError);
  const [picks] = range?.areas ?? [];
  const selected = picks === undefined ? 0 : picks.toRow - picks.fromRow;
  const retrySelected = async () => {
    if (picks !== undefined) await fetchAgain(await failedPositions(failures, picks));
  };

  if (error !== null) {
    return (
      <div style={{ padding: "0.75rem" }}>
        <FailureNote title={t("broken")}>{errorWords(error)}</FailureNote>
      </div>
    );
  }
  if (groups === null) return null;
  if (isEmpty) {
    const text =
      counts.succeeded > 0
        ? t("empty.allWell", { count: counts.succeeded, shown: formatNumber(counts.succeeded) })
        : t("empty.notYet");
    return <EmptyState icon={IconCircleCheck} title={t("empty.title")} text={text} />;
  }
  return (
    <div className={classes.tab}>
      <div className={classes.toolbar} role="toolbar" aria-label={t("toolbar")}>
        <Button
          leftSection={<IconRefresh size="1rem" aria-hidden />}
          disabled={!canRetry}
          onClick={() => retry()}
          data-testid="retry-failed"
        >
          {t("retry", { failed: formatNumber(failed) })}
        </Button>
        <Button
          variant="default"
          leftSection={<IconRefresh size="1rem" aria-hidden />}
          disabled={!canRetry || selected === 0}
          onClick={() => void retrySelected().catch(notifyError)}
          data-testid="retry-selected"
        >
          {selected === 0 ? t("retrySelectedNone") : t("retrySelected", { selected: formatNumber(selected) })}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileExport size="1rem" aria-hidden />}
          onClick={() => exportFailed(failures)}
        >
          {t("export")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconCopy size="1rem" aria-hidden />}
          onClick={() => void copyValues().catch(notifyError)}
        >
          {t("copyValues")}
        </Button>
        {isRunning && <span className={classes.note}>{t("afterRun")}</span>}
        <div className={classes.end}>
          <DetailToggle tab="failed" answer={answer} />
        </div>
      </div>
      <GroupCards
        groups={groups}
        picked={key}
        canRetry={canRetry}
        onPick={(next) => setPicked({ generation, key: next })}
        onRetry={retry}
        onShow={openDetail}
      />
      <DataGrid
        label={t("grid")}
        source={source}
        columns={columns}
        widths={widths}
        onResize={(column, width) => setWidths((before) => ({ ...before, [column]: width }))}
        onSelect={setRange}
        onAnswer={onAnswer}
        onCopy={(cells, headers) => void copyCells(cells, headers).catch(notifyError)}
        onLook={({ row, column, value: { kind, text } }) =>
          lookAt({ title: columns.find(({ id }) => id === column)?.title ?? "", row, cell: { kind, text } })
        }
        onDetail={toggleDetail}
        onError={notifyError}
      />
    </div>
  );
}
