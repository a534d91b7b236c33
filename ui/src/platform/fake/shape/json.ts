import { isLosslessNumber, parse } from "lossless-json";
import type { CellKind, TreeNode } from "../../../bindings";

export type Json = unknown;
export type Cell = [CellKind, string];

export const MISSING: Cell = ["missing", ""];

/** Numbers stay the texts that they came as. */
export const read = (body: string): Json => parse(body);

export const isList = (value: Json): value is Json[] => Array.isArray(value);
export const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !isList(value) && !isLosslessNumber(value);

export function written(value: Json): string {
  if (isLosslessNumber(value)) return value.value;
  if (isList(value)) return `[${value.map(written).join(",")}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([key, one]) => `${JSON.stringify(key)}:${written(one)}`)
      .join(",")}}`;
  return JSON.stringify(value ?? null);
}

export function cellOfValue(value: Json): Cell {
  if (value === undefined) return MISSING;
  if (value === null) return ["null", ""];
  if (typeof value === "boolean") return ["bool", String(value)];
  if (typeof value === "string") return ["text", value];
  return [isLosslessNumber(value) ? "number" : "json", written(value)];
}

const step = (key: string) => (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `['${key}']`);

/** Names, places and `[*]` of a JSONPath; what else there may be in one, the fake does not know. */
export function stepsOf(path: string): (string | number | null)[] {
  const steps = [...path.matchAll(/\.([A-Za-z_]\w*)|\['([^']*)'\]|\[(\d+)\]|(\[\*\]|\.\*)/g)];
  if (!path.startsWith("$") || steps.reduce((sum, [text]) => sum + text.length, 1) !== path.length)
    throw { code: "bad_shape", message: `\`${path}\` is not a JSONPath.`, detail: null };
  return steps.map(([, name, quoted, place]) => name ?? quoted ?? (place === undefined ? null : Number(place)));
}

/** All that a path leads to. */
export function found(root: Json, path: string): Json[] {
  return stepsOf(path).reduce<Json[]>(
    (nodes, key) =>
      nodes.flatMap((node) => {
        if (key === null) return isList(node) ? node : isObject(node) ? Object.values(node) : [];
        const next = isList(node) ? node[Number(key)] : isObject(node) ? node[key] : undefined;
        return next === undefined ? [] : [next];
      }),
    [root],
  );
}

export function treeOf(value: Json, key = "", path = "$"): TreeNode {
  const node = { key, path, text: "", count: 0, children: [] };
  if (isList(value))
    return {
      ...node,
      kind: "list",
      count: value.length,
      children: value.map((one, at) => treeOf(one, String(at), `${path}[${at}]`)),
    };
  if (isObject(value)) {
    const members = Object.entries(value);
    return {
      ...node,
      kind: "object",
      count: members.length,
      children: members.map(([name, one]) => treeOf(one, name, path + step(name))),
    };
  }
  const [kind, text] = cellOfValue(value);
  return { ...node, kind: kind === "null" || kind === "missing" || kind === "json" ? "null" : kind, text };
}
