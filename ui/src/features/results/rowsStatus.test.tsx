import { act, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { startRun, useRowCount } from "../../app/document";
import { runRequest } from "../../app/runRequest";
import { closePanel, openPanel, settle } from "../../test/panel";
import { ResultsTab } from "./ResultsTab";
import { RowsStatus } from "./RowsStatus";
import { toggleSort } from "./sorting";

/** As the tab counts them. */
const Badge = () => <b data-testid="badge">{useRowCount()}</b>;

afterEach(closePanel);

it("the bar counts the rows as the tab does, also while the view is a moment behind or ahead", async () => {
  const { fake, arrive } = await openPanel(
    <>
      <ResultsTab />
      <Badge />
      <p data-testid="rows">
        <RowsStatus />
      </p>
    </>,
    "results",
    { open: "sample", ids: 400 },
  );
  await act(() => startRun(runRequest("startOver")));
  await arrive(5);
  await settle(1000);
  const check = (rows: string) => {
    expect(screen.getByTestId("rows")).toHaveTextContent(rows);
    expect(screen.getByTestId("badge")).toHaveTextContent(/^\d+$/);
    expect(rows).toContain(`${screen.getByTestId("badge").textContent} rows`);
  };
  check("5 rows ×");
  const { view } = fake.rows;
  fake.rows.view = () => new Promise(() => undefined);
  await arrive(3);
  check("8 rows ×");
  // A sorted view that knows of rows of which nobody was told yet.
  fake.rows.view = async (...args) => ({ ...(await view(...args)), rows: 11, totalRows: 11 });
  await act(async () => toggleSort(103));
  await settle(1000);
  check("8 rows ×");
});
