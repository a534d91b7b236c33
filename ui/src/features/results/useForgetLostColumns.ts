import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { type DocumentStore, documentStore, isActive, useColumns } from "../../app/document";
import { formatList } from "../../app/list";
import { notifyDone } from "../../app/notify";
import { columnsIn, withoutLost } from "./filter/tree";
import { dropFromLook, useResults } from "./store";
import { titleOf } from "./useShownColumns";

/** Whether a column that is not there will not come: the answers of a run bring theirs one after the other. */
const isComplete = ({ progress, document }: DocumentStore) =>
  !isActive(progress) &&
  document !== null &&
  document.table.version >= progress.tableVersion &&
  document.table.columns.some(({ origin }) => origin === "field");

/** What is asked of a column that the shape does not make any more, or leaves out, could neither be seen nor taken back. */
export function useForgetLostColumns(): void {
  const { t } = useTranslation("filter");
  const columns = useColumns();
  const isWhole = documentStore(isComplete);
  const sort = useResults((state) => state.sort);
  const filter = useResults((state) => state.filter);
  useEffect(() => {
    if (!isWhole) return;
    const there = new Set(columns.flatMap(({ id, hidden }) => (hidden ? [] : [id])));
    const lost = [...sort.map(({ column }) => column), ...columnsIn(filter)].filter((column) => !there.has(column));
    if (lost.length === 0) return;
    const names = [...new Set(lost)].map((column) => t("lost.name", { column: titleOf(columns, column) }));
    notifyDone(t("lost.note", { count: names.length, columns: formatList(names) }));
    dropFromLook({ sort: sort.filter(({ column }) => there.has(column)), filter: withoutLost(filter, there) });
  }, [columns, isWhole, sort, filter, t]);
}
