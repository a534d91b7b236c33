import { Text } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { notifyError } from "../../app/notify";
import { rowsText, shapeOf } from "../../app/shapeOf";
import type { Column } from "../../bindings";
import { DataGrid } from "../../components/DataGrid";
import { EmptyState } from "../../components/EmptyState";
import { FailureNote } from "../../components/FailureNote";
import { said } from "../../i18n/sentences";
import { ColumnMenu, type ColumnMenuAt } from "./ColumnMenu";
import { previewSource } from "./previewSource";
import classes from "./Shape.module.css";
import { useShape } from "./store";
import { useTouchedColumn } from "./useTouchedColumn";

/** The first rows as the steps make them. */
export function PreviewPane({ columns }: { columns: readonly Column[] }) {
  const { t } = useTranslation("shape");
  const preview = useShape((state) => state.preview);
  const [menu, setMenu] = useState<ColumnMenuAt | null>(null);
  // A column more gives all of them other ids: what was known by the old ones is forgotten.
  const lineage = preview === null ? "" : rowsText(shapeOf(preview.steps));
  const source = useMemo(() => preview && previewSource(preview.result, lineage), [preview, lineage]);
  // Titles and order are those of the steps at once; the cells are looked up by the ids of the preview.
  const shown = useMemo(() => {
    const byName = new Map(preview?.result.columns.map((column) => [`${column.origin} ${column.name}`, column.id]));
    return columns.flatMap((column) => {
      const id = byName.get(`${column.origin} ${column.name}`);
      return id === undefined || column.hidden ? [] : [{ ...column, id }];
    });
  }, [preview, columns]);
  const marked = useTouchedColumn(shown);
  if (preview === null || source === null) return null;
  const { result } = preview;
  return (
    <>
      {result.problem !== null && (
        <div className={classes.problem}>
          <FailureNote title={t("preview.failed", { count: result.failed, answers: result.answers })}>
            {said(result.problem)}
          </FailureNote>
        </div>
      )}
      {result.totalRows === 0 ? (
        <EmptyState icon={IconTable} title={t("preview.noRows")} text={t("preview.noRowsText")} />
      ) : (
        <DataGrid
          key={lineage}
          label={t("preview.grid")}
          source={source}
          columns={shown}
          marked={marked}
          onHeaderMenu={(column, bounds) => setMenu({ column, bounds })}
          onAway={() => setMenu(null)}
          onError={notifyError}
        />
      )}
      <ColumnMenu columns={shown} at={menu} isInShape onClose={() => setMenu(null)} />
    </>
  );
}

/** Of how many answers the rows are, beside the switch above them. */
export function PreviewNote() {
  const { t } = useTranslation("shape");
  const preview = useShape((state) => state.preview)?.result;
  if (!preview || preview.answers === 0) return null;
  return (
    <Text size="xs" c="var(--fg-dim)" component="span" role="status">
      {preview.rows.length < preview.totalRows
        ? t("preview.first", { count: preview.totalRows, shown: preview.rows.length })
        : t("app:status.rows", { count: preview.totalRows })}
      {" · "}
      {t("preview.answers", { count: preview.answers })}
    </Text>
  );
}
