import { act, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";

import { documentStore } from "../../app/document";
import { closePanel, openPanel, settle } from "../../test/panel";
import { ResultsEmpty } from "./ResultsEmpty";
import { ResultsTab } from "./ResultsTab";
import { useResults } from "./store";

afterEach(closePanel);

it.each([
  [60, 20, "The first 20 of 60 requests all failed"],
  [60, 60, "All 60 requests failed"],
  [1, 1, "The request failed"],
])("of %d requests that are planned %d failed: %s", async (planned, failed, words) => {
  await openPanel(
    <>
      <ResultsTab />
      <ResultsEmpty />
    </>,
    "results",
  );
  await act(async () => {
    documentStore.setState(({ document }) => ({
      document: document && { ...document, counts: { ...document.counts, planned, succeeded: 0, failed } },
    }));
    useResults.setState(({ info }) => ({ info: info && { ...info, rows: 0, totalRows: 0 } }));
  });
  await settle();
  expect(screen.getAllByText(words).length).toBeGreaterThan(0);
});
