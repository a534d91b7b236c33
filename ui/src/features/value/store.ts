import { create } from "zustand";

import type { Cell } from "../../bindings";

/** A cell that is looked at whole. */
export interface Looked {
  /** Of its column. */
  title: string;
  /** From 0. */
  row: number;
  cell: Cell;
  /** What it was before, where two tables are compared. */
  before?: Cell;
}

export const useLooked = create<{ looked: Looked | null }>(() => ({ looked: null }));

/** Opens the value viewer on a cell; null shuts it. */
export const lookAt = (looked: Looked | null) => useLooked.setState({ looked });
