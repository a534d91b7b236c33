import { act } from "@testing-library/react";
import { Profiler } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { documentStore, startRun } from "../../app/document";
import { runRequest } from "../../app/runRequest";
import { withCanvas } from "../../test/canvas";
import { closePanel, openPanel, settle } from "../../test/panel";
import { ResultsTab } from "./ResultsTab";

/** In the first row. */
const FIRST = "Steel bolt M8";

afterEach(async () => {
  await closePanel();
  vi.unstubAllGlobals();
});

/** A run that goes on, and of which nothing has arrived yet; the backend knows no columns before there are rows. */
async function waiting() {
  /** For each time that the first row was drawn: what had been asked by then. */
  const drawn: string[][] = [];
  let calls = 0;
  let renders = 0;
  withCanvas((text) => text === FIRST && drawn.push(asked()));
  const panel = await openPanel(
    <Profiler
      id="results"
      onRender={() => {
        renders += 1;
      }}
    >
      <ResultsTab />
    </Profiler>,
    "results",
    { open: "sample", ids: 400 },
  );
  const { controls, rows } = panel.fake;
  const asked = () => controls.calls.slice(calls).map(({ name }) => name);
  const { view } = rows;
  rows.view = async (...args) => {
    const info = await view(...args);
    return info.rows === 0 ? { ...info, columns: [] } : info;
  };
  await act(() => startRun(runRequest("startOver")));
  await settle(3000);
  calls = controls.calls.length;
  return { ...panel, asked, drawn, renders: () => renders };
}

const canvases = () => [...document.querySelectorAll("canvas")];

describe("the first row", () => {
  it("is drawn with the one answer that was asked for, once", async () => {
    const { arrive, asked, drawn } = await waiting();
    await arrive(1);
    expect(drawn).toEqual([["rows.view"]]);
    // What is said of the whole document can wait.
    await settle(1000);
    expect(asked()).toEqual(["rows.view", "documents.state"]);
  });

  it("is drawn into the grid that is there already, between bars that are there already", async () => {
    const { arrive } = await waiting();
    const before = canvases();
    const bars = document.querySelector("[role=toolbar]");
    expect(bars).not.toBeNull();
    await arrive(1);
    await settle(1000);
    expect(canvases()).toEqual(before);
    expect(document.querySelector("[role=toolbar]")).toBe(bars);
  });

  it("needs few renders of the tab, and news of the run that bring no rows need none", async () => {
    const { fake, arrive, renders } = await waiting();
    await arrive(1);
    await settle(3000);
    const before = renders();
    const { progress } = documentStore.getState();
    await act(async () =>
      fake.controls.emit({ kind: "progress", progress: { ...progress, inFlight: 3, perSecond: 9, elapsedMs: 9000 } }),
    );
    await settle(1000);
    expect(renders()).toBe(before);
    await arrive(1);
    await settle(3000);
    expect(renders() - before).toBeLessThanOrEqual(6);
  });
});
