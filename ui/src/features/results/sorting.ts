import type { Sort } from "../../bindings";
import { changeLook } from "./store";

/** The next state of the sort when the header of a column is clicked: up, down, none; the other keys go. */
export function nextSort(sort: readonly Sort[], column: number): Sort[] {
  const [only] = sort;
  if (sort.length !== 1 || only?.column !== column) return [ascending(column)];
  return only.descending ? [] : [{ ...only, descending: true }];
}

/** The same with the other keys kept: the column becomes the last key, or its own is turned round and taken away. */
export function nextKey(sort: readonly Sort[], column: number): Sort[] {
  const key = sort.find((one) => one.column === column);
  if (key === undefined) return [...sort, ascending(column)];
  if (key.descending) return sort.filter((one) => one !== key);
  return sort.map((one) => (one === key ? { ...one, descending: true } : one));
}

/** With the column as a key in this direction; it keeps its place among the keys, or becomes the last one. */
export function withKey(sort: readonly Sort[], column: number, descending: boolean): Sort[] {
  const key: Sort = { ...ascending(column), descending };
  return sort.some((one) => one.column === column)
    ? sort.map((one) => (one.column === column ? key : one))
    : [...sort, key];
}

export const withoutKey = (sort: readonly Sort[], column: number) => sort.filter((one) => one.column !== column);

function ascending(column: number): Sort {
  return { column, descending: false, order: "natural" };
}

/** The header of a column was clicked; `adds`: with Shift, which keeps the other keys. */
export function toggleSort(column: number, adds = false): void {
  changeLook(({ sort }) => ({ sort: adds ? nextKey(sort, column) : nextSort(sort, column) }));
}

/** By this column alone. */
export const sortBy = (column: number, descending: boolean) =>
  changeLook(() => ({ sort: [{ ...ascending(column), descending }] }));

/** By the keys that there are, and then by this one. */
export const sortAlsoBy = (column: number, descending: boolean) =>
  changeLook(({ sort }) => ({ sort: withKey(sort, column, descending) }));

export const unsort = (column: number) => changeLook(({ sort }) => ({ sort: withoutKey(sort, column) }));

/** The letters of a key are compared exactly, or as people read them. */
export const turnOrder = (column: number) =>
  changeLook(({ sort }) => ({
    sort: sort.map((one) =>
      one.column === column ? { ...one, order: one.order === "exact" ? "natural" : "exact" } : one,
    ),
  }));
