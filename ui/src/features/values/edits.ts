import { edit } from "../../app/document";
import type { Combine, ValueSource } from "../../bindings";

/** Sets the values of a placeholder, making its list when there is none yet. */
export function setSource(placeholder: string, source: ValueSource): void {
  edit((extraction) => {
    const isThere = extraction.lists.some((list) => list.placeholder === placeholder);
    const lists = isThere
      ? extraction.lists.map((list) => (list.placeholder === placeholder ? { ...list, source } : list))
      : [...extraction.lists, { placeholder, source }];
    return { ...extraction, lists };
  });
}

export function removeList(placeholder: string): void {
  edit((extraction) => ({
    ...extraction,
    lists: extraction.lists.filter((list) => list.placeholder !== placeholder),
  }));
}

/** Gives the values of a list that is not used to a placeholder that has none, e.g. after `{id}` became `{item}`. */
export function renameList(from: string, to: string): void {
  edit((extraction) => ({
    ...extraction,
    lists: extraction.lists
      .filter((list) => list.placeholder !== to)
      .map((list) => (list.placeholder === from ? { ...list, placeholder: to } : list)),
  }));
}

export function setCombine(combine: Combine): void {
  edit((extraction) => ({ ...extraction, combine }));
}
