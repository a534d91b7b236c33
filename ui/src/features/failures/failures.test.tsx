import { screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { AnswerRef } from "../../app/answerRef";
import { ALL_FAILURES } from "../../app/runRequest";
import { useExportFailures, useExportOpen, useSelectedRow } from "../../app/window";
import type { FailedRow, FailureGroup } from "../../bindings";
import i18n from "../../i18n";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { failedCells, failedPositions, tsvCell } from "./copyFailed";
import { FailuresTab } from "./FailuresTab";
import { failedColumns, toPage } from "./failedColumns";
import { countOf, filterOf, hasSeveralHosts, inOrder, isIn, keyOf, pickedFilter } from "./groups";

afterEach(closePanel);

describe("the Failed tab", () => {
  it("says what failed, why, and what to do", async () => {
    await openPanel(<FailuresTab />, "failed", { ids: 200 });
    const cards = screen.getAllByTestId(/^category-/);
    expect(cards.map((card) => card.textContent)).toEqual([
      expect.stringMatching(/^Not found4044.*Check the values/),
      expect.stringMatching(/^Server error5003/),
      expect.stringMatching(/^Time-out3.*Raise the time-out/),
    ]);
    expect(screen.getByTestId("retry-failed")).toHaveTextContent("Retry failed (10)");
  });

  it("filters by a card, and shows all again by a second click", async () => {
    const { user } = await openPanel(<FailuresTab />, "failed", { ids: 200 });
    const card = screen.getByTestId("category-timeout");
    await user.click(card);
    expect(card).toHaveAttribute("aria-pressed", "true");
    await user.click(card);
    expect(card).toHaveAttribute("aria-pressed", "false");
  });

  it("retries, and shows what is left", async () => {
    const { fake, user, arrive } = await openPanel(<FailuresTab />, "failed", { ids: 200 });
    await user.click(screen.getByTestId("retry-failed"));
    await settle();
    expect(callsOf(fake, "runs.start")).toEqual([[{ mode: "retryFailed", failures: ALL_FAILURES, positions: [] }]]);
    expect(screen.getByTestId("retry-failed")).toBeDisabled();
    await arrive(10);
    expect(callsOf(fake, "failures.groups").length).toBeGreaterThan(0);
  });

  it("tells hosts apart only where there are several", async () => {
    await openPanel(<FailuresTab />, "failed", { ids: 200, hosts: 3 });
    const cards = screen.getAllByTestId("category-not_found").map((card) => card.textContent);
    expect(cards).toHaveLength(3);
    expect(cards.join()).toMatch(/404 · 127\.0\.0\.1:4010/);
    expect(cards.join()).toMatch(/404 · mirror-2\.example\.com/);
  });

  it("says when they failed, first and last", async () => {
    await openPanel(<FailuresTab />, "failed", { ids: 200 });
    expect(screen.getAllByText(/^Nov 20, \d+:07.* – \d+:\d\d/).length).toBeGreaterThan(0);
  });

  it("retries one group", async () => {
    const { fake, user } = await openPanel(<FailuresTab />, "failed", { ids: 200, hosts: 3 });
    await user.click(screen.getByRole("button", { name: "Retry these: Not found 404 mirror-2.example.com" }));
    await settle();
    expect(callsOf(fake, "runs.start")).toEqual([
      [
        {
          mode: "retryFailed",
          failures: { category: "not_found", status: 404, host: "mirror-2.example.com" },
          positions: [],
        },
      ],
    ]);
    expect(screen.getAllByRole("button", { name: /^Retry these/ })[0]).toBeDisabled();
  });

  it("shows an answer of a group", async () => {
    let shown: AnswerRef | null = null;
    const Seen = () => {
      shown = useSelectedRow("failed");
      return null;
    };
    const part = (
      <>
        <FailuresTab />
        <Seen />
      </>
    );
    const { user } = await openPanel(part, "failed", { ids: 200 });
    await user.click(screen.getByRole("button", { name: "Show an answer: Server error 500" }));
    expect(shown).toEqual({ position: 57, page: 1 });
  });

  it("exports the list, of the group that is picked", async () => {
    let asked: unknown = null;
    const Seen = () => {
      asked = { isOpen: useExportOpen(), failures: useExportFailures() };
      return null;
    };
    const part = (
      <>
        <FailuresTab />
        <Seen />
      </>
    );
    const { user } = await openPanel(part, "failed", { ids: 200 });
    await user.click(screen.getByRole("button", { name: "Export failed…" }));
    expect(asked).toEqual({ isOpen: true, failures: ALL_FAILURES });
    await user.click(screen.getByTestId("category-timeout"));
    await user.click(screen.getByRole("button", { name: "Export failed…" }));
    expect(asked).toEqual({
      isOpen: true,
      failures: { category: "timeout", status: null, host: "127.0.0.1:4010" },
    });
  });

  it("has no rows to retry before some are selected", async () => {
    const { fake } = await openPanel(<FailuresTab />, "failed", { ids: 200 });
    expect(screen.getByTestId("retry-selected")).toBeDisabled();
    expect(await failedPositions({ ...ALL_FAILURES, category: "timeout" }, { fromRow: 1, toRow: 3 })).toEqual([
      217, 337,
    ]);
    expect(callsOf(fake, "failures.page").at(-1)).toEqual([{ ...ALL_FAILURES, category: "timeout" }, 1, 2]);
  });

  it("copies the values of the failed, as an ID list takes them", async () => {
    const { fake, user } = await openPanel(<FailuresTab />, "failed", { ids: 200 });
    await user.click(screen.getByTestId("category-timeout"));
    await user.click(screen.getByRole("button", { name: "Copy failed values" }));
    expect(screen.getByText("The values of 3 failed requests copied")).toBeInTheDocument();
    expect(callsOf(fake, "clipboard.write")).toEqual([["materials\t97\nproducts\t17\nproducts\t137"]]);
  });

  it("says that nothing failed", async () => {
    await openPanel(<FailuresTab />, "failed", { ids: 5 });
    const empty = screen.getByRole("status");
    expect(within(empty).getByText("No failed requests")).toBeInTheDocument();
    expect(within(empty).getByText("All 10 requests so far have an answer.")).toBeInTheDocument();
  });
});

describe("groups", () => {
  const group = (
    category: FailureGroup["category"],
    status: number | null,
    host: string,
    count: number,
    firstAtMs = 0,
  ): FailureGroup => ({
    category,
    status,
    host,
    count,
    firstAtMs,
    lastAtMs: firstAtMs,
    message: "",
    sample: 0,
    samplePage: 1,
  });
  const groups = [
    group("client_error", 422, "a", 2),
    group("timeout", null, "b", 3, 9),
    group("client_error", 400, "b", 3, 4),
  ];
  it("stand with the largest first, then the oldest", () => {
    expect(inOrder(groups).map(keyOf)).toEqual(["client_error 400 b", "timeout null b", "client_error 422 a"]);
  });
  it("match a filter whose empty parts match all", () => {
    const check = (filter: Partial<typeof ALL_FAILURES>, expected: number) =>
      expect(countOf(groups, { ...ALL_FAILURES, ...filter }), JSON.stringify(filter)).toBe(expected);
    check({}, 8);
    check({ category: "client_error" }, 5);
    check({ status: 422 }, 2);
    check({ host: "b" }, 6);
    check({ category: "client_error", host: "b" }, 3);
    check({ category: "tls" }, 0);
    for (const one of groups) expect(isIn(one, filterOf(one))).toBe(true);
  });
  it("are all, when the one that was picked is gone", () => {
    expect(pickedFilter(groups, "timeout null b")).toEqual({ category: "timeout", status: null, host: "b" });
    expect(pickedFilter(groups, "tls null b")).toEqual(ALL_FAILURES);
    expect(pickedFilter(null, "timeout null b")).toEqual(ALL_FAILURES);
  });
  it("name their hosts where there are several", () => {
    expect(hasSeveralHosts(groups)).toBe(true);
    expect(hasSeveralHosts(groups.slice(1))).toBe(false);
  });
});

const ROW: FailedRow = {
  position: 41,
  page: 3,
  values: ["materials", "=1+1"],
  address: "http://127.0.0.1/x",
  category: "not_found",
  status: 404,
  message: "There is nothing there.",
  attempts: 3,
  startedAtMs: 0,
};

describe("the table of failed requests", () => {
  const columns = failedColumns(["type", "id"], false, i18n.getFixedT("en", "failures"));
  it("has the values first and only the columns that were asked for", () => {
    expect(columns.map(({ title }) => title)).toEqual([
      "type",
      "id",
      "What happened",
      "Status",
      "Message",
      "Address",
      "Attempts",
      "Time",
    ]);
    expect(toPage({ offset: 7, total: 9, rows: [ROW, { ...ROW, status: null }] }, columns, [2, 1002])).toEqual({
      offset: 7,
      positions: [41, 41],
      pages: [3, 3],
      columns: [
        { id: 2, kinds: ["text", "text"], texts: ["=1+1", "=1+1"], misfits: [] },
        { id: 1002, kinds: ["number", "missing"], texts: ["404", ""], misfits: [] },
      ],
    });
  });
  it("tells the page that failed, where answers have several", () => {
    const paged = failedColumns(["id"], true, i18n.getFixedT("en", "failures"));
    expect(paged.slice(0, 3).map(({ title }) => title)).toEqual(["id", "Page", "What happened"]);
    expect(paged[1]?.cell(ROW)).toEqual(["number", "3"]);
  });
  it("is copied so that no spreadsheet runs it", async () => {
    const { fake } = await openPanel(<FailuresTab />, "failed", { ids: 5 });
    fake.failures.page = async () => ({ offset: 0, total: 1, rows: [ROW] });
    const { text } = await failedCells(ALL_FAILURES, { fromRow: 0, toRow: 1 }, columns.slice(0, 5), true);
    expect(text.split("\n")).toEqual([
      "type\tid\tWhat happened\tStatus\tMessage",
      "materials\t'=1+1\tNot found\t404\tThere is nothing there.",
    ]);
  });
});

describe("tsvCell", () => {
  const check = (text: string, expected: string) => expect(tsvCell(text), text).toBe(expected);
  it("guards formulas, leaves numbers, quotes what would break the line", () => {
    check("plain", "plain");
    check("=SUM(A1)", "'=SUM(A1)");
    check("+49 30", "'+49 30");
    check("@here", "'@here");
    check("-5", "-5");
    check("-5.25", "-5.25");
    check("-x", "'-x");
    check('say "a"\tb', '"say ""a""\tb"');
    check("two\nlines", '"two\nlines"');
  });
});
