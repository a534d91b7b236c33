import { ALL_FAILURES } from "../../app/runRequest";
import type { FailureFilter, FailureGroup } from "../../bindings";

/** The failures of one group, as the backend is asked for them. */
export const filterOf = ({ category, status, host }: FailureGroup): FailureFilter => ({ category, status, host });

/** One name for one group: what is picked is found again after the counts moved. */
export const keyOf = ({ category, status, host }: FailureFilter): string => `${category} ${status} ${host}`;

/** Whether a group's failures are among those of a filter; what is null in it matches all. */
export function isIn(group: FailureGroup, { category, status, host }: FailureFilter): boolean {
  return (
    (category === null || category === group.category) &&
    (status === null || status === group.status) &&
    (host === null || host === group.host)
  );
}

/** The largest group first; of two as large the one that began first. */
export function inOrder(groups: readonly FailureGroup[]): FailureGroup[] {
  return [...groups].sort((a, b) => b.count - a.count || a.firstAtMs - b.firstAtMs);
}

/** How many failures a filter matches, and whether more than one host is among all groups. */
export const countOf = (groups: readonly FailureGroup[], filter: FailureFilter): number =>
  groups.filter((group) => isIn(group, filter)).reduce((sum, { count }) => sum + count, 0);

export const hasSeveralHosts = (groups: readonly FailureGroup[]): boolean =>
  new Set(groups.map(({ host }) => host)).size > 1;

/** The filter of the group that was picked, or of all when it is gone. */
export function pickedFilter(groups: readonly FailureGroup[] | null, key: string | null): FailureFilter {
  const group = groups?.find((one) => keyOf(one) === key);
  return group ? filterOf(group) : ALL_FAILURES;
}
