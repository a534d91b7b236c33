import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import i18n from "../../i18n";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { RenameDialog } from "../shape";
import { HeaderMenu } from "./HeaderMenu";
import { openFilter, openProfiles, setColumnsOpen, useOpened } from "./opened";
import { ResultsTab } from "./ResultsTab";
import { RowsStatus } from "./RowsStatus";
import { toggleSort } from "./sorting";
import { undoLook, useResults } from "./store";

const BOUNDS = { x: 0, y: 0, width: 90, height: 30 };
const tab = (
  <>
    <ResultsTab />
    <RenameDialog />
    <footer data-testid="rows">
      <RowsStatus />
    </footer>
  </>
);

afterEach(async () => {
  await act(() => i18n.changeLanguage("en"));
  await act(async () => {
    openFilter(null);
    setColumnsOpen(false);
  });
  await closePanel();
});

const rows = () => screen.getByTestId("rows").textContent;
/** Opens the filter of a column, and lets its values arrive. */
async function openOf(column: number) {
  await act(async () => openFilter({ column, bounds: BOUNDS }));
  await settle(200);
  return within(await screen.findByRole("dialog", { name: /^Filter / }));
}

const withMenu = (column: number) => (
  <>
    {tab}
    <HeaderMenu
      column={column}
      bounds={BOUNDS}
      onClose={() => undefined}
      onSelectColumn={() => undefined}
      focusGrid={() => undefined}
    />
  </>
);

describe("the menu of a column", () => {
  it("sorts by it, and by it after the others", async () => {
    const { user } = await openPanel(withMenu(103), "results");
    await act(async () => toggleSort(105));
    await user.click(screen.getByRole("menuitem", { name: "Then by this, largest first" }));
    await settle();
    expect(useResults.getState().shown.sort).toEqual([
      { column: 105, descending: false, order: "natural" },
      { column: 103, descending: true, order: "natural" },
    ]);
    const bar = within(screen.getByRole("region", { name: "Filters and sorting" }));
    expect(bar.getAllByRole("listitem").map((chip) => chip.textContent)).toEqual(["1. stock.city", "2. price"]);
    await user.click(bar.getByRole("button", { name: "Sorted by price, largest first: turn round" }));
    expect(useResults.getState().sort[1]).toMatchObject({ column: 103, descending: false });
    await user.click(bar.getByRole("button", { name: "Do not sort by stock.city" }));
    expect(useResults.getState().sort).toHaveLength(1);
  });

  it("pins, moves and hides it; all of it can be undone", async () => {
    const { user } = await openPanel(withMenu(103), "results");
    await user.click(screen.getByRole("menuitem", { name: "Pin to the left" }));
    await user.click(screen.getByRole("menuitem", { name: "Hide in this view" }));
    expect(rows()).toContain("10 columns");
    await act(async () => void undoLook());
    expect(rows()).toContain("11 columns");
    expect(useResults.getState().pinned).toEqual([103]);
    await user.click(screen.getByRole("menuitem", { name: "Move right" }));
    // Out of the pinned ones.
    expect(useResults.getState().pinned).toEqual([]);
  });

  it("copies all of its cells", async () => {
    const { fake, user } = await openPanel(withMenu(103), "results");
    await user.click(screen.getByRole("menuitem", { name: "Copy column" }));
    await settle();
    expect(callsOf(fake, "rows.copy")[0]?.slice(1)).toEqual([
      { areas: [{ fromRow: 0, toRow: 97, columns: [103] }] },
      "tsv",
      true,
    ]);
  });
});

describe("the filter of a column", () => {
  it("lists its values with how often each is there, and shows those that are ticked", async () => {
    const { user } = await openPanel(tab, "results");
    const panel = await openOf(105);
    const values = panel.getAllByRole("listitem").map((item) => item.textContent);
    expect(values).toHaveLength(6);
    expect(values[0]).toMatch(/^\D+1[67]$/);
    await user.click(panel.getByRole("checkbox", { name: "Paris" }));
    await settle();
    expect(rows()).toMatch(/^8\d of 97 rows/);
    // Its own condition does not count for its own list.
    expect(panel.getAllByRole("listitem")).toHaveLength(6);
    await user.click(panel.getByRole("button", { name: "Select none" }));
    await user.click(panel.getByRole("checkbox", { name: "Osaka" }));
    await settle();
    expect(rows()).toMatch(/^1\d of 97 rows/);
    const bar = screen.getByRole("region", { name: "Filters and sorting" });
    expect(bar).toHaveTextContent("stock.city: Osaka");
    await user.click(within(bar).getByRole("button", { name: "Remove the filter stock.city: Osaka" }));
    await settle();
    expect(rows()).toMatch(/^97 rows/);
  });

  it("finds values in a long list, and takes only those", async () => {
    const { user } = await openPanel(tab, "results");
    const panel = await openOf(102);
    await user.type(panel.getByRole("textbox", { name: "Find a value" }), "pipe");
    await settle(300);
    expect(panel.getAllByRole("listitem")).toHaveLength(1);
    await user.keyboard("{Enter}");
    await settle();
    expect(rows()).toMatch(/^14 of 97 rows/);
  });

  it("takes numbers from and to, as the user writes them", async () => {
    const { user } = await openPanel(tab, "results");
    const panel = await openOf(103);
    await user.click(panel.getByRole("radio", { name: "From – to" }));
    expect(panel.getByRole("img")).toHaveAccessibleName(/^How the values are spread, from 0.00 to/);
    await user.type(panel.getByRole("textbox", { name: "From" }), "10");
    await user.type(panel.getByRole("textbox", { name: "To" }), "20.5");
    await settle(400);
    expect(useResults.getState().filter).toEqual({
      kind: "and",
      of: [
        {
          kind: "column",
          column: 103,
          is: {
            kind: "number",
            range: { from: { value: "10", included: true }, to: { value: "20.5", included: true } },
          },
        },
      ],
    });
    expect(screen.getByRole("region", { name: "Filters and sorting" })).toHaveTextContent("price: 10 – 20.5");
  });

  it("takes dates that are counted from today", async () => {
    const { user } = await openPanel(tab, "results", { extra: 2 });
    const panel = await openOf(1001);
    await user.click(panel.getByRole("radio", { name: "From – to" }));
    await user.selectOptions(panel.getByRole("combobox", { name: "Counted from today" }), "last year");
    await settle();
    expect(screen.getByRole("region", { name: "Filters and sorting" })).toHaveTextContent("added: last year");
    expect(useResults.getState().shown.today).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it("takes typed conditions, together or either, and says what is none", async () => {
    const { fake, user } = await openPanel(tab, "results");
    const panel = await openOf(102);
    await user.click(panel.getByRole("radio", { name: "Conditions" }));
    await user.type(panel.getByRole("textbox", { name: "Value" }), "pipe");
    await user.click(panel.getByRole("button", { name: "Another condition" }));
    await user.type(within(panel.getByRole("group", { name: "Condition 2" })).getByRole("textbox"), "oak");
    await settle(400);
    expect(screen.getByText("No row passes the filters")).toBeInTheDocument();
    await user.click(panel.getByRole("radio", { name: "or" }));
    await settle(400);
    expect(rows()).toMatch(/^28 of 97 rows/);
    await user.selectOptions(panel.getAllByRole("combobox")[0] as HTMLElement, "matches the expression");
    fake.controls.failNext("rows.view", { code: "bad_view", message: "`pipe(` is not an expression.", detail: null });
    await user.type(panel.getAllByRole("textbox")[0] as HTMLElement, "(");
    await settle(400);
    expect(panel.getAllByText(/`pipe\(` is not an expression\.$/).length).toBeGreaterThan(0);
  });

  it("goes together with those of other columns, all of them or any", async () => {
    const { user } = await openPanel(tab, "results");
    const city = await openOf(105);
    await user.click(city.getByRole("button", { name: "Select none" }));
    await user.click(city.getByRole("checkbox", { name: "Osaka" }));
    const name = await openOf(102);
    await user.click(name.getByRole("button", { name: "Select none" }));
    await user.click(name.getByRole("checkbox", { name: "Oak panel" }));
    await settle();
    const both = useResults.getState().info?.rows ?? 0;
    await user.click(screen.getByRole("radio", { name: "any" }));
    await settle();
    expect(useResults.getState().info?.rows).toBeGreaterThan(both);
    await user.click(screen.getByRole("button", { name: "Clear all" }));
    await settle();
    expect(rows()).toMatch(/^97 rows/);
  });

  it("speaks Dutch", async () => {
    await openPanel(tab, "results");
    await act(() => i18n.changeLanguage("nl"));
    await act(async () => openFilter({ column: 105, bounds: BOUNDS }));
    await settle(200);
    expect(screen.getByRole("dialog", { name: "“stock.city” filteren" })).toBeInTheDocument();
    expect(screen.getByRole("radio", { name: "Voorwaarden" })).toBeInTheDocument();
  });
});

describe("the list of columns", () => {
  it("moves one by the keyboard, pins it, and puts all back", async () => {
    const { user } = await openPanel(tab, "results");
    await user.click(screen.getByRole("button", { name: "Columns" }));
    const panel = within(screen.getByRole("complementary", { name: "Columns shown" }));
    const names = () => panel.getAllByRole("checkbox").map((box) => box.closest("li")?.textContent);
    expect(names().slice(0, 4)).toEqual(["type", "id", "sku", "name"]);
    panel.getByRole("checkbox", { name: "name" }).focus();
    await user.keyboard("{Alt>}{ArrowUp}{ArrowUp}{/Alt}");
    expect(names().slice(0, 4)).toEqual(["type", "name", "id", "sku"]);
    await user.click(panel.getByRole("button", { name: "Pin price to the left" }));
    expect(names()[0]).toBe("price");
    await user.click(panel.getByRole("button", { name: "All columns, as the table has them" }));
    expect(names().slice(0, 4)).toEqual(["type", "id", "sku", "name"]);
  });

  it("draws only those in sight of hundreds", async () => {
    await openPanel(tab, "results", { extra: 400 });
    await act(async () => setColumnsOpen(true));
    const panel = within(screen.getByRole("complementary", { name: "Columns shown" }));
    expect(panel.getAllByRole("checkbox").length).toBeLessThan(120);
  });

  it("tells what is in a column, and filters by a value of it", async () => {
    const { user } = await openPanel(tab, "results");
    await act(async () => openProfiles([104]));
    await settle(50);
    const card = within(screen.getByRole("region", { name: "Statistics of stock.count" }));
    expect(card.getByText(/of 97 rows filled · \d+ null/)).toBeInTheDocument();
    expect(card.getByText("Median").nextSibling).toHaveTextContent(/\d/);
    await act(async () => openProfiles([105]));
    await settle(50);
    const city = within(screen.getByRole("region", { name: "Statistics of stock.city" }));
    await user.click(city.getByRole("button", { name: /^Show only Osaka/ }));
    await settle();
    expect(screen.getByRole("region", { name: "Filters and sorting" })).toHaveTextContent("stock.city: Osaka");
    expect(useOpened.getState().profiled).toEqual([105]);
  });
});

describe("named views", () => {
  it("are kept, shown again, renamed and deleted", async () => {
    const { user } = await openPanel(tab, "results");
    await act(async () => toggleSort(103));
    await user.click(screen.getByRole("button", { name: "Views" }));
    await user.click(screen.getByRole("menuitem", { name: "Save this view as…" }));
    await user.type(screen.getByRole("textbox", { name: "Name of the view" }), "By price{Enter}");
    await settle();
    expect(screen.getByRole("button", { name: "Views: By price" })).toHaveTextContent("By price");
    await act(async () => toggleSort(103));
    expect(screen.getByRole("button", { name: "Views: By price" })).toHaveTextContent("By price *");
    await user.click(screen.getByRole("button", { name: "Views: By price" }));
    await user.click(screen.getByRole("menuitemradio", { name: "By price" }));
    expect(useResults.getState().sort).toEqual([{ column: 103, descending: false, order: "natural" }]);
    await user.click(screen.getByRole("button", { name: "Views: By price" }));
    await user.click(screen.getByRole("menuitem", { name: "Save this view as…" }));
    await user.type(screen.getByRole("textbox", { name: "Name of the view" }), "by PRICE{Enter}");
    await settle();
    expect(screen.getByText("There is a view called “by PRICE” already.")).toBeInTheDocument();
  });

  it("cannot be kept in a read-only document", async () => {
    const { user } = await openPanel(tab, "results", { open: "readOnly" });
    expect(screen.queryByRole("button", { name: "Views" })).toBeNull();
    await user.keyboard("{Escape}");
  });
});
