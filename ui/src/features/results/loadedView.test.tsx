import { act } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import { startRun } from "../../app/document";
import { runRequest } from "../../app/runRequest";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { loadedView } from "./loadedView";
import { ResultsTab } from "./ResultsTab";
import { sortBy } from "./sorting";
import { useResults } from "./store";

afterEach(closePanel);

const SEEN = { row: 100, rows: 20, columns: [101] };

describe("a view while rows arrive", () => {
  it("finds the row again that is seen first, and has read what stands below it before it is shown", async () => {
    const { fake, arrive } = await openPanel(<ResultsTab />, "results", { open: "sample", ids: 400 });
    await act(() => startRun(runRequest("startOver")));
    await arrive(300);
    await act(async () => sortBy(103, false));
    await settle(50);
    const before = useResults.getState();
    const [row] = (await fake.rows.page(before.info?.id ?? 0, SEEN.row, 1, [101])).columns[0]?.texts ?? [];

    await act(async () => fake.controls.advance(200));
    const { ready = [], shift = 0, ...info } = await loadedView(before.shown, SEEN);
    expect(shift).toBeGreaterThan(0);
    expect(callsOf(fake, "rows.view").at(-1)?.[2]).toEqual({ viewId: before.info?.id, row: SEEN.row });
    const page = ready.find(({ offset }) => offset <= SEEN.row + shift && SEEN.row + shift < offset + 128);
    expect(page?.columns[0]?.texts[SEEN.row + shift - (page?.offset ?? 0)]).toBe(row);
    expect(info.rows).toBeGreaterThan(before.info?.rows ?? 0);
  });

  it("asks for nothing more at the top, or where nothing came before", async () => {
    const { fake } = await openPanel(<ResultsTab />, "results");
    const { shown } = useResults.getState();
    await loadedView(shown, { ...SEEN, row: 0 });
    expect(callsOf(fake, "rows.view").at(-1)?.[2]).toBeUndefined();
    const pages = callsOf(fake, "rows.page").length;
    const { shift } = await loadedView(shown, { ...SEEN, row: 10 });
    expect(shift).toBeUndefined();
    expect(callsOf(fake, "rows.page")).toHaveLength(pages);
  });
});
