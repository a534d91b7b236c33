import { create } from "zustand";

/** A cell that the grid shall go to; the same cell may be asked for again. */
interface Goal {
  row: number;
  /** The cursor's own when there is none. */
  column: number | undefined;
}

export const useGoal = create<{ goal: Goal | null }>(() => ({ goal: null }));

export const goToCell = (row: number, column?: number) => useGoal.setState({ goal: { row, column } });
