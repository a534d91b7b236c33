import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import type { GroupInfo } from "../../../bindings";
import { setPlatform } from "../../../platform";
import { createFake } from "../../../platform/fake";
import { columnOf } from "../../../test/column";
import { callsOf, closePanel, openPanel, settle } from "../../../test/panel";
import { openAnalysis } from "../analysis";
import { ResultsTab } from "../ResultsTab";
import { groupSource } from "./groupSource";
import { forgetGrouping, keepColumns, setGrouping, useGrouping } from "./store";

afterEach(async () => {
  await act(async () => {
    openAnalysis(null);
    forgetGrouping();
  });
  await closePanel();
});

describe("what groups are asked", () => {
  it("is what the type of a column can answer, and what puts rows together", async () => {
    const { fake, user } = await openPanel(<ResultsTab />, "results");
    await act(async () => openAnalysis({ kind: "groups", by: [{ column: 105, unit: null }] }));
    await settle();
    const dialog = within(screen.getByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Then by another column" }));
    expect(dialog.getByRole("combobox", { name: "Column 2 to group by" })).toHaveDisplayValue("type");
    await user.click(dialog.getByRole("button", { name: "Add a measure" }));
    const offered = () =>
      within(dialog.getByRole("combobox", { name: "Measure 1" }))
        .getAllByRole("option")
        .map(({ textContent }) => textContent);
    expect(offered()).toEqual(["sum", "average", "smallest", "largest", "filled", "different"]);
    await user.selectOptions(dialog.getByRole("combobox", { name: "Column of measure 1" }), "name");
    await settle();
    expect(offered()).toEqual(["filled", "different"]);
    expect(callsOf(fake, "rows.group").at(-1)?.[1]).toMatchObject({ measures: [{ column: 102, function: "count" }] });
    const total = dialog.getByRole("region", { name: /^All \S+ rows together$/ });
    expect(total).toHaveTextContent(/rows togethername: filled\d+$/);
  });

  it("changes with a column that is of another type now", () => {
    setGrouping({ by: [{ column: 1, unit: null }], measures: [{ column: 2, function: "mean" }] });
    keepColumns([columnOf({ id: 1, name: "city" }), columnOf({ id: 2, name: "price", type: "decimal" })]);
    expect(useGrouping.getState().measures).toEqual([{ column: 2, function: "mean" }]);
    keepColumns([columnOf({ id: 1, name: "city" }), columnOf({ id: 2, name: "price" })]);
    expect(useGrouping.getState().measures).toEqual([{ column: 2, function: "count" }]);
    keepColumns([columnOf({ id: 2, name: "price" })]);
    expect(useGrouping.getState().by).toEqual([]);
  });
});

describe("the figures of groups", () => {
  const part = { column: 1, function: null, unit: null, title: "x" };
  const info: GroupInfo = {
    id: 1,
    rows: 3,
    viewRows: 9,
    total: [],
    columns: [
      { ...part, role: "key", type: "integer" },
      { ...part, role: "measure", function: "mean", type: "decimal" },
    ],
  };
  const column = (id: number, ...texts: string[]) => ({
    id,
    kinds: texts.map((text) => (text === "" ? ("null" as const) : ("number" as const))),
    texts,
    misfits: [],
  });

  it("have their thousands apart and the same number of decimals; keys stay as they came", async () => {
    const fake = createFake({ auto: false });
    setPlatform(fake);
    fake.rows.groupPage = async () => ({
      offset: 0,
      columns: [column(0, "2024", "1999", "7"), column(1, "1234567.5", "3", "")],
    });
    let digits: readonly number[] = [];
    const read = async () => {
      const page = await groupSource(info, digits, (found) => {
        digits = found;
      }).load(0, 128, []);
      return page.columns.map(({ texts }) => texts.map((text) => text.replaceAll("\u202f", "_")));
    };
    expect(await read()).toEqual([
      ["2024", "1999", "7"],
      ["1_234_567.5", "3.0", ""],
    ]);
    expect(digits).toEqual([0, 1]);
    // A page that needs fewer is written as those before it.
    fake.rows.groupPage = async () => ({ offset: 0, columns: [column(0, "1"), column(1, "5")] });
    expect(await read()).toEqual([["1"], ["5.0"]]);
  });
});
