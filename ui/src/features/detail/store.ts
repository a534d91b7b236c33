import { useCallback } from "react";
import { create } from "zustand";

import { useFrame } from "../../app/useFrame";
import { selectRow, useSelectedRow } from "../../app/window";
import type { AppError, RowDetail } from "../../bindings";

interface DetailState {
  /** Whether the panel follows the selection; the user shuts it for good by its cross, until it is asked for again. */
  isWanted: boolean;
  /** The last that was read, and of which document: it stays until the next one comes, so that the panel does not blink. */
  reading: { generation: number; detail: RowDetail | null; error: AppError | null };
}

export const useDetailStore = create<DetailState>(() => ({
  isWanted: true,
  reading: { generation: -1, detail: null, error: null },
}));

/**
 * Answers what to call when the user moves to a row: its request is shown, unless the panel was shut, or would cover the
 * table in a narrow window without being asked for.
 */
export function useFollowRow(): (position: number) => void {
  const isWanted = useDetailStore((state) => state.isWanted);
  const isWide = useFrame() === "wide";
  const isOpen = useSelectedRow() !== null;
  const follows = isWanted && (isWide || isOpen);
  return useCallback(
    (position) => {
      if (follows) selectRow(position);
    },
    [follows],
  );
}

/** Opens the panel on a request, whether it was shut or not. */
export function openDetail(position: number): void {
  useDetailStore.setState({ isWanted: true });
  selectRow(position);
}

export function closeDetail(): void {
  useDetailStore.setState({ isWanted: false });
  selectRow(null);
}
