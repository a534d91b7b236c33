import { beforeEach, describe, expect, it } from "vitest";

import { PLAIN_VIEW } from "../../app/view";
import type { Column, Sort } from "../../bindings";
import { columnOf } from "../../test/column";
import { orderedColumns, shownColumns } from "./columnOrder";
import { nextKey, nextSort, sortBy, withKey } from "./sorting";
import {
  adoptDocument,
  moveColumn,
  redoLook,
  setColumnShown,
  setColumnsShown,
  setPinned,
  setSearch,
  setWidth,
  takeView,
  undoLook,
  useResults,
} from "./store";

const column = (id: number) => columnOf({ id, name: `c${id}` });
const COLUMNS = [1, 2, 3, 4, 5].map(column);
const ids = () => shownColumns(useResults.getState().columns, useResults.getState()).map(({ id }) => id);
let generation = 100;

const take = (columns: Column[]) =>
  takeView({ id: 1, rows: 9, totalRows: 9, columns, version: 1, first: null, anchor: null }, PLAIN_VIEW);

beforeEach(() => {
  generation += 1;
  adoptDocument(generation);
  take(COLUMNS);
});

describe("the columns", () => {
  it("stand as the user dragged them, new ones at the end", () => {
    moveColumn(4, 0);
    expect(ids()).toEqual([5, 1, 2, 3, 4]);
    take([...COLUMNS, column(6)]);
    expect(ids()).toEqual([5, 1, 2, 3, 4, 6]);
  });
  it("are dragged among those that are shown; a hidden one comes back to its place", () => {
    setColumnShown(2, false);
    expect(ids()).toEqual([1, 3, 4, 5]);
    moveColumn(0, 1);
    expect(ids()).toEqual([3, 1, 4, 5]);
    setColumnShown(2, true);
    expect(ids()).toEqual([3, 2, 1, 4, 5]);
  });
  it("that are pinned come first; what is dragged among them is pinned, and what is dragged away is not", () => {
    setPinned(4, true);
    setPinned(2, true);
    expect(ids()).toEqual([2, 4, 1, 3, 5]);
    moveColumn(4, 0);
    expect(ids()).toEqual([5, 2, 4, 1, 3]);
    expect(useResults.getState().pinned).toEqual([4, 2, 5]);
    moveColumn(1, 4);
    expect(ids()).toEqual([5, 4, 1, 3, 2]);
    expect(useResults.getState().pinned).toEqual([4, 5]);
  });
  it("that the shape leaves out are none of the table, whatever was dragged or hidden", () => {
    setColumnShown(2, false);
    moveColumn(3, 0);
    const columns = COLUMNS.map((one) => ({ ...one, hidden: one.id === 5 || one.id === 1 }));
    expect(shownColumns(columns, useResults.getState()).map(({ id }) => id)).toEqual([3, 4]);
    expect(orderedColumns(columns, useResults.getState()).map(({ id }) => id)).toEqual([2, 3, 4]);
  });
  it("stay the same list while only what is counted of them changes", () => {
    const before = useResults.getState().columns;
    take(COLUMNS.map((one) => ({ ...one, tally: { ...one.tally, text: 7 } })));
    expect(useResults.getState().columns).toBe(before);
    expect(useResults.getState().info?.columns[0]?.tally.text).toBe(7);
    take(COLUMNS.map((one) => ({ ...one, type: "integer" })));
    expect(useResults.getState().columns).not.toBe(before);
  });
  it("are hidden and shown together", () => {
    setColumnsShown([1, 2], false);
    setColumnsShown([2, 3], false);
    expect(ids()).toEqual([4, 5]);
    setColumnsShown([1, 2, 3, 4, 5], true);
    expect(ids()).toEqual([1, 2, 3, 4, 5]);
  });
});

const key = (of: number, descending = false): Sort => ({ column: of, descending, order: "natural" });

describe("the sort", () => {
  it("goes up, down and away with every click, alone", () => {
    const check = (sort: Sort[], expected: Sort[]) => expect(nextSort(sort, 3)).toEqual(expected);
    check([], [key(3)]);
    check([key(3)], [key(3, true)]);
    check([key(3, true)], []);
    check([key(2, true)], [key(3)]);
    check([key(3, true), key(2)], [key(3)]);
  });
  it("keeps its other keys with Shift", () => {
    const check = (sort: Sort[], expected: Sort[]) => expect(nextKey(sort, 3)).toEqual(expected);
    check([], [key(3)]);
    check([key(2, true)], [key(2, true), key(3)]);
    check([key(3), key(2)], [key(3, true), key(2)]);
    check([key(3, true), key(2)], [key(2)]);
  });
  it("turns a key round in its place", () => {
    expect(withKey([key(3), key(2)], 3, true)).toEqual([key(3, true), key(2)]);
    expect(withKey([key(2)], 3, true)).toEqual([key(2), key(3, true)]);
  });
});

describe("the history", () => {
  it("goes back step by step and forth again, and forgets what was undone with the next change", () => {
    sortBy(3, false);
    setColumnShown(2, false);
    expect(undoLook()).toBe(true);
    expect(ids()).toEqual([1, 2, 3, 4, 5]);
    expect(useResults.getState().sort).toEqual([key(3)]);
    expect(undoLook()).toBe(true);
    expect(useResults.getState().sort).toEqual([]);
    expect(undoLook()).toBe(false);
    expect(redoLook()).toBe(true);
    expect(useResults.getState().sort).toEqual([key(3)]);
    setPinned(1, true);
    expect(redoLook()).toBe(false);
  });
  it("takes what is typed or drawn out in one go as one step", () => {
    for (const text of ["p", "pi", "pip"]) setSearch(text);
    setWidth(1, 100);
    setWidth(1, 120);
    setWidth(2, 90);
    expect(useResults.getState().past).toHaveLength(3);
    undoLook();
    undoLook();
    expect(useResults.getState()).toMatchObject({ search: "pip", widths: {} });
  });
  it("has no step for what changes nothing", () => {
    setSearch("");
    expect(useResults.getState().past).toEqual([]);
  });
});

describe("another document", () => {
  it("begins as it is, and the same one keeps what was made of it", () => {
    useResults.setState({ search: "x", hidden: [1] });
    adoptDocument(generation);
    expect(useResults.getState()).toMatchObject({ search: "x", hidden: [1] });
    adoptDocument(generation + 1);
    expect(useResults.getState()).toMatchObject({ search: "", hidden: [], info: null, past: [] });
    generation += 1;
  });
});
