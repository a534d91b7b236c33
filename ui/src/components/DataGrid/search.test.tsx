import { MantineProvider } from "@mantine/core";
import { act, render } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { withCanvas } from "../../test/canvas";
import { DataGrid } from "./DataGrid";
import type { PageSource } from "./PageCache";
import type { DataGridProps } from "./props";

const page = {
  offset: 0,
  positions: [0],
  pages: [1],
  columns: [{ id: 1, kinds: ["text" as const], texts: ["Copper pipe"], misfits: [] }],
};
const source: PageSource = { lineage: "one", rows: 1, first: page, load: async () => page };
const COLUMNS = [{ id: 1, title: "name", type: "text" as const, origin: "field" as const }];

const drawn: string[] = [];
/** The grid draws a moment after it was told to, one thing after the other. */
async function settle(): Promise<void> {
  for (let step = 0; step < 8; step += 1) await act(() => vi.advanceTimersByTimeAsync(100));
}
const table = (props: Partial<DataGridProps>) => (
  <MantineProvider env="test">
    <DataGrid label="Results" source={source} columns={COLUMNS} {...props} />
  </MantineProvider>
);

beforeEach(() => {
  vi.useFakeTimers();
  withCanvas((text) => drawn.push(text));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("cells are drawn anew", () => {
  it.each<[string, Partial<DataGridProps>]>([
    ["for another text that is searched", { search: "pip" }],
    ["for another cell that the search stands on", { hit: { row: 0, column: 1 } }],
  ])("%s", async (_, props) => {
    const { rerender } = render(table({}));
    await settle();
    drawn.length = 0;
    rerender(table({}));
    await settle();
    expect(drawn).toEqual([]);
    rerender(table(props));
    await settle();
    expect(drawn).toContain("Copper pipe");
  });
});
