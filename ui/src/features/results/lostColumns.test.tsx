import { act, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { startRun } from "../../app/document";
import { runRequest } from "../../app/runRequest";
import { closePanel, openPanel, settle } from "../../test/panel";
import { ResultsTab } from "./ResultsTab";
import { sortBy } from "./sorting";
import { setFilter, useResults } from "./store";

afterEach(closePanel);

const filter = { kind: "column", column: 102, is: { kind: "contains", text: "a", matchCase: false } } as const;

it("keeps what is asked of columns that a new run has not brought yet", async () => {
  const { arrive } = await openPanel(<ResultsTab />, "results");
  await act(async () => {
    setFilter(filter);
    sortBy(103, false);
  });
  await settle(50);
  const chips = () =>
    within(screen.getByRole("region", { name: /filter/i }))
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent);
  const before = chips();
  expect(before).toHaveLength(2);
  await act(() => startRun(runRequest("startOver")));
  await settle(50);
  expect(chips()).toEqual(before);
  await arrive(400);
  await settle(50);
  expect(chips()).toEqual(before);
  expect(useResults.getState().filter).toEqual(filter);
});
