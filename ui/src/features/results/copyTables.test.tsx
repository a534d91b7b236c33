import { act, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { useExportGrouping, useExportScope } from "../../app/window";
import { withCanvas } from "../../test/canvas";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { openAnalysis } from "./analysis";
import { useCompare } from "./compare/store";
import { setGrouping } from "./groups/store";
import { ResultsTab } from "./ResultsTab";

vi.mock("../../components/confirm", () => ({ confirm: async () => true }));

const GONE = { code: "view_gone", message: "These are too old.", detail: null };
const LARGE = { code: "too_large", message: "These are too many cells.", detail: null };

afterEach(async () => {
  await act(async () => {
    openAnalysis(null);
    setGrouping({ by: [], measures: [] });
  });
  await closePanel();
  vi.unstubAllGlobals();
});

function Asked() {
  return (
    <p data-testid="asked">
      {useExportScope()} {useExportGrouping().by.length}
    </p>
  );
}

/** The panel with a dialog over it, in which there is a table. */
async function opened(kind: "groups" | "compare") {
  withCanvas();
  const panel = await openPanel(
    <>
      <ResultsTab />
      <Asked />
    </>,
    "results",
  );
  await act(async () => openAnalysis(kind === "groups" ? { kind, by: [{ column: 105, unit: null }] } : { kind }));
  const dialog = within(screen.getByRole("dialog"));
  if (kind === "compare") {
    panel.fake.controls.picks.push("/home/ana/last week.fetchgrid");
    await panel.user.click(dialog.getByRole("button", { name: "Choose a file…" }));
    await settle();
    await panel.user.click(dialog.getByTestId("compare-start"));
  }
  await settle(500);
  return { ...panel, dialog };
}

const TABLES = [
  { kind: "groups", command: "rows.groupCopy", of: (id: number) => [id], grid: "Groups" },
  { kind: "compare", command: "compare.copy", of: (id: number) => [id, "differing"], grid: "Differences" },
] as const;

describe.each(TABLES)("the table of $kind", ({ kind, command, of, grid }) => {
  const id = (fake: Awaited<ReturnType<typeof opened>>["fake"]) => callsOf(fake, command).at(-1)?.[0] as number;
  const copied = () => screen.findByText(/^\d+ cells copied$/);

  it.each([
    ["Copy", "tsv", false],
    ["Copy with headers", "tsv", true],
    ["CSV, with headers", "csv", true],
    ["JSON", "json", true],
    ["Markdown table", "markdown", true],
    ["SQL IN list", "sqlIn", false],
    ["Python list", "python", false],
  ])("is copied whole by the menu: %s", async (item, format, headers) => {
    const { fake, user, dialog } = await opened(kind);
    await user.click(dialog.getByRole("button", { name: "Copy" }));
    await user.click(screen.getByRole("menuitem", { name: new RegExp(`^${item}( ?Ctrl.*)?$`) }));
    expect(await copied()).toBeInTheDocument();
    expect(callsOf(fake, command)).toEqual([[...of(id(fake)), format, headers]]);
  });

  it("is copied whole by the keys, whatever is selected in it", async () => {
    const { fake, dialog } = await opened(kind);
    const canvas = within(dialog.getByRole("region", { name: grid })).getByTestId("data-grid-canvas");
    fireEvent.keyDown(canvas, { key: "c", ctrlKey: true });
    expect(await copied()).toBeInTheDocument();
    fireEvent.keyDown(canvas, { key: "C", ctrlKey: true, shiftKey: true });
    await settle();
    expect(callsOf(fake, command)).toEqual([
      [...of(id(fake)), "tsv", false],
      [...of(id(fake)), "tsv", true],
    ]);
  });

  it("is made again where it is known no more", async () => {
    const { fake, user, dialog } = await opened(kind);
    fake.controls.failNext(command, GONE);
    await user.click(dialog.getByRole("button", { name: "Copy" }));
    await user.click(screen.getByRole("menuitem", { name: "JSON" }));
    expect(await copied()).toBeInTheDocument();
    const [first, second] = callsOf(fake, command).map(([one]) => one as number);
    expect(second).toBeGreaterThan(first ?? Number.POSITIVE_INFINITY);
  });
});

describe("what is too much for the clipboard", () => {
  const press = async (panel: Awaited<ReturnType<typeof opened>>) => {
    await panel.user.click(panel.dialog.getByRole("button", { name: "Copy" }));
    await panel.user.click(screen.getByRole("menuitem", { name: "JSON" }));
    await settle();
  };

  it("of groups can be saved as a file", async () => {
    const panel = await opened("groups");
    panel.fake.controls.failNext("rows.groupCopy", LARGE);
    await press(panel);
    expect(screen.getByTestId("asked")).toHaveTextContent("groups 1");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("of a comparison says so", async () => {
    const panel = await opened("compare");
    panel.fake.controls.failNext("compare.copy", LARGE);
    await press(panel);
    expect(await screen.findByText("That is too large")).toBeInTheDocument();
    expect(useCompare.getState().info).not.toBeNull();
  });
});
