import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { IDLE } from "../../app/document";
import { NO_GROUPING, PLAIN_VIEW } from "../../app/view";
import { exportFailed, openExport, setExportOpen } from "../../app/window";
import type { AppEvent, ExportOptions } from "../../bindings";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { ResultsTab } from "../results";
import { ExportDialog } from "./ExportDialog";
import { useChoice } from "./ExportForm";
import { exportOptions, FIRST_CHOICE, suggestedName } from "./options";

const dialog = (
  <>
    <ResultsTab />
    <ExportDialog />
  </>
);

const CANCELLED: AppEvent = {
  kind: "export",
  progress: { path: "/tmp/a.xlsx", state: "cancelled", rows: 0, total: 97, error: null },
};

beforeEach(() => useChoice.setState(FIRST_CHOICE));
afterEach(async () => {
  await act(async () => setExportOpen(false));
  await closePanel();
});

async function openDialog(options = {}) {
  const panel = await openPanel(dialog, "results", options);
  await act(async () => setExportOpen(true));
  return panel;
}

describe("the export dialog", () => {
  it.each([
    ["all", true],
    ["view", true],
    ["groups", false],
    ["selection", false],
  ] as const)("offers columns about the request where rows are whole: %s", async (scope, isOffered) => {
    await openPanel(dialog, "results");
    await act(async () => openExport(scope));
    const box = screen.getByRole("checkbox", { name: "Add columns about the request" });
    expect(box.matches(":disabled")).toBe(!isOffered);
  });

  it("asks where, writes everything, and says where it went", async () => {
    const { fake, user } = await openDialog();
    fake.controls.picks.push("/tmp/inventory.xlsx");
    await user.click(screen.getByTestId("export-start"));
    await settle();
    expect(callsOf(fake, "files.pickSave").map(([, kinds, suggestion]) => [kinds, suggestion])).toEqual([
      [[{ name: "Excel workbook", extensions: ["xlsx"] }], "inventory.xlsx"],
    ]);
    expect(callsOf(fake, "exports.start")).toEqual([
      [
        {
          path: "/tmp/inventory.xlsx",
          format: "xlsx",
          scope: "all",
          view: { sort: [], filter: { kind: "all" }, search: "", today: null },
          columns: [],
          selection: { areas: [] },
          grouping: { by: [], measures: [], sort: null },
          failures: { category: null, status: null, host: null },
          requestColumns: false,
          byteOrderMark: false,
        },
      ],
    ]);
    expect(screen.getByText("0 of 97 rows")).toBeInTheDocument();
    await act(async () => fake.controls.advance(0));
    expect(screen.getByText("13 of 97 rows")).toBeInTheDocument();
    for (let tick = 0; tick < 8; tick += 1) await act(async () => fake.controls.advance(0));
    expect(screen.getByText("97 rows written")).toBeInTheDocument();
    expect(screen.getByText("/tmp/inventory.xlsx")).toBeInTheDocument();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("writes what the table shows, as CSV for Excel, with the request's columns", async () => {
    const { fake, user } = await openDialog();
    await act(async () => setExportOpen(false));
    await settle(50);
    await user.click(screen.getByRole("button", { name: "Show only rows that contain it" }));
    await user.type(screen.getByTestId("find"), "pipe{Enter}");
    await settle();
    await act(async () => setExportOpen(true));
    await settle(50);
    await user.click(screen.getByTestId("format-csv"));
    // Rows are left out, so these are what is meant.
    expect(screen.getByRole("radio", { name: "What the table shows" })).toBeChecked();
    await user.click(screen.getByRole("checkbox", { name: "Add columns about the request" }));
    expect(screen.getByText(/14 rows × 11 columns/)).toBeInTheDocument();
    await user.click(screen.getByTestId("export-start"));
    await settle();
    expect(callsOf(fake, "exports.start")[0]?.[0]).toMatchObject({
      format: "csv",
      scope: "view",
      view: { sort: [], search: "pipe" },
      columns: [1, 2, 101, 102, 103, 104, 105, 106, 107, 108, 109],
      requestColumns: true,
      byteOrderMark: true,
    });
  });

  it("exports on Enter, wherever the cursor is, and gives the file its ending", async () => {
    const { fake, user } = await openDialog();
    await settle(50);
    expect(screen.getByTestId("export-start")).toHaveFocus();
    fake.controls.picks.push("/tmp/a", "/tmp/b.xlsx");
    await user.keyboard("{Enter}");
    await settle();
    await act(async () => fake.controls.emit(CANCELLED));
    await settle(50);
    await user.click(screen.getByTestId("format-xlsx"));
    await user.keyboard("{ArrowRight}");
    expect(screen.getByTestId("format-csv")).toBeChecked();
    await user.keyboard("{Enter}");
    await settle();
    expect(callsOf(fake, "exports.start").map(([asked]) => (asked as ExportOptions).path)).toEqual([
      "/tmp/a.xlsx",
      "/tmp/b.xlsx.csv",
    ]);
  });

  it("writes failures alone as a workbook", async () => {
    const { fake, user } = await openDialog({ open: "sample" });
    await act(async () =>
      fake.controls.emit({ kind: "progress", progress: { ...IDLE, phase: "finished", done: 3, total: 3, failed: 3 } }),
    );
    expect(screen.getByTestId("export-start")).toBeEnabled();
    expect(screen.getByText(/There are no rows/)).toBeInTheDocument();
    await user.click(screen.getByTestId("format-csv"));
    expect(screen.getByTestId("export-start")).toBeDisabled();
  });

  it("writes the list of the failed, of a group alone, and the table again the next time", async () => {
    const { fake, user } = await openDialog({ ids: 200 });
    const group = { category: "not_found" as const, status: 404, host: "127.0.0.1:4010" };
    await act(async () => exportFailed(group));
    expect(screen.getByRole("radio", { name: "The list of failed requests" })).toBeChecked();
    expect(screen.getByText("Only: Not found 404 127.0.0.1:4010")).toBeInTheDocument();
    await user.click(screen.getByTestId("format-csv"));
    await user.click(screen.getByTestId("export-start"));
    await settle();
    expect(callsOf(fake, "files.pickSave").at(-1)?.at(-1)).toBe("inventory failed.csv");
    expect(callsOf(fake, "exports.start").at(-1)?.[0]).toMatchObject({
      scope: "failed",
      failures: group,
      requestColumns: false,
    });
    await act(async () => fake.controls.emit(CANCELLED));
    await act(async () => setExportOpen(false));
    await act(async () => setExportOpen(true));
    expect(screen.getByRole("radio", { name: "Everything, in request order" })).toBeChecked();
  });

  it("stays when the file dialog is dismissed", async () => {
    const { fake, user } = await openDialog();
    fake.controls.picks.push(null);
    await user.click(screen.getByTestId("export-start"));
    await settle();
    expect(callsOf(fake, "exports.start")).toEqual([]);
    expect(screen.getByRole("dialog")).toBeInTheDocument();
  });

  it("is cancelled", async () => {
    const { fake, user } = await openDialog();
    await user.click(screen.getByTestId("export-start"));
    await settle();
    await user.click(screen.getByRole("button", { name: "Cancel the export" }));
    await settle();
    expect(callsOf(fake, "exports.cancel")).toHaveLength(1);
    expect(screen.getByText("The export was cancelled")).toBeInTheDocument();
  });

  it("says why a file could not be written, even when it was shut, and stays", async () => {
    const { fake, user } = await openDialog();
    await user.click(screen.getByTestId("export-start"));
    await settle();
    await user.click(screen.getByRole("button", { name: "Continue in the background" }));
    expect(screen.queryByRole("dialog")).toBeNull();
    const error = "/root/x.xlsx cannot be written: permission denied.";
    await act(async () =>
      fake.controls.emit({
        kind: "export",
        progress: { path: "/root/x.xlsx", state: "failed", rows: 0, total: 97, error },
      }),
    );
    expect(screen.getByRole("dialog")).toHaveTextContent(error);
    expect(screen.getByTestId("export-start")).toBeEnabled();
  });

  it("copies what the table shows", async () => {
    const { fake, user } = await openDialog();
    await user.click(screen.getByRole("button", { name: "Copy to clipboard" }));
    await settle();
    expect(callsOf(fake, "rows.copy").map(([, selection, , headers]) => [selection, headers])).toEqual([
      [{ areas: [{ fromRow: 0, toRow: 97, columns: [1, 2, 101, 102, 103, 104, 105, 106, 107, 108, 109] }] }, true],
    ]);
  });

  it("has nothing to write before there are rows", async () => {
    await openDialog({ open: "sample" });
    expect(screen.getByTestId("export-start")).toBeDisabled();
    expect(screen.getByRole("button", { name: "Copy to clipboard" })).toBeDisabled();
  });
});

const EXPORTED = { view: PLAIN_VIEW, columns: [1], selection: { areas: [] }, grouping: NO_GROUPING };

describe("exportOptions", () => {
  it("marks CSV files alone", () => {
    const mark = (format: "csv" | "xlsx" | "json" | "ndjson") =>
      exportOptions({ ...FIRST_CHOICE, format }, "p", EXPORTED).byteOrderMark;
    expect([mark("csv"), mark("xlsx"), mark("json"), mark("ndjson")]).toEqual([true, false, false, false]);
  });
});

describe("suggestedName", () => {
  const check = (name: string, expected: string) => expect(suggestedName(name, "csv")).toBe(expected);
  it("is a name that every system takes", () => {
    check("inventory", "inventory.csv");
    check("a/b:c?", "a-b-c-.csv");
    check("  ", "export.csv");
  });
});
