import { create } from "zustand";

import type { Column, Grouping } from "../../../bindings";
import { functionsOf, usualFunction } from "../measures";

const NO_GROUPS: Grouping = { by: [], measures: [], sort: null };

/** What the groups are made of; it stays from one time to the next, as long as the document is open. */
export const useGrouping = create<Grouping>(() => NO_GROUPS);

/** Columns of another document are others, whatever their ids. */
export const forgetGrouping = () => useGrouping.setState(NO_GROUPS);

export const MOST_KEYS = 3;

/** Keys, number of rows and measures are at other places now: an order by a place would be another order. */
export const setGrouping = (part: Partial<Grouping>) =>
  useGrouping.setState("sort" in part ? part : { ...part, sort: null });

/** What is grouped by or measured and is there no more goes; what a column cannot be asked for any longer is no more asked. */
export function keepColumns(columns: readonly Column[]): void {
  const { by, measures } = useGrouping.getState();
  const there = new Map(columns.map((column) => [column.id, column]));
  const keys = by.filter(({ column }) => there.has(column));
  const kept = measures.flatMap((measure) => {
    const column = there.get(measure.column);
    if (column === undefined) return [];
    return functionsOf(column).includes(measure.function) ? measure : { ...measure, function: usualFunction(column) };
  });
  const isSame = kept.length === measures.length && kept.every((measure, at) => measure === measures[at]);
  if (keys.length < by.length || !isSame) setGrouping({ by: keys, measures: kept });
}
