import { useMemo } from "react";

import type { View } from "../../bindings";
import { shownColumns, useResults } from "./store";

/** What the grid shows, for whoever writes it to a file or the clipboard. */
export interface GridView {
  view: View;
  rows: number;
  /** Shown columns in order. */
  columns: number[];
  /** Whether it differs from the whole table: fewer rows or columns, or another order. */
  isNarrowed: boolean;
}

export function useGridView(): GridView {
  const info = useResults((state) => state.info);
  const view = useResults((state) => state.shown);
  const order = useResults((state) => state.order);
  const hidden = useResults((state) => state.hidden);
  return useMemo(() => {
    const all = (info?.columns ?? []).filter((column) => !column.hidden);
    const columns = shownColumns(all, order, hidden).map(({ id }) => id);
    const isNarrowed =
      view.sort !== null ||
      view.search !== "" ||
      columns.length !== all.length ||
      columns.some((id, at) => id !== all[at]?.id);
    return { view, rows: info?.rows ?? 0, columns, isNarrowed };
  }, [info, view, order, hidden]);
}
