import { Button, Group, Text } from "@mantine/core";
import { IconFileExport, IconListSearch, IconStack2 } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { errorWords } from "../../../app/errorWords";
import { formatNumber } from "../../../app/format";
import { notifyError } from "../../../app/notify";
import type { Cell, GroupKey } from "../../../bindings";
import { DataGrid, type GridRange } from "../../../components/DataGrid";
import { EmptyState } from "../../../components/EmptyState";
import { WideDialog } from "../../../components/WideDialog";
import { platform, toAppError } from "../../../platform";
import { openAnalysis } from "../analysis";
import type { CopyTo } from "../CopyAs";
import { CopyTable } from "../CopyTable";
import { withMember } from "../filter/tree";
import { changeLook } from "../store";
import { useAllColumns } from "../useShownColumns";
import { copyGroups, exportGroups } from "./copyGroups";
import { rowsOfKey } from "./drill";
import { GroupFields } from "./GroupFields";
import classes from "./Groups.module.css";
import { GroupsTotal } from "./GroupsTotal";
import { groupColumns } from "./groupColumns";
import { groupSource } from "./groupSource";
import { keepColumns, setGrouping, useGrouping } from "./store";
import { useGroups } from "./useGroups";

/** The rows that are shown put together by what they have in common. */
export function GroupsDialog({ by }: { by: readonly GroupKey[] }) {
  const { t } = useTranslation("groups");
  const columns = useAllColumns();
  useEffect(() => {
    if (by.length > 0) setGrouping({ by: [...by] });
  }, [by]);
  useEffect(() => keepColumns(columns), [columns]);
  // A table of other columns has widths of its own.
  const table = useGrouping(({ by: keys, measures }) => JSON.stringify([keys, measures]));
  return (
    <WideDialog title={t("title")} isOpen onClose={() => openAnalysis(null)} side={<GroupFields columns={columns} />}>
      <GroupTable key={table} />
    </WideDialog>
  );
}

function GroupTable() {
  const { t } = useTranslation("groups");
  const grouping = useGrouping();
  const { info, error, renew } = useGroups(grouping);
  const [widths, setWidths] = useState<Record<number, number>>({});
  const [range, setRange] = useState<GridRange | null>(null);
  const [digits, setDigits] = useState<readonly number[]>([]);
  const source = useMemo(() => info && groupSource(info, digits, setDigits), [info, digits]);
  const columns = useMemo(() => groupColumns(info?.columns ?? [], t), [info, t]);

  if (grouping.by.length === 0) return <EmptyState icon={IconStack2} title={t("empty.title")} text={t("empty.text")} />;
  const sortBy = (column: number) => {
    const { sort } = grouping;
    if (sort?.column !== column) setGrouping({ sort: { column, descending: info?.columns[column]?.role !== "key" } });
    else setGrouping({ sort: { column, descending: !sort.descending } });
  };
  const copy: CopyTo = (headers, format) => void copyGroups(grouping, info, headers, format);
  /** The table shows the rows of the group alone. */
  const drill = async (row: number) => {
    if (info === null) return;
    const page = await platform().rows.groupPage(info.id, row, 1);
    const cells = page.columns.map(({ kinds, texts }): Cell => ({ kind: kinds[0] ?? "missing", text: texts[0] ?? "" }));
    changeLook(({ filter }) => ({
      filter: grouping.by.reduce((all, key, at) => {
        const cell = cells[at];
        return cell ? withMember(all, key.column, rowsOfKey(key, cell)) : all;
      }, filter),
    }));
    openAnalysis(null);
  };
  return (
    <>
      <div className={classes.bar}>
        <Text size="xs" c={error ? "var(--fg-failed)" : "var(--fg-dim)"} role="status">
          {error !== null
            ? errorWords(error)
            : info === null
              ? t("making")
              : t("count", { count: info.rows, rows: formatNumber(info.viewRows) })}
        </Text>
        <Group gap="xs" ml="auto">
          <CopyTable isDisabled={info === null} onCopy={copy} />
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconListSearch size="0.875rem" aria-hidden />}
            disabled={range === null}
            onClick={() => range && void drill(range.row).catch(notifyError)}
          >
            {t("drill")}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconFileExport size="0.875rem" aria-hidden />}
            disabled={info === null}
            onClick={() => exportGroups(grouping)}
          >
            {t("export")}
          </Button>
        </Group>
      </div>
      <DataGrid
        label={t("grid")}
        source={source}
        columns={columns}
        widths={widths}
        sort={grouping.sort ? [grouping.sort] : []}
        onHeaderClick={sortBy}
        onResize={(column, width) => setWidths((before) => ({ ...before, [column]: width }))}
        onSelect={setRange}
        onCopyTable={copy}
        onLook={({ row }) => void drill(row).catch(notifyError)}
        onError={(thrown) => (toAppError(thrown).code === "view_gone" ? renew() : notifyError(thrown))}
      />
      {info !== null && grouping.measures.length > 0 && <GroupsTotal info={info} digits={digits} />}
    </>
  );
}
