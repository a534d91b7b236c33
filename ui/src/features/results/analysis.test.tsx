import { act, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import { keepResult } from "../../app/keptResult";
import { useExportGrouping, useExportScope } from "../../app/window";
import type { ExportOptions } from "../../bindings";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { ExportDialog } from "../exports";
import { openAnalysis } from "./analysis";
import { BarChart } from "./charts/BarChart";
import { PlotChart } from "./charts/PlotChart";
import { setChart } from "./charts/store";
import { compareColumns, toGridPage } from "./compare/comparePage";
import { useGoal } from "./goal";
import { rowsOfKey } from "./groups/drill";
import { setGrouping, useGrouping } from "./groups/store";
import { setGoToOpen } from "./opened";
import { ResultsTab } from "./ResultsTab";

function Asked() {
  return (
    <p data-testid="asked">
      {useExportScope()} {useExportGrouping().by.length}
    </p>
  );
}

const tab = (
  <>
    <ResultsTab />
    <ExportDialog />
    <Asked />
  </>
);

afterEach(async () => {
  await act(async () => {
    openAnalysis(null);
    setGoToOpen(false);
    setChart(null);
    setGrouping({ by: [], measures: [] });
  });
  localStorage.clear();
  await closePanel();
});

describe("group and summarise", () => {
  it("groups the rows that are shown by columns, with measures, and exports the groups", async () => {
    const { fake, user } = await openPanel(tab, "results");
    await user.click(screen.getByRole("button", { name: "Analyse" }));
    await user.click(screen.getByRole("menuitem", { name: "Group and summarise…" }));
    expect(screen.getByText("Nothing is grouped yet")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Choose a column" }));
    await user.selectOptions(screen.getByRole("combobox", { name: "Column 1 to group by" }), "stock.city");
    await settle();
    expect(screen.getByText(/^6 groups of 97 rows$/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Add a measure" }));
    await settle();
    expect(callsOf(fake, "rows.group").at(-1)?.[1]).toEqual({
      by: [{ column: 105, unit: null }],
      measures: [{ column: 103, function: "sum" }],
      sort: null,
    });
    await user.click(screen.getByRole("button", { name: "Export…" }));
    expect(screen.getByTestId("asked")).toHaveTextContent("groups 1");
    await user.click(screen.getByTestId("export-start"));
    await settle();
    expect(callsOf(fake, "exports.start")[0]?.[0] as ExportOptions).toMatchObject({
      scope: "groups",
      grouping: { by: [{ column: 105 }], measures: [{ column: 103, function: "sum" }] },
    });
  });

  it("puts dates together by month at first", async () => {
    await openPanel(tab, "results", { extra: 1 });
    await act(async () => openAnalysis({ kind: "groups", by: [{ column: 1001, unit: "month" }] }));
    await settle();
    expect(screen.getByRole("combobox", { name: "Dates of column 1 by" })).toHaveValue("month");
    expect(useGrouping.getState().by).toHaveLength(1);
  });

  it("knows the rows of a group by its key, of dates by their span", () => {
    const text = (value: string) => ({ kind: "text" as const, text: value });
    const range = (from: string, to: string) => ({
      kind: "column",
      column: 3,
      is: {
        kind: "date",
        range: { from: { value: from, included: true }, to: { value: to, included: true } },
      },
    });
    expect(rowsOfKey({ column: 3, unit: null }, text("Paris"))).toEqual({
      kind: "column",
      column: 3,
      is: { kind: "oneOf", cells: [text("Paris")] },
    });
    expect(rowsOfKey({ column: 3, unit: "month" }, text("2026-02"))).toEqual(range("2026-02-01", "2026-02-28"));
    expect(rowsOfKey({ column: 3, unit: "year" }, text("2024"))).toEqual(range("2024-01-01", "2024-12-31"));
    expect(rowsOfKey({ column: 3, unit: "day" }, text("2026-11-30"))).toEqual(range("2026-11-30", "2026-11-30"));
    expect(rowsOfKey({ column: 3, unit: "day" }, text("soon"))).toMatchObject({ is: { kind: "oneOf" } });
  });
});

const INK = { text: "#000", dim: "#666", line: "#ddd", ground: "#fff", series: ["#00f", "#f80"], font: "x", size: 12 };

describe("a chart", () => {
  it("begins with something sensible, and says what it leaves out", async () => {
    const { fake, user } = await openPanel(tab, "results");
    await act(async () => openAnalysis({ kind: "chart", column: null }));
    await settle();
    expect(callsOf(fake, "rows.chart").at(-1)?.[1]).toMatchObject({ kind: "bar", measure: null });
    const dialog = within(screen.getByRole("dialog", { name: "Chart" }));
    await user.click(dialog.getByRole("radio", { name: "Spread" }));
    await settle();
    expect(callsOf(fake, "rows.chart").at(-1)?.[1]).toMatchObject({ kind: "histogram", column: 103 });
    expect(dialog.getByText("97 rows")).toBeInTheDocument();
    await user.click(dialog.getByRole("radio", { name: "Dots" }));
    await user.selectOptions(dialog.getByRole("combobox", { name: "Up" }), "stock.count");
    await settle();
    expect(callsOf(fake, "rows.chart").at(-1)?.[1]).toEqual({ kind: "scatter", x: 103, y: 104 });
  });

  it("draws a bar for each group, and its number", () => {
    const bar = (name: string, value: number) => ({ cell: { kind: "text" as const, text: name }, rows: value, value });
    const { container } = render(
      <svg role="img" aria-label="bars">
        <BarChart
          data={{ kind: "bar", bars: [bar("Paris", 20), bar("Oslo", 5)], otherRows: 0, otherGroups: 0 }}
          width={600}
          height={300}
          ink={INK}
          title="rows"
        />
      </svg>,
    );
    const [first, second] = [...container.querySelectorAll("rect")].map((rect) => Number(rect.getAttribute("width")));
    expect(Math.round((first ?? 0) / (second ?? 1))).toBe(4);
    expect(container).toHaveTextContent(/Paris: 20.*Oslo: 5/);
  });

  it("writes the numbers of its bars with as many digits", () => {
    const bar = (name: string, value: number) => ({ cell: { kind: "text" as const, text: name }, rows: 1, value });
    const { container } = render(
      <svg role="img" aria-label="bars">
        <BarChart
          data={{ kind: "bar", bars: [bar("Oak", 2933.8), bar("Hemp", 2288)], otherRows: 0, otherGroups: 0 }}
          width={600}
          height={300}
          ink={INK}
        />
      </svg>,
    );
    expect(container).toHaveTextContent(/Oak: 2.933\.80.*Hemp: 2.288\.00/);
  });

  it("leaves a gap in a line where there is no number, and tells lines apart by more than colour", () => {
    const { container } = render(
      <svg role="img" aria-label="lines">
        <PlotChart
          data={{
            kind: "line",
            xIsDate: false,
            x: [1, 2, 3],
            y: [
              [1, null, 3],
              [2, 2, 2],
            ],
            rows: 3,
            isReduced: false,
          }}
          width={600}
          height={300}
          ink={INK}
          xTitle="x"
          yTitles={["a", "b"]}
        />
      </svg>,
    );
    const [a, b] = [...container.querySelectorAll("path")];
    expect(a?.getAttribute("d")?.match(/M/g)).toHaveLength(2);
    expect([a, b].map((line) => line?.getAttribute("stroke-dasharray"))).toEqual([null, "6 3"]);
  });
});

describe("comparing with an earlier result", () => {
  it("chooses a file, says what tells the rows apart, and lists what became of them", async () => {
    const { fake, user } = await openPanel(tab, "results");
    await act(async () => openAnalysis({ kind: "compare" }));
    const dialog = within(screen.getByRole("dialog", { name: "Compare with an earlier result" }));
    fake.controls.picks.push("/home/ana/last week.fetchgrid");
    await user.click(dialog.getByRole("button", { name: "Choose a file…" }));
    await settle();
    expect(dialog.getByText(/^last week: 95 rows/)).toBeInTheDocument();
    const keys = within(dialog.getByRole("region", { name: "Which row is which" }));
    expect(keys.getAllByRole("checkbox", { checked: true }).map((box) => box.closest("li")?.textContent)).toEqual([
      "type",
      "id",
    ]);
    await user.click(
      within(dialog.getByRole("region", { name: "Look for changes in" })).getByRole("checkbox", { name: "tags" }),
    );
    await user.click(dialog.getByTestId("compare-start"));
    await settle();
    const request = callsOf(fake, "compare.start")[0]?.[0] as { keys: object[]; columns: { name: string }[] };
    expect(request.keys).toHaveLength(2);
    expect(request.columns.some(({ name }) => name === "tags")).toBe(false);
    expect(dialog.getByRole("radio", { name: /^\+ \d+ added$/ })).toBeInTheDocument();
    await user.click(dialog.getByRole("radio", { name: /changed$/ }));
    expect(dialog.getByText(/rows unchanged/)).toBeInTheDocument();
  });

  it("says why a file cannot be compared", async () => {
    const { fake, user } = await openPanel(tab, "results");
    await act(async () => openAnalysis({ kind: "compare" }));
    fake.controls.failNext("compare.look", { code: "not_ours", message: "That is no such document.", detail: null });
    await user.click(screen.getByRole("button", { name: "Choose a file…" }));
    await settle();
    expect(screen.getByText("Not a Fetchgrid document. That is no such document.")).toBeInTheDocument();
  });

  it("keeps this result for later", async () => {
    const { fake, user } = await openPanel(tab, "results");
    await act(async () => openAnalysis({ kind: "compare" }));
    fake.controls.picks.push("/home/ana/kept.fetchgrid");
    await user.click(screen.getByRole("button", { name: "Keep this result…" }));
    await settle();
    expect(callsOf(fake, "compare.keep")).toEqual([["/home/ana/kept.fetchgrid"]]);
    expect(screen.getByText("Result kept as /home/ana/kept.fetchgrid")).toBeInTheDocument();
    // And begins with it the next time, while nothing else is chosen.
    await act(async () => openAnalysis(null));
    await act(async () => openAnalysis({ kind: "compare" }));
    await settle();
    expect(screen.getByText(/^kept: 95 rows/)).toBeInTheDocument();
    fake.controls.picks.push("/home/ana/other.fetchgrid");
    await user.click(screen.getByRole("button", { name: "Choose another file…" }));
    await settle();
    await act(async () => openAnalysis(null));
    await act(async () => openAnalysis({ kind: "compare" }));
    await settle();
    expect(screen.getByText(/^other: 95 rows/)).toBeInTheDocument();
  });

  it("asks for a file where the kept one is gone", async () => {
    const { fake } = await openPanel(tab, "results");
    fake.controls.picks.push("/home/ana/gone.fetchgrid");
    await act(async () => void (await keepResult()));
    fake.controls.failNext("compare.look", { code: "not_found", message: "It is gone.", detail: null });
    await act(async () => openAnalysis({ kind: "compare" }));
    await settle();
    expect(screen.getByRole("button", { name: "Choose a file…" })).toBeInTheDocument();
    expect(screen.queryByText("It is gone.")).toBeNull();
  });

  it("is a table that says in words what became of a row, and keeps what a cell was", () => {
    const key = { origin: "field" as const, name: "a" };
    const info = {
      id: 1,
      added: 1,
      removed: 0,
      changed: 1,
      unchanged: 0,
      repeatedKeys: 0,
      columns: [{ key, title: "A", type: "text" as const }],
    };
    expect(compareColumns(info, "Change").map(({ title }) => title)).toEqual(["Change", "A"]);
    const before = [{ row: 1, cell: { kind: "text" as const, text: "old" } }];
    const page = toGridPage(
      {
        offset: 0,
        total: 2,
        changes: ["added", "changed"],
        columns: [{ kinds: ["text", "text"], texts: ["x", "y"], before }],
      },
      (change) => change,
    );
    expect(page.columns[0]?.texts).toEqual(["+ added", "≠ changed"]);
    expect(page.columns[1]?.before).toEqual(before);
  });
});

describe("a row by its number", () => {
  it("is gone to, when there is such a row", async () => {
    const { user } = await openPanel(tab, "results");
    await act(async () => setGoToOpen(true));
    const field = screen.getByRole("textbox", { name: "Row number, 1 to 97" });
    await user.type(field, "98");
    expect(screen.getByText("There are 97 rows.")).toBeInTheDocument();
    await user.type(field, "{Backspace}{Backspace}42{Enter}");
    expect(useGoal.getState().goal).toEqual({ row: 41, column: undefined });
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});
