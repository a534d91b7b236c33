import { act, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import { closePanel, type OpenedPanel, openPanel, settle } from "../../../test/panel";
import { setColumnsOpen } from "../opened";
import { ResultsTab } from "../ResultsTab";
import { useResults } from "../store";

afterEach(async () => {
  await act(async () => setColumnsOpen(false));
  await closePanel();
});

describe("statistics of columns", () => {
  const shown = () =>
    screen.getAllByRole("region", { name: /^Statistics of/ }).map((card) => card.getAttribute("aria-label"));
  const ask = async (user: OpenedPanel["user"]) => {
    await user.click(screen.getByRole("button", { name: "Analyse" }));
    await user.click(screen.getByRole("menuitem", { name: "Statistics of columns" }));
    await settle(50);
  };
  it("are the figures of the columns that are selected, of the first ones where none is", async () => {
    const { user } = await openPanel(<ResultsTab />, "results");
    await ask(user);
    expect(shown()).toEqual(["Statistics of type", "Statistics of id", "Statistics of sku"]);
    const areas = [{ fromRow: 0, toRow: 2, columns: [103] }];
    await act(async () => useResults.setState({ range: { areas, row: 0, column: 103 } }));
    await ask(user);
    expect(shown()).toEqual(["Statistics of price"]);
    await user.click(screen.getByRole("button", { name: "Close the statistics" }));
    expect(screen.queryByRole("region", { name: /^Statistics of/ })).toBeNull();
  });
});
