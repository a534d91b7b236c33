import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useColumns, useDocumentGeneration } from "../../app/document";
import { notifyError } from "../../app/notify";
import { isSameKey } from "../../app/shapeOf";
import type { TestResult } from "../../bindings";
import { DataGrid, type PageSource } from "../../components/DataGrid";
import { ColumnMenu, type ColumnMenuAt, listedColumns, useWishedShape } from "../shape";
import { withRequest } from "./requestColumns";
import { testPage } from "./testPage";

/** The rows of the tested answer; each column's menu changes what it is called, its type, or whether it is there. */
export function TestRows({ result: tested }: { result: TestResult }) {
  const { t } = useTranslation("preview");
  const table = useColumns();
  const generation = useDocumentGeneration();
  const shape = useWishedShape();
  const [widths, setWidths] = useState<Record<number, number>>({});
  const [menu, setMenu] = useState<ColumnMenuAt | null>(null);
  const result = useMemo(
    () =>
      withRequest(
        tested,
        shape,
        (key) => table.find((column) => isSameKey(column, key))?.title ?? t(`shape:facts.${key.name}`),
      ),
    [tested, shape, table, t],
  );
  const columns = useMemo(
    () => listedColumns(result.columns, shape).filter(({ hidden }) => !hidden),
    [result.columns, shape],
  );
  const source = useMemo<PageSource>(
    () => ({
      lineage: `${generation} ${result.detail.startedAtMs}`,
      rows: result.rows.length,
      load: async (offset, limit, ids) => testPage(result, offset, limit, ids),
    }),
    [result, generation],
  );
  return (
    <>
      <DataGrid
        label={t("rows")}
        source={source}
        columns={columns}
        widths={widths}
        onResize={(column, width) => setWidths((before) => ({ ...before, [column]: width }))}
        onHeaderMenu={(column, bounds) => setMenu({ column, bounds })}
        onAway={() => setMenu(null)}
        onError={notifyError}
      />
      <ColumnMenu columns={columns} at={menu} onClose={() => setMenu(null)} />
    </>
  );
}
