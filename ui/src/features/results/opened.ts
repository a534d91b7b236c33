import { create } from "zustand";

import type { GridBounds } from "../../components/DataGrid";

/** A panel that hangs on a header or a chip, about one column. */
export interface ColumnAt {
  column: number;
  bounds: GridBounds;
}

interface Opened {
  filter: ColumnAt | null;
  /** The list of columns beside the table, and the columns whose cards are open in it. */
  columns: boolean;
  profiled: readonly number[];
  goTo: boolean;
}

/** What is open beside and over the table. */
export const useOpened = create<Opened>(() => ({ filter: null, columns: false, profiled: [], goTo: false }));

export const openFilter = (filter: ColumnAt | null) => useOpened.setState({ filter });
export const setColumnsOpen = (columns: boolean) => useOpened.setState({ columns, profiled: [] });
/** Opens the list of columns with the figures of some. */
export const openProfiles = (profiled: readonly number[]) => useOpened.setState({ columns: true, profiled });
export const closeProfile = (column: number) =>
  useOpened.setState(({ profiled }) => ({ profiled: profiled.filter((one) => one !== column) }));
export const setGoToOpen = (goTo: boolean) => useOpened.setState({ goTo });

/** Where an element is in the window, to hang a panel on. */
export function boundsOf(element: Element): GridBounds {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
}
