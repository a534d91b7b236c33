import { act, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import { documentStore, refreshFrom, startRun } from "../../app/document";
import { runRequest } from "../../app/runRequest";
import { requestFind } from "../../app/window";
import type { Area } from "../../bindings";
import type { GridRange } from "../../components/DataGrid";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { RenameDialog } from "../shape";
import { copyRange } from "./copy";
import { fetchRowsAgain } from "./fetchRowsAgain";
import { useFind } from "./find/store";
import { HeaderMenu } from "./HeaderMenu";
import { setColumnsOpen } from "./opened";
import { ResultsTab } from "./ResultsTab";
import { RowsStatus } from "./RowsStatus";
import { SelectionStatus } from "./SelectionStatus";
import { sortBy } from "./sorting";
import { useResults } from "./store";

const SEARCHED = 260;
const rangeOf = (...areas: Area[]): GridRange => ({
  areas,
  row: areas[0]?.fromRow ?? 0,
  column: areas[0]?.columns[0] ?? null,
});
const tab = (
  <>
    <ResultsTab />
    <SelectionStatus />
    <footer data-testid="rows">
      <RowsStatus />
    </footer>
  </>
);

const currentSteps = () => documentStore.getState().document?.steps ?? [];

afterEach(async () => {
  await act(async () => setColumnsOpen(false));
  await closePanel();
});

describe("the Results tab", () => {
  it("finds while one types: counts, changes nothing, and goes from one match to the next", async () => {
    const { fake, user } = await openPanel(tab, "results");
    const before = callsOf(fake, "rows.view").length;
    await user.type(screen.getByTestId("find"), "pipe");
    await settle(SEARCHED + 200);
    expect(callsOf(fake, "rows.view")).toHaveLength(before);
    expect(screen.getByTestId("found")).toHaveTextContent("14 matches");
    await user.keyboard("{Enter}");
    await settle();
    expect(screen.getByTestId("found")).toHaveTextContent("1 of 14");
    await user.keyboard("{Enter}");
    await settle();
    expect(screen.getByTestId("found")).toHaveTextContent("2 of 14");
    await user.keyboard("{Shift>}{Enter}{Enter}{/Shift}");
    await settle();
    await user.click(screen.getByRole("button", { name: "Previous match" }));
    await settle();
    // Round the beginning to the end.
    expect(screen.getByTestId("found")).toHaveTextContent(/1[34] of 14/);
    expect(useFind.getState().hit).toMatchObject({ column: 102 });
  });

  it("shows only the rows that contain it when it is told to, and all again on Escape", async () => {
    const { fake, user } = await openPanel(tab, "results");
    await user.type(screen.getByTestId("find"), "oak{Enter}");
    await user.click(screen.getByRole("button", { name: "Show only rows that contain it" }));
    await settle();
    expect(callsOf(fake, "rows.view").at(-1)).toEqual([expect.objectContaining({ sort: [], search: "oak" })]);
    expect(screen.getByTestId("rows")).toHaveTextContent("14 of 97 rows × 11 columns");
    expect(screen.getByRole("button", { name: "Show only rows that contain it" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await user.type(screen.getByTestId("find"), "{Escape}");
    await settle();
    expect(screen.getByTestId("find")).toHaveValue("");
    expect(callsOf(fake, "rows.view").at(-1)).toEqual([expect.objectContaining({ sort: [], search: "" })]);
  });

  it("says that nothing was found, and takes the search back", async () => {
    const { user } = await openPanel(tab, "results");
    await user.click(screen.getByRole("button", { name: "Show only rows that contain it" }));
    await user.type(screen.getByTestId("find"), "no such thing{Enter}");
    await settle();
    expect(screen.getByText("Nothing contains “no such thing”")).toBeInTheDocument();
    await user.click(screen.getAllByRole("button", { name: "Clear the search" }).at(-1) as HTMLElement);
    await settle();
    expect(screen.queryByText(/Nothing contains/)).toBeNull();
  });

  it("puts the cursor into the box on Ctrl+F", async () => {
    await openPanel(tab, "results");
    await act(async () => requestFind());
    expect(screen.getByTestId("find")).toHaveFocus();
  });

  it("shows what went wrong with the view", async () => {
    const { fake } = await openPanel(tab, "results");
    fake.controls.failNext("rows.view", { code: "store", message: "The document could not be read.", detail: null });
    await act(async () => sortBy(103, true));
    await settle();
    expect(screen.getByTestId("found")).toHaveTextContent("The document could not be read.");
  });

  it("hides columns by a list that can be searched", async () => {
    const { user } = await openPanel(tab, "results");
    await user.click(screen.getByRole("button", { name: "Columns" }));
    await user.type(screen.getByRole("textbox", { name: "Find a column" }), "stock");
    expect(screen.getAllByRole("checkbox").map((box) => box.closest("li")?.textContent)).toEqual([
      "stock.count",
      "stock.city",
    ]);
    await user.click(screen.getByRole("button", { name: "Hide these" }));
    expect(screen.getByRole("button", { name: "Columns, 2 are hidden" })).toHaveTextContent("Columns 9/11");
    await user.click(screen.getByRole("checkbox", { name: "stock.city" }));
    expect(screen.getByRole("button", { name: "Columns, 1 is hidden" })).toBeInTheDocument();
  });

  it("is what the shape makes of it: its titles, without the columns that it leaves out", async () => {
    const { fake, user } = await openPanel(
      <>
        {tab}
        <HeaderMenu
          column={105}
          bounds={{ x: 0, y: 0, width: 9, height: 9 }}
          onClose={() => undefined}
          onSelectColumn={() => undefined}
          focusGrid={() => undefined}
        />
        <RenameDialog />
      </>,
      "results",
    );
    await act(async () => sortBy(104, false));
    await settle();
    await user.click(screen.getByRole("menuitem", { name: "Rename…" }));
    await user.clear(screen.getByRole("textbox", { name: "Name of the column" }));
    await user.type(screen.getByRole("textbox", { name: "Name of the column" }), "City{Enter}");
    await settle();
    const column = { origin: "field" as const, name: "stock.count" };
    await act(async () => {
      refreshFrom(await fake.shaping.apply([...currentSteps(), { kind: "hide", columns: [column] }]));
    });
    await settle(300);
    expect(screen.getByTestId("rows")).toHaveTextContent("97 rows × 10 columns");
    await user.click(screen.getByRole("button", { name: "Columns" }));
    const names = screen.getAllByRole("checkbox").map((box) => box.closest("li")?.textContent);
    expect(names).toEqual(expect.arrayContaining(["City", "price"]));
    expect(names).not.toContain("stock.count");
    // A sort by a column that is gone goes with it.
    expect(useResults.getState().sort).toEqual([]);
    expect(callsOf(fake, "rows.view").at(-1)).toEqual([expect.objectContaining({ sort: [], search: "" })]);
  });

  it("says what to do before there is anything, and that it waits", async () => {
    const { fake } = await openPanel(tab, "results", { open: "sample" });
    expect(screen.getByText("No rows yet", { selector: "p" })).toBeInTheDocument();
    expect(screen.getByTestId("rows")).toHaveTextContent("No rows yet");
    expect(screen.queryByTestId("find")).toBeNull();
    await act(() => startRun(runRequest("startOver")));
    await settle();
    expect(screen.getByText("Waiting for the first answer")).toBeInTheDocument();
    await act(async () => fake.controls.advance(10));
    await settle(300);
    expect(useResults.getState().info?.rows).toBe(10);
    expect(screen.getByTestId("rows")).toHaveTextContent("10 rows × 10 columns");
  });

  it("says in the bar how far a sorted table is behind, and not after the end of the run", async () => {
    const { fake, arrive } = await openPanel(tab, "results", { open: "sample" });
    await act(() => startRun(runRequest("startOver")));
    await arrive(10);
    await act(async () => sortBy(103, false));
    await settle();
    await arrive(6);
    expect(screen.getByTestId("rows")).toHaveTextContent("10 of 16 rows");
    await settle(500);
    expect(screen.getByTestId("rows")).toHaveTextContent(/^16 rows/);
    await act(async () => fake.controls.advance(1000));
    await settle();
    expect(screen.getByTestId("rows")).toHaveTextContent(/^97 rows/);
  });

  it("sums what is selected, in the user's figures", async () => {
    await openPanel(tab, "results");
    await act(async () => useResults.setState({ range: rangeOf({ fromRow: 0, toRow: 5, columns: [103, 104] }) }));
    expect(screen.getByTestId("selection")).toHaveTextContent("5 × 2 cells");
    await settle(200);
    expect(screen.getByTestId("selection")).toHaveTextContent(
      "5 × 2 cells · 10 filled · 10 different · 10 numbers: sum 133.70 · average 13.37 · smallest 0.00 · largest 52.00",
    );
  });

  it("does not ask for the sum of a single cell", async () => {
    const { fake } = await openPanel(tab, "results");
    await act(async () => useResults.setState({ range: rangeOf({ fromRow: 3, toRow: 4, columns: [103] }) }));
    await settle(200);
    expect(screen.queryByTestId("selection")).toBeNull();
    expect(callsOf(fake, "rows.summary")).toEqual([]);
  });

  it("copies through the backend and says how much", async () => {
    const { fake } = await openPanel(tab, "results");
    const view = useResults.getState().info?.id;
    await act(() => copyRange({ areas: [{ fromRow: 2, toRow: 7, columns: [101, 102, 103] }] }, true));
    expect(callsOf(fake, "rows.copy")).toEqual([
      [view, { areas: [{ fromRow: 2, toRow: 7, columns: [101, 102, 103] }] }, "tsv", true],
    ]);
    expect(screen.getByText("5 × 3 cells copied")).toBeInTheDocument();
  });

  it("fetches the requests behind the selected rows again, each once, and stays where it is", async () => {
    const { fake, arrive } = await openPanel(tab, "results");
    const page = fake.rows.page;
    // Two rows of one answer.
    fake.rows.page = async (...asked) => {
      const read = await page(...asked);
      return { ...read, positions: read.positions.map((position) => Math.floor(position / 2)) };
    };
    await act(() => fetchRowsAgain({ areas: [{ fromRow: 2, toRow: 6, columns: [101] }] }));
    expect(callsOf(fake, "rows.page").at(-1)?.slice(1)).toEqual([2, 4, []]);
    expect(callsOf(fake, "runs.start")).toEqual([
      [{ mode: "selected", failures: { category: null, status: null, host: null }, positions: [1, 2] }],
    ]);
    await arrive(2);
    expect(screen.getByTestId("rows")).toHaveTextContent(/^97 rows/);
  });

  it("copies from a new view when the old one is gone", async () => {
    const { fake } = await openPanel(tab, "results");
    fake.controls.failNext("rows.copy", { code: "view_gone", message: "This view is too old.", detail: null });
    await act(() => copyRange({ areas: [{ fromRow: 0, toRow: 1, columns: [101] }] }, false));
    expect(callsOf(fake, "rows.copy")).toHaveLength(2);
    expect(screen.getByText("1 × 1 cells copied")).toBeInTheDocument();
  });
});
