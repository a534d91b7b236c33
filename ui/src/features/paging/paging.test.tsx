import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { documentStore, edit, prepareRun, testOne, useExtraction } from "../../app/document";
import { fieldId } from "../../app/problems";
import type { PageRule, Paging, PagingFound } from "../../bindings";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { PreviewTab } from "../preview";
import { usualRule } from "./edits";
import { PagesFold } from "./PagesFold";
import { offerTitle, ruleWords, shortWords } from "./ruleWords";

const paging = () => documentStore.getState().document?.extraction.paging;
const NUMBERED: PageRule = {
  kind: "pageNumber",
  parameter: "page",
  first: 1,
  until: { kind: "pages", path: "$.info.pages" },
};

afterEach(closePanel);

async function tested() {
  const opened = await openPanel(<PreviewTab />, "preview", { open: "sample", answers: "pages" });
  await act(() => testOne());
  await settle();
  return opened;
}
const offer = () => within(screen.getByRole("region", { name: "This answer is page 1 of 42" }));

describe("an answer that is the first page of several", () => {
  it("says so with what speaks for it, and all pages are fetched by a press", async () => {
    const { fake, user } = await tested();
    expect(
      offer().getByText("info.pages is 42 and info.next is https://api.example.com/character?page=2."),
    ).toBeInTheDocument();
    await user.click(offer().getByRole("button", { name: "Fetch all pages" }));
    expect(paging()).toEqual({ rule: NUMBERED, total: "$.info.count", mostPages: null });
    expect(screen.queryByRole("button", { name: "Fetch all pages" })).toBeNull();
    expect(screen.getByRole("status")).toHaveTextContent(
      "Run fetches all pages: pages 1, 2, 3, … are fetched with the number in page, for as many pages as info.pages says.",
    );
    await settle(300);
    expect(callsOf(fake, "extraction.update").at(-1)).toMatchObject([{ paging: { rule: NUMBERED } }]);
    await user.click(screen.getByRole("button", { name: "Only this page" }));
    expect(paging()).toEqual({ rule: { kind: "single" }, total: null, mostPages: null });
  });

  it("offers every way that was found", async () => {
    const { user } = await tested();
    const way = offer().getByRole("combobox", { name: "How the others are asked for" });
    expect(way).toHaveDisplayValue("Page numbers (page)");
    await user.selectOptions(way, "Address of the next page (info.next)");
    expect(way).toHaveAccessibleDescription("each answer holds the address of the next at info.next");
    expect(offer().getByText("info.next is https://api.example.com/character?page=2.")).toBeInTheDocument();
    await user.click(offer().getByRole("button", { name: "Fetch all pages" }));
    expect(paging()?.rule).toEqual({ kind: "nextAddress", path: "$.info.next" });
  });

  it("asks no more when one page is enough, until the document is opened again", async () => {
    const { user } = await tested();
    await user.click(offer().getByRole("button", { name: "Only this page" }));
    expect(screen.queryByRole("region", { name: /page 1 of 42/ })).toBeNull();
    await act(() => testOne());
    await settle();
    expect(screen.queryByRole("region", { name: /page 1 of 42/ })).toBeNull();
    expect(paging()?.rule.kind).toBe("single");
  });

  it("is not spoken of where the answer stands alone", async () => {
    await openPanel(<PreviewTab />, "preview", { open: "sample" });
    await act(() => testOne());
    await settle();
    expect(screen.queryByRole("button", { name: "Fetch all pages" })).toBeNull();
  });
});

describe("the fold Pages", () => {
  function Pages() {
    const extraction = useExtraction();
    return extraction && <PagesFold paging={extraction.paging} hasBody={extraction.request.method === "POST"} />;
  }
  const open = async () => {
    const opened = await openPanel(<Pages />, "results", { open: "sample" });
    const fold = screen.getByText("Pages").closest("details") as HTMLElement;
    await opened.user.click(within(fold).getByText("Pages"));
    return { ...opened, fold: within(fold) };
  };
  const how = "Is an answer the first page of several?";

  it("says that each answer stands alone, and nothing more is to be said of it", async () => {
    const { fold } = await open();
    expect(fold.getByText("each answer stands alone")).toBeInTheDocument();
    expect(fold.queryByRole("textbox")).toBeNull();
  });

  it.each<[string, [field: string, text: string][], PageRule]>([
    [
      "Yes, it holds the address of the next",
      [["Where the next address stands (JSONPath)", "$.links.next"]],
      { kind: "nextAddress", path: "$.links.next" },
    ],
    ["Yes, its Link header holds the next", [], { kind: "linkHeader" }],
    [
      "Yes, it holds a mark to send on",
      [
        ["Where the mark stands (JSONPath)", "$.meta.after"],
        ["Sent on as query parameter", "after"],
      ],
      { kind: "cursor", path: "$.meta.after", parameter: "after" },
    ],
    [
      "Yes, the pages are numbered",
      [
        ["Query parameter of the number", "p"],
        ["First number", "0"],
      ],
      { kind: "pageNumber", parameter: "p", first: 0, until: { kind: "empty" } },
    ],
    [
      "Yes, records are skipped",
      [
        ["Query parameter of the records to skip", "skip"],
        ["Records of a page", "50"],
      ],
      { kind: "offset", parameter: "skip", step: 50, until: { kind: "empty" } },
    ],
  ])("%s", async (kind, fields, expected) => {
    const { fold, user } = await open();
    await user.selectOptions(fold.getByRole("combobox", { name: how }), kind);
    for (const [field, text] of fields) {
      const box = fold.getByRole("textbox", { name: field });
      await user.clear(box);
      await user.type(box, text);
    }
    expect(paging()?.rule).toEqual(expected);
  });

  it("takes a place in the body, and says so where a body is sent", async () => {
    const { fold, user } = await open();
    const field = () => fold.getByRole("textbox", { name: "Sent on as query parameter" });
    await user.selectOptions(fold.getByRole("combobox", { name: how }), "Yes, it holds a mark to send on");
    expect(field()).not.toHaveAccessibleDescription();
    await act(async () => edit((one) => ({ ...one, request: { ...one.request, method: "POST" } })));
    expect(field()).toHaveAccessibleDescription("Or a place in the body, written with $. in front: $.variables.after.");
    await user.clear(field());
    await user.type(field(), "$.variables.after");
    expect(paging()?.rule).toEqual({ kind: "cursor", path: "$.next_cursor", parameter: "$.variables.after" });
    expect(fold.getByRole("combobox", { name: how })).toHaveAccessibleDescription(
      "what stands at next_cursor is sent on as variables.after in the body",
    );
  });

  it("opens for a problem and says it beside the fields, until one of them is changed", async () => {
    const { fake } = await openPanel(<Pages />, "results", { open: "sample" });
    expect(screen.queryByRole("combobox", { name: how })).toBeNull();
    await act(async () =>
      edit((one) => ({
        ...one,
        paging: { ...one.paging, rule: { kind: "cursor", path: "$.next", parameter: "$.variables.after" } },
      })),
    );
    await settle(300);
    expect(callsOf(fake, "extraction.update").length).toBeGreaterThan(0);
    await act(async () => void (await prepareRun()));
    const select = screen.getByRole("combobox", { name: how });
    const group = within(screen.getByRole("group", { name: "Pages" }));
    expect(group.getByText("A place in the body needs a request with a body.")).toBeInTheDocument();
    expect(select).toHaveAttribute("id", fieldId({ at: "paging" }));
    await act(async () => edit((one) => ({ ...one, paging: { ...one.paging, mostPages: 3 } })));
    expect(screen.queryByText(/needs a request with a body/)).toBeNull();
  });

  it("takes where the end is told, how many there are in all, and the most pages", async () => {
    const { fold, user } = await open();
    await user.selectOptions(fold.getByRole("combobox", { name: how }), "Yes, the pages are numbered");
    await user.selectOptions(fold.getByRole("combobox", { name: "The last page is" }), "Told by the number of records");
    const records = fold.getByRole("textbox", { name: "Where the number of records stands (JSONPath)" });
    await user.clear(records);
    await user.type(records, "$.count");
    await user.type(fold.getByRole("textbox", { name: /^Where the number of all records stands/ }), "$.count");
    await user.type(fold.getByRole("textbox", { name: "Most pages of one request" }), "20");
    expect(paging()).toEqual({
      rule: { kind: "pageNumber", parameter: "page", first: 1, until: { kind: "records", path: "$.count" } },
      total: "$.count",
      mostPages: 20,
    });
    expect(fold.getByText("by number · at most 20 pages")).toBeInTheDocument();
    await user.selectOptions(fold.getByRole("combobox", { name: how }), "No, each answer stands alone");
    expect(fold.getByText("each answer stands alone")).toBeInTheDocument();
  });
});

describe("a rule in words", () => {
  const check = (rule: PageRule, expected: string) => expect(ruleWords(rule)).toBe(expected);
  it("of every kind", () => {
    check({ kind: "single" }, "each answer stands alone");
    check({ kind: "nextAddress", path: "$.next" }, "each answer holds the address of the next at next");
    check({ kind: "linkHeader" }, "the header Link of each answer holds the address of the next");
    check({ kind: "cursor", path: "$.a.b", parameter: "c" }, "what stands at a.b is sent on as c");
    check(
      { kind: "pageNumber", parameter: "p", first: 0, until: { kind: "empty" } },
      "pages 0, 1, 2, … are fetched with the number in p, until a page is empty",
    );
    check(
      { kind: "offset", parameter: "o", step: null, until: { kind: "records", path: "$.total" } },
      "each request skips the records that came before, with their number in o, until there are as many records as total says",
    );
    check(
      { kind: "offset", parameter: "o", step: 50, until: { kind: "pages", path: "$['page count']" } },
      "each request skips 50 records more, with the number in o, for as many pages as ['page count'] says",
    );
  });
  it("with a place in the body", () => {
    check(
      { kind: "cursor", path: "$.end", parameter: "$.variables.after" },
      "what stands at end is sent on as variables.after in the body",
    );
    check(
      { kind: "offset", parameter: "$.skip", step: 50, until: { kind: "empty" } },
      "each request skips 50 records more, with the number in skip in the body, until a page is empty",
    );
  });
  it("in short, with its limit", () => {
    const short = (change: Partial<Paging>) => shortWords({ rule: NUMBERED, total: null, mostPages: null, ...change });
    expect(short({})).toBe("by number");
    expect(short({ mostPages: 1 })).toBe("by number · at most 1 page");
    expect(short({ rule: { kind: "single" }, mostPages: 5 })).toBe("each answer stands alone");
  });
  it("begins as the tested answer shows it, or as most APIs have it", () => {
    const found = [{ rule: NUMBERED }] as PagingFound[];
    expect(usualRule("pageNumber", found)).toBe(NUMBERED);
    expect(usualRule("pageNumber", [])).toMatchObject({ parameter: "page", first: 1 });
    expect(usualRule("offset", found)).toMatchObject({ parameter: "offset", step: null });
  });
  it("is offered with as much as the answer tells", () => {
    const of = (totalPages: number | null, totalRecords: number | null) =>
      offerTitle({ records: 20, totalPages, totalRecords } as PagingFound);
    expect(of(42, 826)).toBe("This answer is page 1 of 42");
    expect(of(null, 826)).toBe("This answer holds 20 of 826 records");
    expect(of(null, null)).toBe("This answer is the first page of several");
  });
});
