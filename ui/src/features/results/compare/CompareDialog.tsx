import { SegmentedControl, Text } from "@mantine/core";
import { IconArrowsDiff, IconEqual } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { useDocumentGeneration } from "../../../app/document";
import { formatNumber } from "../../../app/format";
import { notifyError } from "../../../app/notify";
import type { CompareInfo, CompareWhich } from "../../../bindings";
import { DataGrid, type LookedAt, type PageSource } from "../../../components/DataGrid";
import { EmptyState } from "../../../components/EmptyState";
import { WideDialog } from "../../../components/WideDialog";
import { platform, toAppError } from "../../../platform";
import { lookAt } from "../../value";
import { openAnalysis } from "../analysis";
import type { CopyTo } from "../CopyAs";
import { CopyTable } from "../CopyTable";
import { cellWords } from "../filter/words";
import classes from "./Compare.module.css";
import { CompareFields } from "./CompareFields";
import { compareColumns, toGridPage } from "./comparePage";
import { copyDifferences } from "./copyDifferences";
import { adoptCompare, proposeKept, startCompare, useCompare } from "./store";

const WHICH: readonly CompareWhich[] = ["differing", "added", "removed", "changed"];

/** What became of the rows since an earlier result. */
export function CompareDialog() {
  const { t } = useTranslation("compare");
  const generation = useDocumentGeneration();
  useEffect(() => {
    adoptCompare(generation);
    void proposeKept();
  }, [generation]);
  const { earlier, info } = useCompare();
  return (
    <WideDialog title={t("title")} isOpen onClose={() => openAnalysis(null)} side={<CompareFields />}>
      {info !== null ? (
        <Differences info={info} />
      ) : (
        <EmptyState
          icon={IconArrowsDiff}
          title={earlier === null ? t("empty.title") : t("ready.title")}
          text={earlier === null ? t("empty.text") : t("ready.text")}
        />
      )}
    </WideDialog>
  );
}

function countOf(info: CompareInfo, which: CompareWhich): number {
  const { added, removed, changed } = info;
  return which === "differing" ? added + removed + changed : { added, removed, changed }[which];
}

function Differences({ info }: { info: CompareInfo }) {
  const { t } = useTranslation("compare");
  const which = useCompare((state) => state.which);
  const [widths, setWidths] = useState<Record<number, number>>({});
  const rows = countOf(info, which);
  const source = useMemo<PageSource>(
    () => ({
      lineage: `${info.id} ${which}`,
      rows,
      load: async (offset, limit) =>
        toGridPage(await platform().compare.page(info.id, which, offset, limit), (change) => t(`change.${change}`)),
    }),
    [info, which, rows, t],
  );
  const columns = useMemo(() => compareColumns(info, t("what")), [info, t]);
  const look = ({ row, column, value }: LookedAt) =>
    lookAt({
      title: columns.find(({ id }) => id === column)?.title ?? "",
      row,
      cell: { kind: value.kind, text: value.text },
      ...(value.before ? { before: value.before } : {}),
    });
  const copy: CopyTo = (headers, format) => void copyDifferences(headers, format);
  return (
    <>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t("which.label")}
          value={which}
          onChange={(next) => useCompare.setState({ which: next as CompareWhich })}
          data={WHICH.map((one) => ({
            value: one,
            label: t(`which.${one}`, { count: countOf(info, one), shown: formatNumber(countOf(info, one)) }),
          }))}
        />
        <Text size="xs" c="var(--fg-dim)" role="status" mr="auto">
          {[
            t("unchanged", { count: info.unchanged }),
            ...(info.repeatedKeys > 0 ? [t("repeated", { count: info.repeatedKeys })] : []),
          ].join(" · ")}
        </Text>
        <CopyTable isDisabled={rows === 0} onCopy={copy} />
      </div>
      {rows === 0 ? (
        <EmptyState icon={IconEqual} title={t("none.title")} text={t("none.text")} />
      ) : (
        <DataGrid
          label={t("grid")}
          source={source}
          columns={columns}
          widths={widths}
          pinned={1}
          tipOf={({ before }) => before && t("was", { before: cellWords(before) })}
          onResize={(column, width) => setWidths((known) => ({ ...known, [column]: width }))}
          onCopyTable={copy}
          onLook={look}
          onError={(thrown) =>
            toAppError(thrown).code === "view_gone" ? void startCompare().catch(notifyError) : notifyError(thrown)
          }
        />
      )}
    </>
  );
}
