import { Button } from "@mantine/core";
import { IconCircleCheck, IconCopy, IconRefresh } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import {
  retryFailed,
  useCheck,
  useCounts,
  useDocumentGeneration,
  useFailedCount,
  useIsRunning,
} from "../../app/document";
import { formatNumber } from "../../app/format";
import { notifyDone, notifyError } from "../../app/notify";
import type { FailureCategory } from "../../bindings";
import { copyText } from "../../components/clipboard";
import { DataGrid, type GridRange, type PageSource } from "../../components/DataGrid";
import { EmptyState } from "../../components/EmptyState";
import { FailureNote } from "../../components/FailureNote";
import { platform } from "../../platform";
import { DetailToggle, useFollowRow } from "../detail";
import { CategoryCards } from "./CategoryCards";
import { failedCells, failedValues } from "./copyFailed";
import classes from "./FailuresTab.module.css";
import { failedColumns, toPage } from "./failedColumns";
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
  const followRow = useFollowRow("failed");
  const placeholders = useCheck()?.placeholders ?? NO_NAMES;
  const [picked, setPicked] = useState<{ generation: number; category: FailureCategory | null } | null>(null);
  const [widths, setWidths] = useState<Record<number, number>>({});

  // What was picked may have been retried away, or belong to another document.
  const wanted = picked?.generation === generation ? picked.category : null;
  const category = groups?.some((group) => group.category === wanted) ? wanted : null;

  const names = placeholders.join("\n");
  const columns = useMemo(() => failedColumns(names === "" ? [] : names.split("\n"), t), [names, t]);
  const total = (groups ?? [])
    .filter((group) => category === null || group.category === category)
    .reduce((sum, { count }) => sum + count, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every reading may have other requests at the same places.
  const source = useMemo<PageSource>(
    () => ({
      lineage: `${generation} ${category}`,
      rows: total,
      load: async (offset, limit, ids) => toPage(await platform().failures.page(category, offset, limit), columns, ids),
    }),
    [generation, category, total, columns, reading],
  );

  const [position, setPosition] = useState<number | null>(null);
  const onPosition = useCallback(
    (next: number | null) => {
      setPosition(next);
      followRow(next);
    },
    [followRow],
  );
  const isEmpty = groups !== null && groups.length === 0;
  useEffect(() => {
    if (isEmpty) onPosition(null);
  }, [isEmpty, onPosition]);

  const copyValues = async () => {
    const { text, count } = await failedValues(category);
    await copyText(text);
    notifyDone(t("valuesCopied", { count, shown: formatNumber(count) }));
  };
  const copyCells = async (range: GridRange, headers: boolean) => {
    const chosen = range.columns.flatMap((id) => columns.find((column) => column.id === id) ?? []);
    const { text, rows } = await failedCells(category, range, chosen, headers);
    await copyText(text);
    notifyDone(t("results:copied", { rows, columns: chosen.length }));
  };

  if (error !== null) {
    return (
      <div style={{ padding: "0.75rem" }}>
        <FailureNote title={t("broken")}>{error.message}</FailureNote>
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
          disabled={isRunning || failed === 0}
          onClick={() => void retryFailed().catch(notifyError)}
          data-testid="retry-failed"
        >
          {t("retry", { failed: formatNumber(failed) })}
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
          <DetailToggle tab="failed" position={position} />
        </div>
      </div>
      <CategoryCards groups={groups} picked={category} onPick={(next) => setPicked({ generation, category: next })} />
      <DataGrid
        label={t("grid")}
        source={source}
        columns={columns}
        widths={widths}
        onResize={(column, width) => setWidths((before) => ({ ...before, [column]: width }))}
        onPosition={onPosition}
        onCopy={(range, headers) => void copyCells(range, headers).catch(notifyError)}
        onError={notifyError}
      />
    </div>
  );
}
