import { beforeEach, describe, expect, it } from "vitest";

import type { Sort } from "../../bindings";
import { columnOf } from "../../test/column";
import {
  adoptDocument,
  moveColumn,
  nextSort,
  orderedColumns,
  setColumnShown,
  setColumnsShown,
  shownColumns,
  useResults,
} from "./store";

const column = (id: number) => columnOf({ id, name: `c${id}` });
const COLUMNS = [1, 2, 3, 4, 5].map(column);
const ids = () => {
  const { info, order, hidden } = useResults.getState();
  return shownColumns(info?.columns ?? [], order, hidden).map(({ id }) => id);
};
let generation = 100;

beforeEach(() => {
  generation += 1;
  adoptDocument(generation);
  useResults.setState({ info: { id: 1, rows: 9, totalRows: 9, columns: COLUMNS, version: 1, first: null } });
});

describe("the columns", () => {
  it("stand as the user dragged them, new ones at the end", () => {
    moveColumn(4, 0);
    expect(ids()).toEqual([5, 1, 2, 3, 4]);
    const { info } = useResults.getState();
    if (info) useResults.setState({ info: { ...info, columns: [...COLUMNS, column(6)] } });
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
  it("that the shape leaves out are none of the table, whatever was dragged or hidden", () => {
    setColumnShown(2, false);
    moveColumn(3, 0);
    const columns = COLUMNS.map((one) => ({ ...one, hidden: one.id === 5 || one.id === 1 }));
    const { order, hidden } = useResults.getState();
    expect(shownColumns(columns, order, hidden).map(({ id }) => id)).toEqual([3, 4]);
    expect(orderedColumns(columns, order).map(({ id }) => id)).toEqual([2, 3, 4]);
  });
  it("are hidden and shown together", () => {
    setColumnsShown([1, 2], false);
    setColumnsShown([2, 3], false);
    expect(ids()).toEqual([4, 5]);
    setColumnsShown([1, 2, 3, 4, 5], true);
    expect(ids()).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("the sort", () => {
  const check = (sort: Sort | null, expected: Sort | null) => expect(nextSort(sort, 3)).toEqual(expected);
  it("goes up, down and away with every click", () => {
    check(null, { column: 3, descending: false });
    check({ column: 3, descending: false }, { column: 3, descending: true });
    check({ column: 3, descending: true }, null);
    check({ column: 2, descending: true }, { column: 3, descending: false });
  });
});

describe("another document", () => {
  it("begins as it is, and the same one keeps what was made of it", () => {
    useResults.setState({ search: "x", hidden: [1] });
    adoptDocument(generation);
    expect(useResults.getState()).toMatchObject({ search: "x", hidden: [1] });
    adoptDocument(generation + 1);
    expect(useResults.getState()).toMatchObject({ search: "", hidden: [], info: null });
    generation += 1;
  });
});
