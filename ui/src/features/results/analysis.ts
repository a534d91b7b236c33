import { create } from "zustand";

import type { GroupKey } from "../../bindings";

/** What the table is looked at with, in a dialog of its own. */
export type Analysis =
  | { kind: "groups"; by: GroupKey[] }
  | { kind: "chart"; column: number | null }
  | { kind: "compare" };

const useAnalysisStore = create<{ analysis: Analysis | null }>(() => ({ analysis: null }));

export const useAnalysis = () => useAnalysisStore((state) => state.analysis);
export const openAnalysis = (analysis: Analysis | null) => useAnalysisStore.setState({ analysis });
