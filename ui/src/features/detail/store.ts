import { create } from "zustand";

import { selectRow } from "../../app/window";

interface DetailState {
  /** Whether the panel follows the selection; the user shuts it for good by its cross, until it is asked for again. */
  isWanted: boolean;
}

const useDetail = create<DetailState>(() => ({ isWanted: true }));

export const useDetailWanted = () => useDetail((state) => state.isWanted);

/** The user moved to a row: its request is shown if the panel is open for it. */
export function followRow(position: number): void {
  if (useDetail.getState().isWanted) selectRow(position);
}

/** Opens the panel on a request, whether it was shut or not. */
export function openDetail(position: number): void {
  useDetail.setState({ isWanted: true });
  selectRow(position);
}

export function closeDetail(): void {
  useDetail.setState({ isWanted: false });
  selectRow(null);
}
