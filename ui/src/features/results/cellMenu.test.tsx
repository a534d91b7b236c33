import { act, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import { closePanel, openPanel, settle } from "../../test/panel";
import { CellMenu } from "./CellMenu";
import { ResultsTab } from "./ResultsTab";
import { useResults } from "./store";

const CITY = 105;
const menu = (
  <>
    <ResultsTab />
    <CellMenu
      range={{ areas: [{ fromRow: 0, toRow: 1, columns: [CITY] }], row: 0, column: CITY }}
      bounds={{ x: 0, y: 0, width: 9, height: 9 }}
      answer={undefined}
      cell={{ row: 0, column: CITY, value: { kind: "text", text: "Paris" } }}
      onLook={() => undefined}
      onClose={() => undefined}
      focusGrid={() => undefined}
    />
  </>
);

afterEach(closePanel);

describe("the menu of a cell", () => {
  it("keeps the rows with its value, or leaves them out", async () => {
    const { user } = await openPanel(menu, "results");
    const all = useResults.getState().info?.rows ?? 0;
    await user.click(screen.getByRole("menuitem", { name: "Keep only this value" }));
    await settle();
    const kept = useResults.getState().info?.rows ?? 0;
    expect(kept).toBeGreaterThan(0);
    expect(screen.getByText("stock.city: Paris")).toBeInTheDocument();
    await act(async () => useResults.setState({ filter: { kind: "all" } }));
    await user.click(screen.getByRole("menuitem", { name: "Leave this value out" }));
    await settle();
    expect(useResults.getState().info?.rows).toBe(all - kept);
    expect(screen.getByText("stock.city: all but Paris")).toBeInTheDocument();
  });
});
