import { edit } from "../../app/document";
import type { Field, RequestTemplate, ValueList } from "../../bindings";
import { isPlaceholder, isSecretName } from "./secrets";

export type Table = "query" | "headers";

export function editRequest(change: (request: RequestTemplate) => RequestTemplate): void {
  edit((extraction) => ({ ...extraction, request: change(extraction.request) }));
}

export function changeField(table: Table, index: number, change: Partial<Field>): void {
  editRequest((request) => ({
    ...request,
    [table]: request[table].map((field, i) => {
      if (i !== index) return field;
      const changed = { ...field, ...change };
      // A name that is secret by custom makes the field secret before a value is typed.
      const isSecret = change.name !== undefined && isSecretName(change.name) && !isPlaceholder(changed.value);
      return isSecret ? { ...changed, secret: true } : changed;
    }),
  }));
}

export function addField(table: Table, name = "", value = ""): void {
  editRequest((request) => ({
    ...request,
    [table]: [...request[table], { name, value, enabled: true, secret: isSecretName(name) }],
  }));
}

export function removeField(table: Table, index: number): void {
  editRequest((request) => ({ ...request, [table]: request[table].filter((_, i) => i !== index) }));
}

/** A number in the address that is likely an ID: a whole path segment, or a whole query value. */
export function likelyId(address: string): { number: string; from: number } | null {
  const match = /(?<=[/=])\d+(?=$|[/?&#])/.exec(
    address.replace(/^[a-z]+:\/\/[^/]*/i, (origin) => " ".repeat(origin.length)),
  );
  return match ? { number: match[0], from: match.index } : null;
}

/** A free name for a new placeholder: id, id2, id3, … */
export function freeName(taken: string[]): string {
  let name = "id";
  for (let i = 2; taken.includes(name); i += 1) name = `id${i}`;
  return name;
}

/** Puts a placeholder in place of the likely ID, and the ID into the new list. */
export function makePlaceholder(name: string): void {
  edit((extraction) => {
    const { address } = extraction.request;
    const found = likelyId(address);
    if (!found) return extraction;
    const changed = `${address.slice(0, found.from)}{${name}}${address.slice(found.from + found.number.length)}`;
    const list: ValueList = { placeholder: name, source: { kind: "typed", text: found.number } };
    return {
      ...extraction,
      request: { ...extraction.request, address: changed },
      lists: [...extraction.lists.filter((one) => one.placeholder !== name), list],
    };
  });
}
