import { Button } from "@mantine/core";
import { IconAlertTriangle, IconFlask2, IconHourglass, IconSearchOff, IconTable } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { testOne, useCounts, useIsRunning, useProgress } from "../../app/document";
import { formatNumber } from "../../app/format";
import { notifyError } from "../../app/notify";
import { isNoFilter } from "../../app/view";
import { waitWords } from "../../app/wait";
import { showTab } from "../../app/window";
import { EmptyState } from "../../components/EmptyState";
import { clearView, setSearch, useResults } from "./store";

/** Why there are no rows to see, and what to do about it. */
export function ResultsEmpty() {
  const { t } = useTranslation("results");
  const info = useResults((state) => state.info);
  const shown = useResults((state) => state.shown);
  const isRunning = useIsRunning();
  const counts = useCounts();
  if (info === null) return <div style={{ flex: 1 }} />;
  if (info.totalRows > 0) {
    const isSearch = shown.search !== "" && isNoFilter(shown.filter);
    return (
      <EmptyState
        icon={IconSearchOff}
        title={isSearch ? t("empty.notFound", { search: shown.search }) : t("empty.filtered")}
        text={isSearch ? t("empty.notFoundText") : t("empty.filteredText")}
      >
        <Button variant="default" onClick={() => (isSearch ? setSearch("") : clearView())}>
          {isSearch ? t("find.clear") : t("filter:bar.clearAll")}
        </Button>
      </EmptyState>
    );
  }
  if (isRunning) return <Waiting />;
  if (counts.failed > 0) {
    return (
      <EmptyState
        icon={IconAlertTriangle}
        title={
          counts.failed < counts.planned
            ? t("empty.firstFailed", { count: counts.failed, planned: formatNumber(counts.planned) })
            : t("empty.allFailed", { count: counts.failed, failed: formatNumber(counts.failed) })
        }
        text={t("empty.allFailedText")}
      >
        <Button variant="default" onClick={() => showTab("failed")}>
          {t("empty.showFailed")}
        </Button>
      </EmptyState>
    );
  }
  if (counts.succeeded > 0)
    return <EmptyState icon={IconTable} title={t("empty.noRecords")} text={t("empty.noRecordsText")} />;
  return (
    <EmptyState icon={IconTable} title={t("empty.title")} text={t("empty.text")}>
      <Button
        variant="default"
        leftSection={<IconFlask2 size="1rem" aria-hidden />}
        onClick={() => void testOne().catch(notifyError)}
      >
        {t("empty.testOne")}
      </Button>
    </EmptyState>
  );
}

function Waiting() {
  const { t } = useTranslation("results");
  const { inFlight, done, total, failed, wait } = useProgress();
  const text =
    wait !== null
      ? `${waitWords(wait)}.`
      : done > 0
        ? t("empty.waitingDone", { done: formatNumber(done), total: formatNumber(total), failed: formatNumber(failed) })
        : t("empty.waitingText", { count: inFlight, inFlight: formatNumber(inFlight) });
  return <EmptyState icon={IconHourglass} title={t("empty.waiting")} text={text} />;
}
