import { MantineProvider } from "@mantine/core";
import { render, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { withCanvas } from "../../test/canvas";
import { toGridColumns } from "./columns";
import { DataGrid } from "./DataGrid";
import type { PageSource } from "./PageCache";
import { scrollLeftFor } from "./scroll";

const COLUMNS = Array.from({ length: 20 }, (_, id) => ({
  id,
  title: `column ${id}`,
  type: "text" as const,
  origin: "field" as const,
}));
const source: PageSource = {
  lineage: "one",
  rows: 0,
  load: async (offset) => ({ offset, positions: [], pages: [], columns: [] }),
};

describe("a column that is pointed out", () => {
  beforeEach(() => withCanvas());
  afterEach(() => vi.unstubAllGlobals());

  it("comes into sight", async () => {
    const grid = (marked: number | null) => (
      <MantineProvider env="test">
        <DataGrid label="Results" source={source} columns={COLUMNS} marked={marked} />
      </MantineProvider>
    );
    const { container, rerender } = render(grid(null));
    const left = () => container.querySelector(".dvn-scroller")?.scrollLeft ?? -1;
    await waitFor(() => expect(left()).toBe(0));
    rerender(grid(19));
    const far = left();
    expect(far).toBeGreaterThan(500);
    // It stays there when nothing is pointed out any more.
    rerender(grid(null));
    expect(left()).toBe(far);
    rerender(grid(0));
    expect(left()).toBe(0);
  });

  it("has a ground of its own", () => {
    const themes = toGridColumns(COLUMNS.slice(0, 2), {}, [], false, { column: 1, color: "#abcdef" });
    expect(themes.map(({ themeOverride }) => themeOverride)).toEqual([
      undefined,
      { bgCell: "#abcdef", bgHeader: "#abcdef" },
    ]);
  });
});

describe("where the scroll bar has to stand", () => {
  const widths = [100, 100, 100, 100, 100];
  const check = (at: number, left: number, expected: number, pinned = 0) =>
    expect(scrollLeftFor(at, { widths, pinned, width: 250, left }), `${at} from ${left}`).toBe(expected);
  it("so that a column is seen", () => {
    check(0, 0, 0);
    check(1, 0, 0);
    check(4, 0, 274);
    check(0, 250, 0);
    check(2, 250, 176);
  });
  it("beside those that are pinned", () => {
    check(0, 250, 250, 1);
    check(1, 250, 0, 1);
    check(2, 200, 76, 1);
  });
});
