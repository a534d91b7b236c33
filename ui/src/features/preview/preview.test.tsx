import { act, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { edit, refreshFrom, testOne } from "../../app/document";
import { activeTab } from "../../app/window";
import type { Column, Records, ShapeStep, TestResult } from "../../bindings";
import { columnOf } from "../../test/column";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { PreviewTab } from "./PreviewTab";
import { testPage } from "./testPage";

afterEach(closePanel);

describe("the Preview tab", () => {
  it("shows the answer beside the rows that it becomes", async () => {
    const { fake, user } = await openPanel(<PreviewTab />, "preview", { open: "sample" });
    expect(screen.getByText("See one answer before you run")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Test one" }));
    await settle();
    expect(callsOf(fake, "runs.testOne")).toHaveLength(1);
    expect(screen.getByText("200 OK")).toBeInTheDocument();
    expect(screen.getByText("Becomes 1 row")).toBeInTheDocument();
    expect(screen.getByText(/Records found in/)).toHaveTextContent("Records found in the whole answer");
    expect(screen.getByText("2 headers")).toBeInTheDocument();
    await user.click(screen.getByText("Text"));
    expect(screen.getByText(/^\{"sku":"000000"/)).toBeInTheDocument();
    await user.click(screen.getByText("Tree"));
    expect(screen.getByRole("tree")).toHaveTextContent("9007199254740991");
  });

  it("follows the shape in its columns, and says when the rows are of an earlier one", async () => {
    const { fake, user } = await openPanel(<PreviewTab />, "preview", { open: "sample" });
    await user.click(screen.getByRole("button", { name: "Test one" }));
    await settle();
    const column = { origin: "field" as const, name: "price" };
    const steps: ShapeStep[] = [{ kind: "rename", column, name: "Price" }];
    await act(async () => refreshFrom(await fake.shaping.apply(steps)));
    expect(screen.queryByText("Rows of an earlier shape")).toBeNull();
    // What is known of the request is there without another test.
    steps.push({ kind: "show", columns: [{ origin: "request", name: "status" }] });
    await act(async () => refreshFrom(await fake.shaping.apply([...steps])));
    expect(screen.queryByText("Rows of an earlier shape")).toBeNull();
    const records: Records = { kind: "at", path: "$.tags", unit: "elements" };
    await act(async () => refreshFrom(await fake.shaping.apply([...steps, { kind: "records", records }])));
    expect(screen.getByText("Rows of an earlier shape")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Test again" }));
    await settle();
    expect(screen.queryByText("Rows of an earlier shape")).toBeNull();
    expect(screen.getByText("No rows")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Shape…" }));
    expect(activeTab()).toBe("shape");
  });

  it("says when the answer is of an earlier request", async () => {
    const { user } = await openPanel(<PreviewTab />, "preview", { open: "sample" });
    await user.click(screen.getByRole("button", { name: "Test one" }));
    await settle();
    expect(screen.queryByText("Of an earlier request")).toBeNull();
    await act(async () =>
      edit((extraction) => ({
        ...extraction,
        request: { ...extraction.request, address: "http://127.0.0.1:4010/other/{type}" },
      })),
    );
    await settle(300);
    expect(screen.getByText("Of an earlier request")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Test again" }));
    await settle();
    expect(screen.queryByText("Of an earlier request")).toBeNull();
  });

  it("waits, and says so", async () => {
    const { fake } = await openPanel(<PreviewTab />, "preview", { open: "sample" });
    let answer: (error: unknown) => void = () => undefined;
    fake.runs.testOne = () => new Promise((_, reject) => (answer = reject));
    await act(async () => void testOne());
    await settle();
    expect(screen.getByRole("status", { name: "Waiting for the answer" })).toBeInTheDocument();
    await act(async () => answer({ code: "not_runnable", message: "The form has problems.", detail: null }));
    await settle();
    expect(screen.getByRole("alert")).toHaveTextContent("The form has problems.");
    expect(screen.getByRole("button", { name: "Test again" })).toBeInTheDocument();
  });

  it("says what failed and what to do, and never takes a text for HTML", async () => {
    const { fake, user } = await openPanel(<PreviewTab />, "preview", { open: "sample" });
    const result = await fake.runs.testOne();
    fake.runs.testOne = async (): Promise<TestResult> => ({
      ...result,
      totalRows: 0,
      rows: [],
      detail: {
        ...result.detail,
        status: 500,
        body: "<img src=x onerror=alert(1)><b>broken</b>",
        failure: { category: "server_error", message: "The server had an error of its own (500)." },
      },
    });
    await user.click(screen.getByRole("button", { name: "Test one" }));
    await settle();
    expect(screen.getByRole("alert")).toHaveTextContent("Server errorThe server had an error of its own (500).");
    expect(screen.getByText(/A failed request makes no rows/)).toBeInTheDocument();
    expect(document.querySelector("img, b")).toBeNull();
    expect(screen.getByText(/<b>broken<\/b>/)).toBeInTheDocument();
  });
});

describe("the rows of a test", () => {
  const column = (id: number, type: Column["type"]) => columnOf({ id, name: `c${id}`, type });
  it("come by page and by column", () => {
    const result = {
      columns: [column(1, "text"), column(2, "integer")],
      rows: [
        ["a", "1"],
        ["b", "2"],
        ["", ""],
      ],
      kinds: [
        ["text", "number"],
        ["text", "number"],
        ["text", "missing"],
      ],
      misfits: [[], [0, 2]],
      detail: { position: 0, page: 1 },
    } as unknown as TestResult;
    expect(testPage(result, 1, 5, [2])).toEqual({
      offset: 1,
      positions: [0, 0],
      pages: [1, 1],
      columns: [{ id: 2, kinds: ["number", "missing"], texts: ["2", ""], misfits: [1] }],
    });
    // An empty text is a text, here as in the results.
    expect(testPage(result, 2, 5, [1]).columns).toEqual([{ id: 1, kinds: ["text"], texts: [""], misfits: [] }]);
  });
});
