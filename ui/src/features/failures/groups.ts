import type { FailureCategory, FailureGroup } from "../../bindings";

/** All failures of one category: the table filters by it. */
export interface CategoryGroup {
  category: FailureCategory;
  count: number;
  /** The statuses among them, smallest first; none where there was no answer. */
  statuses: number[];
}

/** One group a category, the largest first. */
export function byCategory(groups: readonly FailureGroup[]): CategoryGroup[] {
  const found = new Map<FailureCategory, CategoryGroup>();
  for (const { category, status, count } of groups) {
    const group = found.get(category) ?? { category, count: 0, statuses: [] };
    group.count += count;
    if (status !== null && !group.statuses.includes(status)) group.statuses.push(status);
    found.set(category, group);
  }
  for (const group of found.values()) group.statuses.sort((a, b) => a - b);
  return [...found.values()].sort((a, b) => b.count - a.count);
}
