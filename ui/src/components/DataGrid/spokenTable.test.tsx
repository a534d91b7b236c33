import { MantineProvider } from "@mantine/core";
import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Page } from "../../bindings";
import { withCanvas } from "../../test/canvas";
import type { GridSort } from "./columns";
import { DataGrid } from "./DataGrid";
import type { PageSource } from "./PageCache";
import type { DataGridProps } from "./props";

const COLUMNS = ["name", "price", "city"].map((title, at) => ({
  id: 10 + at,
  title,
  type: "text" as const,
  origin: "field" as const,
}));

const pageOf = (offset: number, limit: number, columns: readonly number[]): Page => {
  const rows = Array.from({ length: limit }, (_, at) => offset + at);
  return {
    offset,
    positions: rows,
    pages: rows.map(() => 1),
    columns: columns.map((id) => ({
      id,
      kinds: rows.map(() => "text"),
      texts: rows.map((row) => `${id}/${row}`),
      misfits: [],
    })),
  };
};

const source: PageSource = {
  lineage: "one",
  rows: 1000,
  first: pageOf(0, 128, [10, 11, 12]),
  load: async (offset, limit, columns) => pageOf(offset, limit, columns),
};

beforeEach(() => {
  vi.useFakeTimers();
  withCanvas();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The grid makes its table a moment after it has drawn, one thing after the other. */
async function settle(): Promise<void> {
  for (let step = 0; step < 8; step += 1) await act(() => vi.advanceTimersByTimeAsync(100));
}
const table = (props: Partial<DataGridProps>) => (
  <MantineProvider env="test">
    <DataGrid label="Results" source={source} columns={COLUMNS} onHeaderClick={() => undefined} {...props} />
  </MantineProvider>
);
const grid = () => screen.getByRole("grid", { name: "Results" });
const sorts = () =>
  within(grid())
    .getAllByRole("columnheader")
    .map((header) => [header.textContent, header.getAttribute("aria-sort")]);

describe("who listens to the grid", () => {
  it("hears how large it is, and of each cell where it is and what it holds", async () => {
    render(table({}));
    await settle();
    expect(grid()).toHaveAttribute("aria-rowcount", "1001");
    expect(grid()).toHaveAttribute("aria-colcount", "3");
    const cell = within(grid()).getByRole("gridcell", { name: "11/4" });
    // The headers are the first row.
    expect(cell).toHaveAttribute("aria-rowindex", "6");
    expect(cell).toHaveAttribute("aria-colindex", "2");
  });

  it.each<[string, GridSort[], (string | null)[]]>([
    ["nothing", [], ["none", "none", "none"]],
    ["a column, upwards", [{ column: 11, descending: false }], ["none", "ascending", "none"]],
    ["a column, downwards", [{ column: 10, descending: true }], ["descending", "none", "none"]],
    [
      "two columns",
      [
        { column: 12, descending: true },
        { column: 11, descending: false },
      ],
      ["none", "ascending", "descending"],
    ],
  ])("hears that it is sorted by %s", async (_, sort, expected) => {
    const { rerender } = render(table({}));
    await settle();
    rerender(table({ sort }));
    await settle();
    expect(sorts()).toEqual(COLUMNS.map(({ title }, at) => [title, expected[at]]));
  });

  it("hears the sort of a column that was moved, at its new place", async () => {
    const sort = [{ column: 10, descending: false }];
    const { rerender } = render(table({ sort }));
    await settle();
    rerender(table({ sort, columns: [...COLUMNS].reverse() }));
    await settle();
    expect(sorts()).toEqual([
      ["city", "none"],
      ["price", "none"],
      ["name", "ascending"],
    ]);
  });

  it("hears which columns are pinned", async () => {
    const { rerender } = render(table({}));
    await settle();
    rerender(table({ pinned: 2 }));
    await settle();
    const names = () =>
      within(grid())
        .getAllByRole("columnheader")
        .map((header) => header.getAttribute("aria-label"));
    expect(names()).toEqual(["name, pinned", "price, pinned", null]);
    rerender(table({ pinned: 0 }));
    await settle();
    expect(names()).toEqual([null, null, null]);
  });

  it("hears of no sort where there is none to be had", async () => {
    render(table({ onHeaderClick: undefined }));
    await settle();
    expect(sorts().map(([, sort]) => sort)).toEqual([null, null, null]);
  });

  it("hears cells that came late, too", async () => {
    const answers: (() => void)[] = [];
    const late: PageSource = {
      ...source,
      load: (offset, limit, columns) =>
        new Promise((resolve) => answers.push(() => resolve(pageOf(offset, limit, columns)))),
    };
    render(table({ source: late }));
    await settle();
    const scroller = document.querySelector(".dvn-scroller") as HTMLElement;
    scroller.scrollTop = 28 * 500;
    fireEvent.scroll(scroller);
    await settle();
    expect(within(grid()).getAllByRole("row")[1]).toHaveAttribute("aria-rowindex", "502");
    expect(within(grid()).queryByRole("gridcell", { name: "11/504" })).toBeNull();
    for (const answer of answers) await act(async () => answer());
    await settle();
    expect(within(grid()).getByRole("gridcell", { name: "11/504" })).toBeInTheDocument();
  });
});
