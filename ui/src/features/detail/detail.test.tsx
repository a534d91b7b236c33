import { act, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import type { AnswerRef } from "../../app/answerRef";
import { edit } from "../../app/document";
import { selectRow, showTab, useSelectedRow } from "../../app/window";
import { ExactNumber, parseExactly } from "../../components/ResponseView/json";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { DetailPanel } from "./DetailPanel";
import { openDetail, toggleDetail, useDetailStore, useFollowRow } from "./store";

const READ = 80;
const of = (position: number, page = 1): AnswerRef => ({ position, page });
let follow: (answer: AnswerRef | null) => void = () => undefined;
function Panel() {
  follow = useFollowRow("results");
  return useSelectedRow() === null ? null : <DetailPanel />;
}

afterEach(async () => {
  await closePanel();
  useDetailStore.setState({ isWanted: false });
});

describe("the response panel", () => {
  it("shows what was asked and what came back", async () => {
    const { user } = await openPanel(<Panel />, "results");
    await act(async () => openDetail(of(2)));
    await settle(READ);
    expect(screen.getByText("request 3")).toBeInTheDocument();
    expect(screen.getByText("http://127.0.0.1:4010/inventory/materials?id=2")).toBeInTheDocument();
    expect(screen.getByText("200 OK")).toBeInTheDocument();
    expect(screen.getByRole("tree")).toHaveTextContent("9007199254740993");
    await user.click(screen.getByText("2 headers"));
    expect(screen.getByText("application/json; charset=utf-8")).toBeInTheDocument();
  });

  it("says why a request failed", async () => {
    await openPanel(<Panel />, "results", { ids: 200 });
    await act(async () => openDetail(of(97)));
    await settle(READ);
    expect(screen.getByText("no answer")).toBeInTheDocument();
    expect(screen.getByText("3 attempts")).toBeInTheDocument();
    expect(screen.getByRole("alert")).toHaveTextContent("Time-out");
  });

  it("reads only the row on which the cursor rests", async () => {
    const { fake } = await openPanel(<Panel />, "results");
    for (const position of [3, 4, 5, 6]) await act(async () => openDetail(of(position)));
    await settle(READ);
    expect(callsOf(fake, "rows.detail")).toEqual([[6, 1]]);
  });

  it("says which page of the answer it is, where there are several", async () => {
    const { fake } = await openPanel(<Panel />, "results");
    await act(async () => openDetail(of(2)));
    expect(screen.queryByText(/of the answer/)).toBeNull();
    await act(async () => openDetail(of(2, 3)));
    await settle(READ);
    expect(screen.getByText("Page 3 of the answer")).toBeInTheDocument();
    expect(callsOf(fake, "rows.detail").at(-1)).toEqual([2, 3]);
    await act(async () =>
      edit((one) => ({ ...one, paging: { rule: { kind: "linkHeader" }, total: null, mostPages: null } })),
    );
    await act(async () => openDetail(of(2)));
    expect(screen.getByText("Page 1 of the answer")).toBeInTheDocument();
  });

  it("stays shut until it is asked for, by a key too", async () => {
    await openPanel(<Panel />, "results");
    await act(async () => follow(of(1)));
    expect(screen.queryByRole("region", { name: "Response" })).toBeNull();
    await act(async () => toggleDetail(of(1)));
    await act(async () => follow(of(2)));
    expect(screen.getByText("request 3")).toBeInTheDocument();
    await act(async () => toggleDetail(of(2)));
    await act(async () => follow(of(3)));
    expect(screen.queryByRole("region", { name: "Response" })).toBeNull();
  });

  it("follows the rows until it is shut, and again when it is asked for", async () => {
    const { user } = await openPanel(<Panel />, "results");
    await act(async () => openDetail(of(1)));
    await act(async () => follow(of(4)));
    expect(screen.getByText("request 5")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Close the response panel" }));
    await act(async () => follow(of(6)));
    expect(screen.queryByText("request 7")).toBeNull();
    await act(async () => openDetail(of(7)));
    await act(async () => follow(of(8)));
    expect(screen.getByText("request 9")).toBeInTheDocument();
    await act(async () => selectRow(null));
  });

  it("belongs to its tab", async () => {
    await openPanel(<Panel />, "results");
    await act(async () => openDetail(of(1)));
    await act(async () => showTab("failed"));
    expect(screen.queryByRole("region", { name: "Response" })).toBeNull();
    await act(async () => openDetail(of(17)));
    expect(screen.getByText("request 18")).toBeInTheDocument();
    await act(async () => follow(null));
    expect(screen.getByText("request 18")).toBeInTheDocument();
    await act(async () => showTab("results"));
    expect(screen.queryByText(/^request/)).toBeNull();
  });

  it("says that a response cannot be read", async () => {
    const { fake } = await openPanel(<Panel />, "results");
    fake.controls.failNext("rows.detail", { code: "store", message: "The document could not be read.", detail: null });
    await act(async () => openDetail(of(2)));
    await settle(READ);
    expect(screen.getByRole("alert")).toHaveTextContent("The document could not be read.");
  });
});

describe("parseExactly", () => {
  /** A number as the tree prints it. */
  const shown = (raw: string) => {
    const [value] = (parseExactly(`[${raw}]`) ?? []) as unknown[];
    return value instanceof ExactNumber ? value.toISOString() : String(value);
  };
  it("keeps every number as it was written", () => {
    for (const raw of [
      "1",
      "-7",
      "0.5",
      "1.10",
      "1e400",
      "-0",
      "9007199254740993",
      "123456789012345678901234567890.10",
    ]) {
      expect(shown(raw)).toBe(raw);
    }
  });
  it("takes objects and lists, and nothing that is not JSON", () => {
    const check = (text: string, expected: object | null) =>
      expect(parseExactly(text), text.slice(0, 20)).toEqual(expected);
    check(' {"a":[1,"x",null,true]}', { a: [1, "x", null, true] });
    check('{"a":1,"a":2}', { a: 2 });
    check("", null);
    check("plain", null);
    check('"text"', null);
    check("12", null);
    check('{"cut": [1, 2', null);
    check("<html></html>", null);
    check("[".repeat(200_000), null);
  });
});
