import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";

import { useColumns } from "../../app/document";
import type { Column } from "../../bindings";
import { orderedColumns, shownColumns } from "./columnOrder";
import { useResults } from "./store";

/** Columns of the table as the view knows them; until the first view is there the document's own word has to do. */
function useKnownColumns(): Column[] {
  const columns = useResults((state) => state.info?.columns);
  const ofDocument = useColumns();
  return columns ?? ofDocument;
}

const useColumnLook = () => useResults(useShallow(({ order, hidden, pinned }) => ({ order, hidden, pinned })));

/** The columns that the grid shows, in their order. */
export function useShownColumns(): Column[] {
  const columns = useKnownColumns();
  const look = useColumnLook();
  return useMemo(() => shownColumns(columns, look), [columns, look]);
}

/** All columns of the table in their order, the hidden ones too. */
export function useAllColumns(): Column[] {
  const columns = useKnownColumns();
  const look = useColumnLook();
  return useMemo(() => orderedColumns(columns, look), [columns, look]);
}

/** The name of a column by its id. */
export function titleOf(columns: readonly Column[], id: number): string {
  return columns.find((column) => column.id === id)?.title ?? "";
}
