import type { ListPlace, ListPolicy, Shape } from "../../../bindings";
import { type Cell, cellOfValue, isList, isObject, type Json, read } from "./json";
import { recordsOf } from "./places";

/** Fields by their dotted names, in the order of the record. */
export type FieldCells = Map<string, Cell>;

export interface Lists {
  places: Map<string, ListPlace>;
}

/** The rows of one answer, and what was seen of lists in its records. */
export function rowsOf(body: string, shape: Shape, seen: Lists): FieldCells[] {
  const policyOf = (path: string): ListPolicy =>
    shape.lists.find((rule) => rule.path === path)?.policy ?? { kind: "json" };
  return recordsOf(read(body), shape.records).flatMap(({ key, value }) => {
    const start: FieldCells = new Map(key === null ? [] : [["_key", ["text", key]]]);
    return flattened(value, "", [start], policyOf, seen);
  });
}

function flattened(
  value: Json,
  path: string,
  rows: FieldCells[],
  policyOf: (path: string) => ListPolicy,
  seen: Lists,
): FieldCells[] {
  const put = (name: string, cell: Cell) => {
    for (const row of rows) row.set(name, cell);
    return rows;
  };
  if (isObject(value)) {
    let grown = rows;
    for (const [name, one] of Object.entries(value))
      grown = flattened(one, path === "" ? name : `${path}.${name}`, grown, policyOf, seen);
    return grown;
  }
  if (!isList(value)) return put(path === "" ? "value" : path, cellOfValue(value));
  const policy = policyOf(path);
  note(seen, path, policy, value.length);
  switch (policy.kind) {
    case "json":
      return put(path, cellOfValue(value));
    case "count":
      return put(path, ["number", String(value.length)]);
    case "join":
      return put(path, ["text", value.map((one) => cellOfValue(one)[1]).join(policy.separator)]);
    case "numbered":
      value.forEach((one, at) => {
        put(`${path}.${at + 1}`, cellOfValue(one));
      });
      return rows;
    case "rows":
      if (value.length === 0) return rows;
      return rows.flatMap((row) => value.flatMap((one) => flattened(one, path, [new Map(row)], policyOf, seen)));
  }
}

function note(seen: Lists, path: string, policy: ListPolicy, length: number): void {
  const known = seen.places.get(path);
  seen.places.set(path, {
    path,
    policy,
    records: (known?.records ?? 0) + 1,
    least: Math.min(known?.least ?? length, length),
    most: Math.max(known?.most ?? length, length),
  });
}
