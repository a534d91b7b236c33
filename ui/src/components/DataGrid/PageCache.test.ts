import { describe, expect, it, vi } from "vitest";

import type { Page } from "../../bindings";
import { PageCache, type PageSource } from "./PageCache";

interface Request {
  offset: number;
  limit: number;
  columns: readonly number[];
  answer: () => Promise<void>;
  fail: (error: unknown) => Promise<void>;
}

/** A table whose cells name their column, row and state; answers come when the test lets them. */
function table(options: { rows?: number; pageRows?: number; capacity?: number; parallel?: number } = {}) {
  const requests: Request[] = [];
  const onRows = vi.fn();
  const onError = vi.fn();
  const cache = new PageCache({ onRows, onError, pageRows: 10, capacity: 4, parallel: 2, ...options });
  const source = (state: string, more: Partial<PageSource> = {}): PageSource => ({
    lineage: "plain",
    rows: options.rows ?? 1000,
    load: (offset, limit, columns) =>
      new Promise<Page>((resolve, reject) => {
        const rows = Array.from({ length: limit }, (_, at) => offset + at);
        const page: Page = {
          offset,
          positions: rows.map((row) => row * 2),
          pages: rows.map(() => 3),
          columns: columns.map((id) => ({
            id,
            kinds: rows.map(() => "text" as const),
            texts: rows.map((row) => `${state} ${id}/${row}`),
            misfits: id === 9 ? [2] : [],
          })),
        };
        const after = () => new Promise<void>((done) => setTimeout(done));
        requests.push({
          offset,
          limit,
          columns,
          answer: () => {
            resolve(page);
            return after();
          },
          fail: (error) => {
            reject(error);
            return after();
          },
        });
      }),
    ...more,
  });
  const show = (next: PageSource) => {
    cache.setSource(next);
    cache.announce();
  };
  return { cache, requests, source, show, onRows, onError };
}

async function answerAll(requests: Request[]): Promise<void> {
  while (requests.length > 0) await requests.shift()?.answer();
}

describe("PageCache", () => {
  it("shows the first page that comes with a source without asking for it", () => {
    const { cache, requests, source, onRows } = table();
    const first: Page = {
      offset: 0,
      positions: [7],
      pages: [1],
      columns: [{ id: 1, kinds: ["text"], texts: ["came along"], misfits: [] }],
    };
    cache.want(0, 10, [1]);
    cache.setSource(source("a", { rows: 1, first }));
    // It can be drawn before anybody is told.
    expect(cache.cell(0, 1)?.text).toBe("came along");
    expect(onRows).not.toHaveBeenCalled();
    cache.announce();
    cache.want(0, 10, [1]);
    expect(onRows).toHaveBeenCalledWith(0, 10, true);
    expect(requests).toEqual([]);
    // A column that did not come along is asked for.
    cache.want(0, 10, [1, 2]);
    expect(requests.map(({ columns }) => columns)).toEqual([[2]]);
  });

  it("asks for the pages that are shown, as many at a time as it may, and says when they are there", async () => {
    const { cache, requests, source, show, onRows } = table();
    show(source("a"));
    cache.want(5, 35, [1, 2]);
    expect(requests.map(({ offset }) => offset)).toEqual([0, 10]);
    expect(cache.cell(7, 1)).toBeUndefined();
    await answerAll(requests);
    expect(cache.cell(7, 1)).toEqual({ kind: "text", text: "a 1/7" });
    expect(cache.cell(34, 2)).toEqual({ kind: "text", text: "a 2/34" });
    expect(cache.answer(34)).toEqual({ position: 68, page: 3 });
    expect(onRows.mock.calls).toEqual([
      [0, 10, false],
      [10, 20, false],
      [20, 30, false],
      [30, 40, false],
    ]);
  });

  it("asks for nothing twice, and only for the columns that are missing", async () => {
    const { cache, requests, source, show } = table();
    show(source("a"));
    cache.want(0, 10, [1]);
    await answerAll(requests);
    cache.want(0, 10, [1]);
    expect(requests).toHaveLength(0);
    cache.want(0, 10, [1, 3]);
    expect(requests.map(({ columns }) => columns)).toEqual([[3]]);
    await answerAll(requests);
    expect([cache.cell(0, 1)?.text, cache.cell(0, 3)?.text]).toEqual(["a 1/0", "a 3/0"]);
  });

  it("tells the cells that are not of their column's type", async () => {
    const { cache, requests, source, show } = table();
    show(source("a"));
    cache.want(10, 20, [1, 9]);
    await answerAll(requests);
    expect(cache.cell(12, 9)).toEqual({ kind: "text", text: "a 9/12", isMisfit: true });
    expect([cache.cell(12, 1)?.isMisfit, cache.cell(13, 9)?.isMisfit]).toEqual([undefined, undefined]);
  });

  it("keeps the old cells of a table that moved on until the new ones come", async () => {
    const { cache, requests, source, show } = table();
    show(source("a"));
    cache.want(0, 10, [1]);
    await answerAll(requests);
    show(source("b"));
    expect(cache.cell(3, 1)?.text).toBe("a 1/3");
    await answerAll(requests);
    expect(cache.cell(3, 1)?.text).toBe("b 1/3");
  });

  it("does not mix columns of two states of a page", async () => {
    const { cache, requests, source, show } = table();
    show(source("a"));
    cache.want(0, 10, [1, 2]);
    await answerAll(requests);
    cache.want(0, 10, [1]);
    show(source("b"));
    await answerAll(requests);
    expect(cache.cell(0, 1)?.text).toBe("b 1/0");
    expect(cache.cell(0, 2)).toBeUndefined();
  });

  it("drops what belongs to another sort or search, late answers included", async () => {
    const { cache, requests, source, show } = table();
    show(source("a"));
    cache.want(0, 20, [1]);
    await requests[0]?.answer();
    show(source("s", { lineage: "sorted" }));
    expect(cache.cell(0, 1)).toBeUndefined();
    await requests[1]?.answer();
    expect(cache.cell(10, 1)).toBeUndefined();
    requests.splice(0, 2);
    await answerAll(requests);
    expect(cache.cell(10, 1)?.text).toBe("s 1/10");
  });

  it("takes a late answer of the same lineage rather than none, and the newer one after it", async () => {
    const { cache, requests, source, show } = table({ parallel: 3 });
    show(source("a"));
    cache.want(0, 10, [1]);
    show(source("b"));
    await requests.shift()?.answer();
    expect(cache.cell(0, 1)?.text).toBe("a 1/0");
    await answerAll(requests);
    expect(cache.cell(0, 1)?.text).toBe("b 1/0");
  });

  it("begins anew after the table was emptied", async () => {
    const { cache, requests, source, show } = table();
    show(source("a"));
    cache.want(0, 10, [1]);
    await answerAll(requests);
    show(source("none", { rows: 0 }));
    show(source("b"));
    expect(cache.cell(0, 1)).toBeUndefined();
  });

  it("holds no more pages than it may, and never drops one that is shown", async () => {
    const { cache, requests, source, show } = table({ capacity: 4 });
    show(source("a"));
    for (const from of [0, 100, 200, 300, 400]) {
      cache.want(from, from + 10, [1]);
      await answerAll(requests);
    }
    expect(cache.pageCount).toBe(4);
    expect(cache.cell(0, 1)).toBeUndefined();
    expect(cache.cell(100, 1)).toBeDefined();
    cache.want(500, 560, [1]);
    await answerAll(requests);
    for (const row of [500, 510, 520, 530, 540, 559]) expect(cache.cell(row, 1)).toBeDefined();
  });

  it("drops first what was looked at longest ago", async () => {
    const { cache, requests, source, show } = table({ capacity: 3 });
    show(source("a"));
    for (const from of [0, 100, 200, 0, 300]) {
      cache.want(from, from + 10, [1]);
      await answerAll(requests);
    }
    expect(cache.cell(0, 1)).toBeDefined();
    expect(cache.cell(100, 1)).toBeUndefined();
  });

  it("does not ask for pages that were scrolled past before their turn came", async () => {
    const { cache, requests, source, show } = table();
    show(source("a"));
    cache.want(0, 50, [1]);
    cache.want(900, 920, [1]);
    await requests.shift()?.answer();
    await requests.shift()?.answer();
    expect(requests.map(({ offset }) => offset)).toEqual([900, 910]);
  });

  it("asks for nothing beyond the last row", () => {
    const { cache, requests, source, show } = table({ rows: 15 });
    show(source("a"));
    cache.want(-20, 500, [1]);
    expect(requests.map(({ offset }) => offset)).toEqual([0, 10]);
  });

  it("tells of a page that cannot be read once, and asks again only when something changed", async () => {
    const { cache, requests, source, show, onError } = table();
    show(source("a"));
    cache.want(0, 10, [1]);
    await requests.shift()?.fail("gone");
    cache.want(0, 10, [1]);
    expect(requests).toHaveLength(0);
    expect(onError.mock.calls).toEqual([["gone"]]);
    cache.retry();
    expect(requests).toHaveLength(1);
    await requests.shift()?.fail("gone again");
    show(source("b"));
    expect(requests).toHaveLength(1);
  });
});

describe("a row that moved", () => {
  const of = (position: number, page = 1) => ({ position, page });
  it("is found again around where it was, with the rows of the same answer", async () => {
    const { cache, requests, source, show } = table();
    const at = (positions: number[], pages = positions.map(() => 1)) =>
      source("a", {
        rows: positions.length,
        load: async (offset, limit, columns) => ({
          offset,
          positions: positions.slice(offset, offset + limit),
          pages: pages.slice(offset, offset + limit),
          columns: columns.map((id) => ({ id, kinds: [], texts: [], misfits: [] })),
        }),
      });
    show(at([3, 3, 4, 4, 4, 9]));
    cache.want(0, 6, [1]);
    await new Promise((done) => setTimeout(done));
    expect([cache.firstRowOf(1), cache.firstRowOf(4), cache.firstRowOf(5)]).toEqual([0, 2, 5]);
    // The answer of request 4 came in two pages.
    show(at([1, 2, 2, 3, 3, 4, 4, 4, 9], [1, 1, 1, 1, 1, 1, 1, 2, 1]));
    expect(cache.isCurrent).toBe(false);
    await new Promise((done) => setTimeout(done));
    expect(cache.isCurrent).toBe(true);
    expect(cache.rowWith(of(9), 5)).toBe(8);
    expect(cache.firstRowOf(cache.rowWith(of(4), 4) ?? -1)).toBe(5);
    expect(cache.rowWith(of(4, 2), 4)).toBe(7);
    expect(cache.firstRowOf(7)).toBe(7);
    expect(cache.rowWith(of(77), 4)).toBeUndefined();
    expect(requests).toHaveLength(0);
  });
});
