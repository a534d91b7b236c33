import type { Cell, Filter } from "../../../bindings";

/** Which values of a column are shown: these alone, or all but these. A list that is cut off can say both. */
export interface Picked {
  kind: "only" | "except";
  cells: readonly Cell[];
}

export const ALL_VALUES: Picked = { kind: "except", cells: [] };
export const NO_VALUES: Picked = { kind: "only", cells: [] };

const isSame = (a: Cell, b: Cell) => a.kind === b.kind && a.text === b.text;
const has = (cells: readonly Cell[], cell: Cell) => cells.some((one) => isSame(one, cell));

/** What a part of the filter says of values; null when it says something else. */
export function pickedOf(member: Filter | null): Picked | null {
  if (member === null) return ALL_VALUES;
  if (member.kind === "column" && member.is.kind === "oneOf") return { kind: "only", cells: member.is.cells };
  if (member.kind === "not" && member.filter.kind === "column" && member.filter.is.kind === "oneOf")
    return { kind: "except", cells: member.filter.is.cells };
  return null;
}

/** The part of the filter; null when all values are shown. */
export function memberOf(column: number, { kind, cells }: Picked): Filter | null {
  const oneOf: Filter = { kind: "column", column, is: { kind: "oneOf", cells: [...cells] } };
  if (kind === "only") return oneOf;
  return cells.length === 0 ? null : { kind: "not", filter: oneOf };
}

export const isPicked = ({ kind, cells }: Picked, cell: Cell): boolean => (kind === "only") === has(cells, cell);

/** With some values shown or not. */
export function withPicked(picked: Picked, cells: readonly Cell[], shown: boolean): Picked {
  const isListed = (picked.kind === "only") === shown;
  const rest = picked.cells.filter((cell) => !has(cells, cell));
  return { kind: picked.kind, cells: isListed ? [...rest, ...cells] : rest };
}
