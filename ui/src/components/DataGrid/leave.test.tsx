import { MantineProvider } from "@mantine/core";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { withCanvas } from "../../test/canvas";
import { DataGrid } from "./DataGrid";
import type { PageSource } from "./PageCache";

const COLUMNS = [1, 2, 3].map((id) => ({ id, title: `c${id}`, type: "text" as const, origin: "field" as const }));
const source: PageSource = {
  lineage: "one",
  rows: 3,
  load: async (offset) => ({
    offset,
    positions: [0, 1, 2],
    pages: [1, 1, 1],
    columns: COLUMNS.map(({ id }) => ({
      id,
      kinds: ["text", "text", "text"],
      texts: ["a", "b", "c"],
      misfits: [],
    })),
  }),
};

beforeEach(() => withCanvas());
afterEach(() => vi.unstubAllGlobals());

it("Tab leaves the grid either way, and arrows move in it", async () => {
  const user = userEvent.setup();
  const onSelect = vi.fn();
  render(
    <MantineProvider env="test">
      <button type="button">before</button>
      <DataGrid label="Results" source={source} columns={COLUMNS} onSelect={onSelect} />
      <button type="button">after</button>
    </MantineProvider>,
  );
  const canvas = await screen.findByTestId("data-grid-canvas");
  const column = () => onSelect.mock.lastCall?.[0]?.column;
  await act(async () => canvas.focus());
  await user.keyboard("{ArrowDown}");
  expect(column()).toBe(1);
  await user.keyboard("{ArrowRight}");
  expect(column()).toBe(2);
  await user.tab();
  expect(screen.getByRole("button", { name: "after" })).toHaveFocus();
  expect(column()).toBe(2);
  await act(async () => canvas.focus());
  await user.tab({ shift: true });
  expect(screen.getByRole("button", { name: "before" })).toHaveFocus();
  expect(column()).toBe(2);
});
