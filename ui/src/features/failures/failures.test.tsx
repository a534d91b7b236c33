import { screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import type { FailedRow, FailureGroup } from "../../bindings";
import i18n from "../../i18n";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { failedCells, tsvCell } from "./copyFailed";
import { FailuresTab } from "./FailuresTab";
import { failedColumns, toPage } from "./failedColumns";
import { byCategory } from "./groups";

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
    expect(callsOf(fake, "runs.start")).toEqual([["retryFailed"]]);
    expect(screen.getByTestId("retry-failed")).toBeDisabled();
    await arrive(10);
    expect(callsOf(fake, "failures.groups").length).toBeGreaterThan(0);
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

describe("byCategory", () => {
  const group = (category: FailureGroup["category"], status: number | null, count: number): FailureGroup => ({
    category,
    status,
    count,
    message: "",
  });
  it("puts the statuses of a category together, the largest category first", () => {
    expect(
      byCategory([group("client_error", 422, 2), group("timeout", null, 3), group("client_error", 400, 4)]),
    ).toEqual([
      { category: "client_error", count: 6, statuses: [400, 422] },
      { category: "timeout", count: 3, statuses: [] },
    ]);
  });
});

const ROW: FailedRow = {
  position: 41,
  values: ["materials", "=1+1"],
  address: "http://127.0.0.1/x",
  category: "not_found",
  status: 404,
  message: "There is nothing there.",
  attempts: 3,
  startedAtMs: 0,
};

describe("the table of failed requests", () => {
  const columns = failedColumns(["type", "id"], i18n.getFixedT("en", "failures"));
  it("has the values first and only the columns that were asked for", () => {
    expect(columns.map(({ name }) => name)).toEqual([
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
      columns: [
        { id: 2, kinds: ["text", "text"], texts: ["=1+1", "=1+1"] },
        { id: 1002, kinds: ["number", "missing"], texts: ["404", ""] },
      ],
    });
  });
  it("is copied so that no spreadsheet runs it", async () => {
    const { fake } = await openPanel(<FailuresTab />, "failed", { ids: 5 });
    fake.failures.page = async () => ({ offset: 0, total: 1, rows: [ROW] });
    const { text } = await failedCells(null, { fromRow: 0, toRow: 1 }, columns.slice(0, 5), true);
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
