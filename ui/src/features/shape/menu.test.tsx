import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { retryFailed, useColumns } from "../../app/document";
import { useActiveTab } from "../../app/window";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { ColumnMenu } from "./ColumnMenu";
import { RenameDialog } from "./RenameDialog";
import { ShapeTab } from "./ShapeTab";

const bounds = { x: 10, y: 10, width: 80, height: 30 };

/** A menu of the column "price", as any grid would open it. */
function Opened({ withTab = false }: { withTab?: boolean }) {
  const columns = useColumns();
  const tab = useActiveTab();
  return (
    <>
      <p>tab: {tab}</p>
      {withTab && tab === "shape" && <ShapeTab />}
      <ColumnMenu columns={columns} at={{ column: 103, bounds }} onClose={() => undefined} />
      <RenameDialog />
    </>
  );
}

const PRICE = { origin: "field", name: "price" };

afterEach(closePanel);

describe("the menu of a column, wherever it is", () => {
  it("renames it, as a step", async () => {
    const { fake, user } = await openPanel(<Opened />, "results");
    await user.click(screen.getByRole("menuitem", { name: "Rename…" }));
    const dialog = within(screen.getByRole("dialog", { name: "Rename price" }));
    const box = dialog.getByRole("textbox", { name: "Name of the column" });
    expect(box).toHaveAccessibleDescription(/^Comes from price/);
    await user.clear(box);
    await user.type(box, "Price in EUR{Enter}");
    await settle();
    expect(callsOf(fake, "shaping.apply")).toEqual([[[{ kind: "rename", column: PRICE, name: "Price in EUR" }]]]);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.getByRole("menu", { name: "Column Price in EUR" })).toBeInTheDocument();
  });

  it("gives it a type, with the part that fits", async () => {
    const { fake, user } = await openPanel(<Opened />, "results");
    await act(async () => screen.getByRole("menuitem", { name: "Type" }).focus());
    await user.keyboard("{ArrowRight}");
    await settle(50);
    const types = await screen.findAllByRole("menuitemradio");
    expect(types.map((type) => type.textContent)).toEqual([
      "Automatic (Decimal)",
      "Integer, 0%",
      "Decimal, 100%",
      "Yes or no, 0%",
      "Date, 0%",
      "Date and time, 0%",
      "Text",
      "JSON, 0%",
    ]);
    expect(types[0]).toHaveAttribute("aria-checked", "true");
    await user.click(screen.getByRole("menuitemradio", { name: "Text" }));
    await settle();
    expect(callsOf(fake, "shaping.apply")).toEqual([[[{ kind: "retype", column: PRICE, type: "text" }]]]);
  });

  it("leaves it out of the table", async () => {
    const { fake, user } = await openPanel(<Opened />, "results");
    await user.click(screen.getByRole("menuitem", { name: "Leave out of table and exports" }));
    await settle();
    expect(callsOf(fake, "shaping.apply")).toEqual([[[{ kind: "hide", columns: [PRICE] }]]]);
  });

  it("goes to it in the Shape tab", async () => {
    const { user } = await openPanel(<Opened withTab />, "results");
    await user.click(screen.getByRole("menuitem", { name: "Shape…" }));
    await settle();
    expect(screen.getByText("tab: shape")).toBeInTheDocument();
    expect(screen.getByRole("textbox", { name: "Name of price" })).toHaveFocus();
  });

  it("says aloud why a step was not taken", async () => {
    const { fake, user } = await openPanel(<Opened />, "results");
    fake.controls.failNext("shaping.apply", { code: "disk_full", message: "There is no room left.", detail: null });
    await user.click(screen.getByRole("menuitem", { name: "Leave out of table and exports" }));
    await settle();
    expect(screen.getByText("There is no room left.")).toBeInTheDocument();
  });

  it("changes nothing while a run goes on", async () => {
    await openPanel(<Opened />, "results");
    await act(() => retryFailed());
    await settle();
    for (const name of ["Rename…", "Type", "Leave out of table and exports"])
      expect(screen.getByRole("menuitem", { name })).toBeDisabled();
    expect(screen.getByRole("menuitem", { name: "Shape…" })).toBeEnabled();
  });
});
