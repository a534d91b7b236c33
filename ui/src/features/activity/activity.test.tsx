import { MantineProvider } from "@mantine/core";
import { act, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

// The charts draw on a canvas, which there is none of here; what they are given is tested instead.
vi.mock("uplot", () => ({
  default: class {
    destroy(): void {}
    setData(): void {}
    setSize(): void {}
  },
}));

import { startRun } from "../../app/document";
import { runRequest } from "../../app/runRequest";
import { showTab } from "../../app/window";
import type { LogEntry, LogKind, WorkerInfo } from "../../bindings";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { ActivityTab } from "./ActivityTab";
import { EventLog } from "./EventLog";
import { fitBars, formatAnswerTime, histogramData, inMicroseconds } from "./latency";
import { figures, onceEach, throughputOf } from "./throughput";
import { WorkersTable } from "./WorkersTable";

afterEach(closePanel);

describe("the Activity tab", () => {
  it("says what it is for before anything ran", async () => {
    await openPanel(<ActivityTab />, "activity", { open: "sample" });
    expect(screen.getByText("Nothing has run yet")).toBeInTheDocument();
  });

  it("shows speed and answer times in words, the workers and the events", async () => {
    await openPanel(<ActivityTab />, "activity");
    expect(
      screen.getByRole("img", { name: "50% within: 214\u202fms, 95% within: 268\u202fms, 99% within: 291\u202fms" }),
    ).toBeInTheDocument();
    expect(screen.getByRole("img", { name: /^Answers per second: average/ })).toBeInTheDocument();
    expect(screen.getAllByRole("row")).toHaveLength(11);
    expect(screen.getByRole("row", { name: /^1 Finished/ })).toHaveTextContent("47114720");
    expect(screen.getAllByText(/ done 200 in/).length).toBeGreaterThan(90);
  });

  it("shows for each host what is set, what is measured, and why it waits", async () => {
    const { fake, arrive } = await openPanel(<ActivityTab />, "activity", { open: "sample", hosts: 2 });
    const document = fake.controls.document();
    if (!document) throw new Error("no document");
    document.extraction.settings = {
      ...document.extraction.settings,
      limits: { rate: { amount: 20, per: "minute" }, maxInFlight: 3, perDay: 1000 },
    };
    await act(() => startRun(runRequest("startOver")));
    await act(async () => showTab("activity"));
    await arrive(40);
    await act(async () =>
      fake.controls.wait({ kind: "quota", host: "127.0.0.1:4010", untilMs: Date.now() + 3_600_000 }),
    );
    await settle(600);
    const hosts = within(screen.getByRole("region", { name: "Hosts" }));
    const cells = (name: RegExp) =>
      within(hosts.getByRole("row", { name }))
        .getAllByRole("cell")
        .map((cell) => cell.textContent);
    expect(cells(/^127/).slice(2, 6)).toEqual(["20/min", "4 of 3", "40 of 1\u202f000", "–"]);
    expect(cells(/^127/).at(-1)).toMatch(/^Daily quota used up; until .*\d/);
    expect(cells(/^mirror/).at(-1)).toBe("No wait");
  });

  it("draws of many workers only those in sight", async () => {
    const worker = (state: WorkerInfo["state"]) => (_: unknown, at: number) => ({
      worker: at + 1,
      processId: 1,
      threadId: 2,
      requests: 3,
      state,
      label: "",
    });
    const all = [...Array.from({ length: 200 }, worker("waiting")), ...Array.from({ length: 56 }, worker("heldBack"))];
    render(
      <MantineProvider env="test">
        <WorkersTable workers={all} />
      </MantineProvider>,
    );
    expect(screen.getByText("200 of 256 fetching · 56 wait for the host’s limit")).toBeInTheDocument();
    const table = screen.getByRole("table");
    expect(table).toHaveAttribute("aria-rowcount", "257");
    expect(screen.getAllByRole("row").length).toBeLessThan(80);
    const scroller = table.closest("[tabindex]") as HTMLElement;
    scroller.scrollTop = 28 * 150;
    fireEvent.scroll(scroller);
    const rows = screen.getAllByRole("row").map((row) => Number(row.getAttribute("aria-rowindex")));
    expect(rows).toContain(152);
    expect(rows).not.toContain(2);
    expect(rows.length).toBeLessThan(80);
  });

  it("asks only while it is seen and something goes on", async () => {
    const { fake } = await openPanel(<ActivityTab />, "activity", { open: "sample" });
    const asked = () => callsOf(fake, "runs.activity").length;
    const idle = asked();
    await settle(10_000);
    expect(asked()).toBe(idle);
    await act(() => startRun(runRequest("startOver")));
    await act(async () => showTab("activity"));
    const running = asked();
    await settle(10_000);
    expect(asked() - running).toBe(20);
    await act(async () => showTab("results"));
    await settle();
    const hidden = asked();
    await settle(10_000);
    expect(asked()).toBe(hidden);
  });
});

describe("the figures of the charts", () => {
  const throughput = [
    { at: 0, done: 100, failed: 4 },
    { at: 2, done: 50, failed: 0 },
    { at: 4, done: 10, failed: 1 },
  ];
  it("are a second, however long a point is", () => {
    expect(throughputOf({ throughput, secondsPerPoint: 2 }, 6000)).toEqual({
      data: [
        [0, 2, 4],
        [50, 25, 5],
        [2, 0, 0.5],
      ],
      average: 160 / 6,
      best: 50,
    });
    expect(throughputOf({ throughput: [], secondsPerPoint: 0 }, 0)).toEqual({
      data: [[], [], []],
      average: 0,
      best: 0,
    });
  });
  it("do not sink at the end because the last stretch is not over", () => {
    expect(throughputOf({ throughput, secondsPerPoint: 2 }, 5000).data[1]).toEqual([50, 25, 10]);
    expect(throughputOf({ throughput, secondsPerPoint: 2 }, 4500).data[1]).toEqual([50, 25]);
  });
  it("of a run of less than a second are a stroke", () => {
    const short = [{ at: 0, done: 100, failed: 0 }];
    expect(throughputOf({ throughput: short, secondsPerPoint: 1 }, 500).data).toEqual([
      [0, 0.5],
      [200, 200],
      [0, 0],
    ]);
  });
  it("are labelled once each, with as many digits as it takes", () => {
    expect(figures([0, 0.05, 0.1])).toEqual(["0", "0.05", "0.1"]);
    expect(figures([0, 50, 100])).toEqual(["0", "50", "100"]);
    expect(figures([7])).toEqual(["7"]);
    expect(onceEach(["0:01", "0:01", null, "0:02"])).toEqual(["0:01", null, null, "0:02"]);
  });
  it("of fast answers are microseconds", () => {
    const check = (ms: number, expected: string) => expect(formatAnswerTime(ms).replace("\u202f", " ")).toBe(expected);
    check(0.0853, "85 µs");
    check(1.24, "1.2 ms");
    check(214, "214 ms");
    expect(inMicroseconds([{ fromMs: 0.02, toMs: 0.9, count: 1 }])).toBe(true);
    expect(inMicroseconds([{ fromMs: 0.02, toMs: 3, count: 1 }])).toBe(false);
    expect(inMicroseconds([])).toBe(false);
  });
  const bars = [
    { fromMs: 10, toMs: 20, count: 3 },
    { fromMs: 20, toMs: 30, count: 1 },
  ];
  it("of the answer times end at the last edge", () => {
    expect(histogramData(bars)).toEqual([
      [10, 20, 30],
      [3, 1, 0],
    ]);
    expect(histogramData([])).toEqual([[], []]);
  });
  it("of the answer times are not pressed aside by the slowest", () => {
    const check = (toMs: number, shown: number, slowest: number | null) => {
      const fitted = fitBars([...bars, { fromMs: 30, toMs, count: 2 }]);
      expect([fitted.bars.at(-1)?.toMs, fitted.slowest], String(toMs)).toEqual([shown, slowest]);
    };
    check(40, 40, null);
    check(44, 44, null);
    check(60_000, 40, 60_000);
    expect(fitBars([{ fromMs: 1, toMs: 900, count: 1 }]).slowest).toBeNull();
  });
});

describe("the event log", () => {
  const entry = (number: number, kind: LogKind = "done"): LogEntry => ({
    number,
    atMs: number,
    worker: number % 3,
    kind,
    text: `event ${number}`,
  });
  const show = (log: LogEntry[]) => (
    <MantineProvider env="test">
      <EventLog log={log} />
    </MantineProvider>
  );
  it("holds the last thousand", () => {
    render(show(Array.from({ length: 1500 }, (_, at) => entry(at))));
    expect(screen.queryByText("event 499")).toBeNull();
    expect(screen.getByText("event 500")).toBeInTheDocument();
    expect(screen.getByText("event 1499")).toBeInTheDocument();
  });
  it("follows the newest until the reader scrolls up", () => {
    const { rerender } = render(show([entry(1)]));
    const list = screen.getByRole("log");
    Object.defineProperties(list, { scrollHeight: { value: 900 }, clientHeight: { value: 300 } });
    rerender(show([entry(1), entry(2)]));
    expect(list.scrollTop).toBe(900);
    list.scrollTop = 100;
    fireEvent.scroll(list);
    expect(screen.getByRole("switch")).not.toBeChecked();
    rerender(show([entry(1), entry(2), entry(3)]));
    expect(list.scrollTop).toBe(100);
  });
  it("shows only the problems when asked", async () => {
    render(show([entry(1), entry(2, "failed"), entry(3, "retrying")]));
    await userEvent.click(screen.getByText("Problems"));
    expect(screen.queryByText("event 1")).toBeNull();
    expect(screen.getByText("event 2")).toBeInTheDocument();
    expect(screen.getByText("event 3")).toBeInTheDocument();
  });
});
