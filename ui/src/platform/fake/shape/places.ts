import type { RecordPlace, Records, RecordUnit } from "../../../bindings";
import { found, isList, isObject, type Json } from "./json";

interface Place {
  path: string;
  unit: RecordUnit;
}

interface KeyedRecord {
  key: string | null;
  value: Json;
}

const isLists = (value: Json) =>
  isObject(value) && Object.values(value).length > 1 && Object.values(value).every(isList);
const isKeyed = (value: Json) =>
  isObject(value) && Object.values(value).length > 1 && Object.values(value).every(isObject);

/** Where the rows are when nobody says so: the list of objects that an answer wraps, or else all of it. */
export function foundPlace(root: Json): Place {
  if (isObject(root))
    for (const [key, value] of Object.entries(root))
      if (isList(value) && value.length > 0 && value.every(isObject)) return { path: `$.${key}`, unit: "elements" };
  return { path: "$", unit: "elements" };
}

/** The records of an answer, and the key of each where they are members. */
export function recordsOf(root: Json, records: Records): KeyedRecord[] {
  const { path, unit } = records.kind === "at" ? records : foundPlace(root);
  return found(root, path).flatMap((node): KeyedRecord[] => {
    if (isList(node)) return node.map((value) => ({ key: null, value }));
    if (!isObject(node) || unit === "elements") return [{ key: null, value: node }];
    if (unit === "members") return Object.entries(node).map(([key, value]) => ({ key, value }));
    const lists = Object.entries(node).filter(([, value]) => isList(value)) as [string, Json[]][];
    const most = Math.max(0, ...lists.map(([, list]) => list.length));
    return Array.from({ length: most }, (_, at) => ({
      key: null,
      value: Object.fromEntries(lists.map(([name, list]) => [name, list[at]])),
    }));
  });
}

/** The places that could be the rows, over some answers. */
export function placesOf(roots: readonly Json[]): RecordPlace[] {
  const places = new Map<string, RecordPlace>();
  for (const root of roots) {
    const auto = foundPlace(root);
    const add = (path: string, unit: RecordUnit, of: RecordPlace["of"]) => {
      const rows = recordsOf(root, { kind: "at", path, unit }).length;
      const isFound = auto.path === path && auto.unit === unit ? 1 : 0;
      const known = places.get(`${path} ${unit}`);
      if (known) {
        known.answers += 1;
        known.found += isFound;
        known.least = Math.min(known.least, rows);
        known.most = Math.max(known.most, rows);
      } else places.set(`${path} ${unit}`, { path, unit, answers: 1, least: rows, most: rows, of, found: isFound });
    };
    const look = (value: Json, path: string) => {
      if (isList(value)) return add(path, "elements", value.every(isObject) ? "objects" : "values");
      if (!isObject(value)) return;
      if (isLists(value)) add(path, "places", "objects");
      if (isKeyed(value)) add(path, "members", "objects");
      for (const [key, one] of Object.entries(value)) look(one, `${path}.${key}`);
    };
    if (!isList(root)) add("$", "elements", "objects");
    look(root, "$");
  }
  return [...places.values()].sort((a, b) => b.found - a.found || b.most - a.most);
}
