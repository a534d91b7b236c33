import { NO_FILTER } from "../../../app/view";
import type { Filter } from "../../../bindings";

export type Join = "and" | "or";

/** The parts that a filter is put together of at the outermost: one for each chip. */
export function membersOf(filter: Filter): Filter[] {
  if (filter.kind === "all") return [];
  return filter.kind === "and" || filter.kind === "or" ? filter.of : [filter];
}

/** Whether all parts have to be true of a row, or one. */
export const joinOf = (filter: Filter): Join => (filter.kind === "or" ? "or" : "and");

export function filterOf(join: Join, members: readonly Filter[]): Filter {
  return members.length === 0 ? NO_FILTER : { kind: join, of: [...members] };
}

/** The column that a part is about; null when it is about several or none. */
export function columnOf(member: Filter): number | null {
  switch (member.kind) {
    case "column":
      return member.column;
    case "not":
      return columnOf(member.filter);
    case "and":
    case "or": {
      const [first = null, ...rest] = member.of.map(columnOf);
      return rest.every((column) => column === first) ? first : null;
    }
    case "all":
      return null;
  }
}

export const memberFor = (filter: Filter, column: number): Filter | null =>
  membersOf(filter).find((member) => columnOf(member) === column) ?? null;

/** With another part about a column in the place of the one that there is; null takes it away. */
export function withMember(filter: Filter, column: number, member: Filter | null): Filter {
  const members = membersOf(filter);
  const at = members.findIndex((one) => columnOf(one) === column);
  const rest = members.filter((one) => columnOf(one) !== column);
  if (member !== null) rest.splice(at < 0 ? rest.length : at, 0, member);
  return filterOf(joinOf(filter), rest);
}

export function withoutMember(filter: Filter, at: number): Filter {
  return filterOf(
    joinOf(filter),
    membersOf(filter).filter((_, place) => place !== at),
  );
}

export const withJoin = (filter: Filter, join: Join): Filter => filterOf(join, membersOf(filter));

export function columnsIn(filter: Filter): number[] {
  if (filter.kind === "column") return [filter.column];
  if (filter.kind === "not") return columnsIn(filter.filter);
  return filter.kind === "all" ? [] : filter.of.flatMap(columnsIn);
}

/** Columns that rows are filtered by. */
export const filteredColumns = (filter: Filter): Set<number> => new Set(columnsIn(filter));

/** The parts whose columns are all there; the same filter when none is lost. */
export function withoutLost(filter: Filter, there: ReadonlySet<number>): Filter {
  const members = membersOf(filter);
  const kept = members.filter((member) => columnsIn(member).every((column) => there.has(column)));
  return kept.length === members.length ? filter : filterOf(joinOf(filter), kept);
}
