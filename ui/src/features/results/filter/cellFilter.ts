import type { Cell, Filter } from "../../../bindings";
import { changeLook } from "../store";
import { filterOf, joinOf, memberFor, membersOf, withMember } from "./tree";
import { memberOf, pickedOf, withPicked } from "./values";

/** Where one of several parts is enough of a row, all of them together are a part that the new one comes beside. */
function allOf(filter: Filter): Filter {
  if (joinOf(filter) === "and") return filter;
  const members = membersOf(filter);
  return filterOf("and", members.length > 1 ? [filter] : members);
}

/** Of the rows that the filter lets through those that hold this value in a column. */
export const keptOnly = (filter: Filter, column: number, cell: Cell): Filter =>
  withMember(allOf(filter), column, memberOf(column, { kind: "only", cells: [cell] }));

/** The same without those that hold it. */
export function leftOut(filter: Filter, column: number, cell: Cell): Filter {
  const parts = allOf(filter);
  const member = memberFor(parts, column);
  const picked = pickedOf(member);
  if (picked !== null) return withMember(parts, column, memberOf(column, withPicked(picked, [cell], false)));
  const without = memberOf(column, { kind: "except", cells: [cell] });
  return withMember(
    parts,
    column,
    filterOf(
      "and",
      [member, without].filter((one) => one !== null),
    ),
  );
}

export const keepOnly = (column: number, cell: Cell) =>
  changeLook(({ filter }) => ({ filter: keptOnly(filter, column, cell) }));
export const leaveOut = (column: number, cell: Cell) =>
  changeLook(({ filter }) => ({ filter: leftOut(filter, column, cell) }));
