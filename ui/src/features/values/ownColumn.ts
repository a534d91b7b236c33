import type { FileSheet } from "../../bindings";

const plain = (name: string) => name.trim().toLowerCase();

/** The column of a sheet that is most likely meant for a placeholder: the one of its name, else the first. */
export function ownColumn(sheet: FileSheet | undefined, placeholder: string): number {
  const names = sheet?.columns.map(({ name }) => name) ?? [];
  const same = names.indexOf(placeholder);
  return Math.max(0, same >= 0 ? same : names.findIndex((name) => plain(name) === plain(placeholder)));
}
