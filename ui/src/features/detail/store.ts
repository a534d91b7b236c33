import { useCallback } from "react";
import { create } from "zustand";

import type { AnswerRef } from "../../app/answerRef";
import { hasRoom, useFrame } from "../../app/useFrame";
import { isRowSelected, type RowTab, selectNoRow, selectRow, useIsRowSelected } from "../../app/window";
import type { AppError, RowDetail } from "../../bindings";

interface DetailState {
  /** Whether the panel follows the selection: from when it is asked for until it is shut. */
  isWanted: boolean;
  /** The last that was read, and of which document: it stays until the next one comes, so that the panel does not blink. */
  reading: { generation: number; detail: RowDetail | null; error: AppError | null };
}

export const useDetailStore = create<DetailState>(() => ({
  isWanted: false,
  reading: { generation: -1, detail: null, error: null },
}));

/**
 * Answers what to call when the user moves to a row of a tab: its answer is shown once the panel was asked for, unless it would
 * cover the table in a narrow window without being asked for. Null when no row is selected any more.
 */
export function useFollowRow(tab: RowTab): (answer: AnswerRef | null) => void {
  const isWanted = useDetailStore((state) => state.isWanted);
  const isWide = hasRoom(useFrame());
  const isOpen = useIsRowSelected(tab);
  const follows = isWanted && (isWide || isOpen);
  return useCallback(
    (answer) => {
      if (follows || answer === null) selectRow(answer, tab);
    },
    [follows, tab],
  );
}

/** Opens the panel on an answer, whether it was shut or not. */
export function openDetail(answer: AnswerRef): void {
  useDetailStore.setState({ isWanted: true });
  selectRow(answer);
}

/** Shuts the panel until it is asked for again. */
export function closeDetail(): void {
  useDetailStore.setState({ isWanted: false });
  selectNoRow();
}

/** Opens the panel on an answer, or shuts it: for a key. */
export function toggleDetail(answer: AnswerRef): void {
  if (isRowSelected()) closeDetail();
  else openDetail(answer);
}
