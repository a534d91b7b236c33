import type { Filter, Grouping, Selection, View } from "../bindings";

export const NO_FILTER: Filter = { kind: "all" };
/** All rows in the order of the plan. */
export const PLAIN_VIEW: View = { sort: [], filter: NO_FILTER, search: "", today: null };
export const NO_SELECTION: Selection = { areas: [] };
export const NO_GROUPING: Grouping = { by: [], measures: [], sort: null };

/** Whether a filter shows all rows. */
export function isNoFilter(filter: Filter): boolean {
  return filter.kind === "all" || ((filter.kind === "and" || filter.kind === "or") && filter.of.length === 0);
}

export function isPlain(view: Pick<View, "sort" | "filter" | "search">): boolean {
  return view.sort.length === 0 && view.search === "" && isNoFilter(view.filter);
}

/** The day where the user is: `2026-11-30`. Relative dates are counted from it. */
export function today(now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
