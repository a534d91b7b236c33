import { create } from "zustand";

import type { Column, Grouping, MeasureFunction } from "../../../bindings";

const NO_GROUPS: Grouping = { by: [], measures: [], sort: null };

/** What the groups are made of; it stays from one time to the next, as long as the document is open. */
export const useGrouping = create<Grouping>(() => NO_GROUPS);

/** Columns of another document are others, whatever their ids. */
export const forgetGrouping = () => useGrouping.setState(NO_GROUPS);

export const MOST_KEYS = 3;

export const FUNCTIONS: readonly MeasureFunction[] = ["sum", "mean", "min", "max", "count", "distinct"];

/** What is asked first of a column: numbers are added up, anything else is told apart. */
export function usualFunction({ type }: Pick<Column, "type">): MeasureFunction {
  return type === "integer" || type === "decimal" ? "sum" : "distinct";
}

export const isDated = ({ type }: Pick<Column, "type">) => type === "date" || type === "dateTime";

/** Keys, number of rows and measures are at other places now: an order by a place would be another order. */
export const setGrouping = (part: Partial<Grouping>) =>
  useGrouping.setState("sort" in part ? part : { ...part, sort: null });

/** What is grouped by or measured and is there no more goes. */
export function keepColumns(there: ReadonlySet<number>): void {
  const { by, measures } = useGrouping.getState();
  const keys = by.filter(({ column }) => there.has(column));
  const kept = measures.filter(({ column }) => there.has(column));
  if (keys.length < by.length || kept.length < measures.length) setGrouping({ by: keys, measures: kept });
}
