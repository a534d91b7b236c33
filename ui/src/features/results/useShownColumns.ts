import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";

import { documentStore } from "../../app/document";
import type { Column } from "../../bindings";
import { orderedColumns, shownColumns } from "./columnOrder";
import { useResults } from "./store";

const NONE: Column[] = [];

/** Columns of the table as the view knows them; until the first view is there the document's own word has to do. */
export function useTableColumns(): Column[] {
  const ofView = useResults(({ info, columns }) => (info === null ? null : columns));
  const isKnown = ofView !== null;
  // Of no interest once there is a view: the document is asked for anew every second.
  const ofDocument = documentStore(({ document }) => (isKnown ? NONE : (document?.table.columns ?? NONE)));
  return ofView ?? ofDocument;
}

const useColumnLook = () => useResults(useShallow(({ order, hidden, pinned }) => ({ order, hidden, pinned })));

/** The columns that the grid shows, in their order. */
export function useShownColumns(): Column[] {
  const columns = useTableColumns();
  const look = useColumnLook();
  return useMemo(() => shownColumns(columns, look), [columns, look]);
}

/** All columns of the table in their order, the hidden ones too. */
export function useAllColumns(): Column[] {
  const columns = useTableColumns();
  const look = useColumnLook();
  return useMemo(() => orderedColumns(columns, look), [columns, look]);
}

/** The name of a column by its id, as it was when it is not there now. */
export function titleOf(columns: readonly Column[], id: number): string {
  return columns.find((column) => column.id === id)?.title ?? useResults.getState().titles[id] ?? "";
}
