import { create } from "zustand";

import type { GridBounds } from "../../components/DataGrid";

/** A panel that hangs on a header or a chip, about one column. */
export interface ColumnAt {
  column: number;
  bounds: GridBounds;
}

interface Opened {
  filter: ColumnAt | null;
  /** The list of columns beside the table, and the column whose card is open in it. */
  columns: boolean;
  profiled: number | null;
  goTo: boolean;
}

/** What is open beside and over the table. */
export const useOpened = create<Opened>(() => ({ filter: null, columns: false, profiled: null, goTo: false }));

export const openFilter = (filter: ColumnAt | null) => useOpened.setState({ filter });
export const setColumnsOpen = (columns: boolean) => useOpened.setState({ columns, profiled: null });
/** Opens the list of columns with the figures of one. */
export const openProfile = (profiled: number | null) => useOpened.setState({ columns: true, profiled });
export const setGoToOpen = (goTo: boolean) => useOpened.setState({ goTo });

/** Where an element is in the window, to hang a panel on. */
export function boundsOf(element: Element): GridBounds {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
}
