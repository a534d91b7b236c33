import { useMemo } from "react";

import { isPlain, NO_SELECTION } from "../../app/view";
import type { Selection, View } from "../../bindings";
import { useResults } from "./store";
import { useShownColumns } from "./useShownColumns";

/** What the grid shows, for whoever writes it to a file or the clipboard. */
export interface GridView {
  view: View;
  rows: number;
  /** Whether rows of the table are left out. */
  isFiltered: boolean;
  /** Shown columns in order. */
  columns: number[];
  /** Whether it differs from the whole table: fewer rows or columns, or another order. */
  isNarrowed: boolean;
  selection: Selection;
}

export function useGridView(): GridView {
  const info = useResults((state) => state.info);
  const view = useResults((state) => state.shown);
  const range = useResults((state) => state.range);
  const shown = useShownColumns();
  return useMemo(() => {
    const all = (info?.columns ?? []).filter((column) => !column.hidden);
    const columns = shown.map(({ id }) => id);
    const isNarrowed = !isPlain(view) || columns.length !== all.length || columns.some((id, at) => id !== all[at]?.id);
    const selection = range === null ? NO_SELECTION : { areas: [...range.areas] };
    const rows = info?.rows ?? 0;
    return { view, rows, isFiltered: rows < (info?.totalRows ?? 0), columns, isNarrowed, selection };
  }, [info, view, shown, range]);
}
