import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { documentStore, edit, startRun, testOne } from "../../app/document";
import { runRequest } from "../../app/runRequest";
import type { ShapeStep } from "../../bindings";
import type { FakeOptions, FakePlatform } from "../../platform/fake";
import { callsOf, closePanel, type OpenedPanel, openPanel, settle } from "../../test/panel";
import { RenameDialog } from "./RenameDialog";
import { ShapeTab } from "./ShapeTab";
import { addStep, redoShaping, undoShaping } from "./store";

const tab = (
  <>
    <ShapeTab />
    <RenameDialog />
  </>
);
const open = (options: Partial<FakeOptions> = {}): Promise<OpenedPanel> =>
  openPanel(tab, "shape", { answers: "pages", ids: 8, ...options });

const applied = (fake: FakePlatform) => callsOf(fake, "shaping.apply").map(([steps]) => steps as ShapeStep[]);
const part = (name: string) => within(screen.getByRole("region", { name }));
const steps = () => {
  const list = part("Steps").queryByRole("list");
  return list
    ? within(list)
        .getAllByRole("listitem")
        .map((item) => item.textContent)
    : [];
};
const columnNames = () =>
  within(screen.getByRole("list", { name: "Columns" }))
    .getAllByRole("textbox")
    .map((box) => (box as HTMLInputElement).value);
const titles = () =>
  documentStore
    .getState()
    .document?.table.columns.filter(({ hidden }) => !hidden)
    .map(({ title }) => title);

afterEach(closePanel);

describe("rows", () => {
  it("are offered with what speaks for each place, the one that was found first", async () => {
    await open();
    const places = within(screen.getByRole("radiogroup", { name: "One row is" }));
    expect(
      places.getAllByRole("radio").map((radio) => radio.closest("label, div[class*=Radio-root]")?.textContent),
    ).toEqual([
      "Automatic: results3 objects in each of 16 answers",
      "results3 objects in each of 16 answers",
      "the whole answerone row each",
      "Another place",
    ]);
    expect(places.getByRole("radio", { name: /^Automatic/ })).toBeChecked();
  });

  it("become others by a press, at once and for all answers", async () => {
    const { fake, user } = await open();
    await user.click(screen.getByRole("radio", { name: "the whole answer" }));
    await settle();
    const expected: ShapeStep = { kind: "records", records: { kind: "at", path: "$", unit: "elements" } };
    expect(callsOf(fake, "shaping.preview").at(-1)).toEqual([[expected]]);
    expect(applied(fake)).toEqual([[expected]]);
    expect(steps()).toEqual(["Rows: the whole answer"]);
    expect(columnNames()).toContain("info.count");
    expect(documentStore.getState().document?.steps).toEqual([expected]);
    expect(documentStore.getState().document?.table.rows).toBe(16);
  });

  it("are taken from a path that is typed, and what is no path is said at its field", async () => {
    const { fake, user } = await open();
    await user.click(screen.getByRole("radio", { name: "Another place" }));
    const path = screen.getByRole("textbox", { name: "Path (JSONPath)" });
    await user.clear(path);
    await user.type(path, "results{Enter}");
    await settle();
    expect(screen.getByText(/`results` is not a JSONPath\.$/)).toBeInTheDocument();
    expect(path).toHaveValue("results");
    expect(steps()).toEqual([]);
    await user.clear(path);
    await user.type(path, "$.results[[*].episode");
    await user.selectOptions(screen.getByRole("combobox", { name: "One row for" }), "each element of the list");
    await user.click(screen.getByRole("button", { name: "Use this place" }));
    await settle();
    expect(applied(fake)).toEqual([
      [{ kind: "records", records: { kind: "at", path: "$.results[*].episode", unit: "elements" } }],
    ]);
    expect(screen.getByRole("radio", { name: "Another place" })).toBeChecked();
  });

  it("are read from another format, with what belongs to it", async () => {
    const { fake, user } = await open();
    await user.selectOptions(screen.getByRole("combobox", { name: "Answers are read as" }), "CSV");
    await user.selectOptions(screen.getByRole("combobox", { name: "Between the cells" }), "Semicolon");
    await user.selectOptions(screen.getByRole("combobox", { name: "First row" }), "Names the columns");
    await settle();
    expect(applied(fake).at(-1)).toEqual([
      { kind: "readAs", format: { kind: "delimited", delimiter: ";", header: true } },
    ]);
    await user.selectOptions(screen.getByRole("combobox", { name: "Answers are read as" }), "Web page");
    await user.type(screen.getByRole("textbox", { name: "Rows (CSS selector)" }), "li.item");
    await user.type(screen.getByRole("textbox", { name: "Name of column 1" }), "Price");
    await user.type(screen.getByRole("textbox", { name: "CSS selector of column 1" }), ".price");
    await user.click(screen.getByRole("button", { name: "Add a column" }));
    await user.type(screen.getByRole("textbox", { name: "Attribute of column 2" }), "href");
    await user.click(screen.getByRole("button", { name: "Use these selectors" }));
    await settle();
    const columns = [{ name: "Price", selector: ".price", attribute: null }];
    expect(applied(fake).at(-1)).toEqual([
      { kind: "readAs", format: { kind: "html", selectors: { rows: "li.item", columns } } },
    ]);
  });
});

describe("characters of the answers", () => {
  const field = () => screen.getByRole("combobox", { name: "Characters" });

  it("are found out, or as it is said: a step like the others", async () => {
    const { fake, user } = await open();
    expect(field()).toHaveDisplayValue("Automatic");
    await user.selectOptions(field(), "Western (Windows-1252, Latin-1)");
    await settle();
    expect(applied(fake).at(-1)).toEqual([{ kind: "charset", charset: "windows-1252" }]);
    expect(steps()).toEqual(["Characters: Western (Windows-1252, Latin-1)"]);
    // What is said of the same thing right after it takes its place.
    await user.selectOptions(field(), "Japanese (Shift_JIS)");
    await settle();
    expect(steps()).toEqual(["Characters: Japanese (Shift_JIS)"]);
    await user.click(screen.getByRole("button", { name: "Change: Characters: Japanese (Shift_JIS)" }));
    await settle();
    expect(field()).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await settle();
    expect(field()).toHaveValue("windows-1252");
    await user.selectOptions(field(), "Automatic");
    await settle();
    expect(steps()).toEqual([]);
    expect(applied(fake).at(-1)).toEqual([]);
  });

  it("of a kind that is not in the list keep their name", async () => {
    const { user } = await open();
    await act(async () => void (await addStep({ kind: "charset", charset: "macintosh" })));
    await settle();
    expect(field()).toHaveDisplayValue("macintosh");
    await user.selectOptions(field(), "UTF-8");
    await settle();
    expect(steps()).toEqual(["Characters: UTF-8"]);
  });
});

describe("lists inside rows", () => {
  it("become rows, or one text", async () => {
    const { fake, user } = await open();
    const list = screen.getByRole("combobox", { name: "List episode becomes" });
    expect(list).toHaveDisplayValue("JSON text");
    expect(screen.getByText("1 to 3 parts in 48 rows")).toBeInTheDocument();
    await user.selectOptions(list, "Joined with");
    const separator = screen.getByRole("textbox", { name: "Text between the parts of episode" });
    await user.clear(separator);
    await user.type(separator, ", {Enter}");
    await settle();
    expect(applied(fake).at(-1)).toEqual([
      { kind: "list", path: "episode", policy: { kind: "join", separator: ", " } },
    ]);
    expect(steps()).toEqual(["List episode: joined with “, ”"]);
    await user.selectOptions(list, "One row each");
    await settle();
    expect(steps()).toEqual(["List episode: one row each"]);
    expect(documentStore.getState().document?.table.rows).toBe(96);
  });
});

describe("columns", () => {
  it("are renamed by typing, and get their name back when it is emptied", async () => {
    const { fake, user } = await open();
    const box = screen.getByRole("textbox", { name: "Name of origin.name" });
    await user.clear(box);
    await user.type(box, "Born in{Enter}");
    await settle();
    expect(steps()).toEqual(["Rename origin.name to Born in"]);
    expect(screen.getByText("from origin.name")).toBeInTheDocument();
    expect(titles()).toContain("Born in");
    await user.clear(box);
    await user.tab();
    await settle();
    expect(box).toHaveValue("origin.name");
    expect(steps()).toEqual([]);
    expect(applied(fake)).toHaveLength(2);
  });

  it("keep their name when Escape is pressed", async () => {
    const { fake, user } = await open();
    const box = screen.getByRole("textbox", { name: "Name of name" });
    await user.type(box, " of person{Escape}");
    await user.tab();
    expect(box).toHaveValue("name");
    expect(applied(fake)).toEqual([]);
  });

  it("tell how many cells fit a type, and take the one that is chosen", async () => {
    const { fake, user } = await open();
    const type = screen.getByRole("combobox", { name: "Type of age" });
    // Two of 48 say n/a.
    expect(within(type).getByRole("option", { name: "Integer, 95.8%" })).toBeInTheDocument();
    expect(type).toHaveDisplayValue("Automatic (Text)");
    await user.selectOptions(type, "Integer, 95.8%");
    await settle();
    expect(applied(fake)).toEqual([[{ kind: "retype", column: { origin: "field", name: "age" }, type: "integer" }]]);
    expect(type).toHaveDisplayValue("Integer, 95.8%");
    expect(steps()).toEqual(["Type of age: Integer"]);
  });

  it("are left out and kept, alone and many at a time", async () => {
    const { user } = await open();
    expect(screen.getByText("7 of 7")).toBeInTheDocument();
    await user.click(screen.getByRole("checkbox", { name: "Keep age" }));
    await settle();
    expect(steps()).toEqual(["Leave out age"]);
    expect(titles()).not.toContain("age");
    await user.type(screen.getByRole("textbox", { name: "Find a column" }), "name");
    expect(columnNames()).toEqual(["name", "origin.name"]);
    await user.click(screen.getByRole("button", { name: "Leave out these" }));
    await settle();
    expect(steps()).toEqual(["Leave out 3 columns"]);
    await user.click(screen.getByRole("button", { name: "Only these" }));
    await settle();
    expect(titles()).toEqual(["name", "origin.name"]);
    expect(screen.getByText("2 of 7")).toBeInTheDocument();
  });

  it("are moved by the keyboard, and keep the focus", async () => {
    const { fake, user } = await open();
    const box = screen.getByRole("textbox", { name: "Name of name" });
    await user.click(box);
    await user.keyboard("{Alt>}{ArrowUp}{ArrowUp}{/Alt}");
    await settle();
    expect(columnNames().slice(0, 4)).toEqual(["type", "name", "id", "id"]);
    expect(screen.getByText("name is column 2 of 7")).toBeInTheDocument();
    expect(box).toHaveFocus();
    expect(steps()).toEqual(["Order of the columns"]);
    const order = applied(fake).at(-1)?.[0];
    // No more is said than has to be: those after it stay as they are found.
    expect(order?.kind === "order" && order.columns.map(({ name }) => name)).toEqual(["type", "name", "id", "id"]);
  });

  it("are moved by dragging", async () => {
    const { user } = await open();
    // Lines of 30 pixels, one below the other.
    const lines = within(screen.getByRole("list", { name: "Columns" })).getAllByRole("listitem");
    for (const [at, line] of lines.entries()) line.getBoundingClientRect = () => new DOMRect(0, at * 30, 300, 30);
    const grip = screen.getByRole("button", { name: /^Move age/ });
    await user.pointer([
      { keys: "[MouseLeft>]", target: grip, coords: { clientY: 165 } },
      { target: grip, coords: { clientY: 70 } },
      { keys: "[/MouseLeft]", target: grip },
    ]);
    await settle();
    expect(columnNames()).toEqual(["type", "id", "age", "id", "name", "origin.name", "episode"]);
  });

  it("about the request are there for who asks", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("checkbox", { name: "Status" }));
    await user.click(screen.getByRole("checkbox", { name: "Fetched at" }));
    await settle();
    expect(steps()).toEqual(["Add 2 columns"]);
    expect(titles()).toEqual(expect.arrayContaining(["Status", "Fetched at"]));
    await user.click(screen.getByRole("checkbox", { name: "Keep Status" }));
    await settle();
    expect(steps()).toEqual(["Add Fetched at"]);
    expect(screen.getByRole("checkbox", { name: "Status" })).not.toBeChecked();
  });

  it("are called by their last part where that is enough", async () => {
    const { user } = await open();
    await user.selectOptions(screen.getByRole("combobox", { name: "Column names" }), "Short (name)");
    await settle();
    expect(steps()).toEqual(["Short column names"]);
    expect(titles()).toContain("origin.name");
  });
});

describe("steps", () => {
  it("are undone and redone", async () => {
    await open();
    await act(async () => screen.getByRole("checkbox", { name: "Keep age" }).click());
    await settle();
    await act(async () => screen.getByRole("checkbox", { name: "Status" }).click());
    await settle();
    expect(steps()).toEqual(["Leave out age", "Add Status"]);
    await act(async () => undoShaping());
    await act(async () => undoShaping());
    await settle();
    expect(steps()).toEqual([]);
    expect(screen.getByRole("button", { name: "Undo" })).toBeDisabled();
    await act(async () => redoShaping());
    await settle();
    expect(steps()).toEqual(["Leave out age"]);
    expect(documentStore.getState().document?.steps).toHaveLength(1);
    // Something else is done: what was undone is not there any more.
    await act(async () => screen.getByRole("checkbox", { name: "Page" }).click());
    await settle();
    expect(screen.getByRole("button", { name: "Redo" })).toBeDisabled();
  });

  it("are taken out, moved, and lead to where they can be said otherwise", async () => {
    const { user } = await open();
    await user.click(screen.getByRole("radio", { name: "results" }));
    await user.click(screen.getByRole("checkbox", { name: "Keep age" }));
    await settle();
    await user.click(screen.getByRole("button", { name: "Earlier: Leave out age" }));
    await settle();
    expect(steps()).toEqual(["Leave out age", "Rows: results"]);
    await user.click(screen.getByRole("button", { name: "Change: Leave out age" }));
    expect(screen.getByRole("checkbox", { name: "Keep age" })).toHaveFocus();
    expect(columnNames()).toEqual(["age"]);
    await user.click(screen.getByRole("button", { name: "Change: Rows: results" }));
    expect(screen.getByRole("radio", { name: "results" })).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Remove: Leave out age" }));
    await settle();
    expect(steps()).toEqual(["Rows: results"]);
  });

  it("go back to what they were when the making of the table is cancelled", async () => {
    const { fake, user, arrive } = await open({ shapingTicks: 4 });
    await user.click(screen.getByRole("radio", { name: "the whole answer" }));
    await settle(300);
    expect(steps()).toEqual(["Rows: the whole answer"]);
    await arrive(1);
    expect(screen.getByText("Making the table: 4 of 16 answers")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await settle();
    expect(callsOf(fake, "shaping.cancel")).toHaveLength(1);
    expect(steps()).toEqual([]);
    expect(screen.getByRole("radio", { name: /^Automatic/ })).toBeChecked();
    expect(screen.queryByText(/^Making the table/)).toBeNull();
    expect(screen.getByRole("button", { name: "Undo" })).toBeDisabled();
    expect(documentStore.getState().document?.table.rows).toBe(48);
  });

  it("that are newer win over what is being made", async () => {
    const { fake, user, arrive } = await open({ shapingTicks: 2 });
    await user.click(screen.getByRole("checkbox", { name: "Keep age" }));
    await settle();
    await user.click(screen.getByRole("checkbox", { name: "Keep name" }));
    await settle();
    expect(callsOf(fake, "shaping.cancel")).toHaveLength(1);
    await arrive(1);
    await arrive(1);
    expect(applied(fake).map(([step]) => step?.kind === "hide" && step.columns.length)).toEqual([1, 2]);
    expect(titles()).not.toContain("name");
  });

  it("that are refused leave all as it was, and say why", async () => {
    const { fake, user } = await open();
    fake.controls.failNext("shaping.apply", { code: "disk_full", message: "There is no room left.", detail: null });
    await user.click(screen.getByRole("checkbox", { name: "Keep age" }));
    await settle();
    expect(screen.getByRole("alert")).toHaveTextContent(/^The table stays as it was.*There is no room left\.$/);
    expect(steps()).toEqual([]);
    expect(screen.getByRole("checkbox", { name: "Keep age" })).toBeChecked();
    await user.click(screen.getByRole("checkbox", { name: "Keep age" }));
    await settle();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("what is seen beside them", () => {
  it("is how many rows the first answers make", async () => {
    const { user } = await open();
    expect(screen.getByText(/^48 rows · of the first 16 answers/)).toBeInTheDocument();
    await user.selectOptions(screen.getByRole("combobox", { name: "List episode becomes" }), "One row each");
    await settle();
    expect(screen.getByText(/^96 rows/)).toBeInTheDocument();
  });

  it("is why some answers make none", async () => {
    const { fake, user } = await open();
    const { preview } = fake.shaping;
    fake.shaping.preview = async (asked) => ({ ...(await preview(asked)), failed: 2, problem: "It is no JSON." });
    await user.click(screen.getByRole("checkbox", { name: "Keep age" }));
    await settle();
    expect(screen.getByRole("alert")).toHaveTextContent("2 of 16 answers make no rowsIt is no JSON.");
  });

  it("is an answer as a tree, in which a list is made the rows and a value a column", async () => {
    const { fake, user } = await open();
    await user.click(screen.getByText("Answer"));
    await settle();
    const line = (name: RegExp) => within(screen.getByRole("row", { name }));
    expect(line(/^results list of 3/).getByText("the rows")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Add as a column: pages" }));
    await settle();
    expect(steps()).toEqual(["Add info.pages"]);
    expect(titles()).toContain("info.pages");
    await user.click(screen.getByRole("button", { name: "Leave out: pages" }));
    await user.click(screen.getAllByRole("button", { name: "Leave out: age" })[0] as HTMLElement);
    await settle();
    expect(steps()).toEqual(["Leave out age"]);
    const makeRows = () => screen.getAllByRole("button", { name: "Make rows: episode" })[0] as HTMLElement;
    await user.click(makeRows());
    await user.click(screen.getByRole("menuitem", { name: /^One row for each of these.*repeated in each row/ }));
    await settle();
    expect(applied(fake).at(-1)?.at(-1)).toEqual({ kind: "list", path: "episode", policy: { kind: "rows" } });
    await user.click(makeRows());
    await user.click(screen.getByRole("menuitem", { name: /^Make these the rows.*left out/ }));
    await settle();
    expect(applied(fake).at(-1)?.at(-1)).toEqual({
      kind: "records",
      records: { kind: "at", path: "$.results[*].episode", unit: "elements" },
    });
    expect(screen.queryByRole("button", { name: "Make rows: episode" })).toBeNull();
    expect(screen.getByRole("button", { name: "Make these the rows: results" })).toBeInTheDocument();
  });

  it("is another answer, over those that failed", async () => {
    const { fake, user } = await open();
    await user.click(screen.getByText("Answer"));
    await settle();
    expect(screen.getByText("request 1")).toBeInTheDocument();
    const { tree } = fake.shaping;
    fake.shaping.tree = async (position, page) => (position === 1 || page > 1 ? null : tree(position, page));
    await user.click(screen.getByRole("button", { name: "Next answer" }));
    await settle();
    expect(screen.getByText("request 3")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Previous answer" }));
    await settle();
    expect(screen.getByText("request 1")).toBeInTheDocument();
  });

  it("is walked through by the keyboard alone", async () => {
    const { fake, user } = await open();
    await user.click(screen.getByText("Answer"));
    await settle();
    await act(async () => screen.getByRole("row", { name: /^answer/ }).focus());
    await user.keyboard("{ArrowDown}");
    expect(screen.getByRole("row", { name: /^info/ })).toHaveFocus();
    await user.keyboard("{ArrowLeft}");
    expect(screen.getByRole("row", { name: /^info/ })).toHaveAttribute("aria-expanded", "false");
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(screen.getByRole("row", { name: /^count/ })).toHaveFocus();
    await user.keyboard("{Tab}{Enter}");
    await settle();
    expect(applied(fake)).toEqual([[{ kind: "show", columns: [{ origin: "answer", name: "$.info.count" }] }]]);
  });
});

describe("before and during a run", () => {
  it("there is nothing to shape until one request was tested, and the steps wait for the run", async () => {
    const { user } = await open({ open: "sample" });
    expect(screen.getByText("Nothing to shape yet")).toBeInTheDocument();
    await act(() => testOne());
    await act(async () => documentStore.setState({}));
    await settle();
    const { showTab } = await import("../../app/window");
    await act(async () => showTab("shape"));
    await settle();
    expect(screen.getByText(/^3 rows · of 1 answer/)).toBeInTheDocument();
    await user.click(screen.getByRole("checkbox", { name: "Keep age" }));
    await settle();
    expect(documentStore.getState().document?.steps).toHaveLength(1);
    await act(() => startRun(runRequest("startOver")));
    await settle();
    expect(documentStore.getState().document?.steps).toHaveLength(1);
  });

  it("nothing can be changed while a run goes on, and the reason is said", async () => {
    const { fake, arrive } = await open({ open: "sample" });
    await act(() => startRun(runRequest("startOver")));
    await settle();
    expect(screen.getByText("The shape can be changed when the run has ended.")).toBeInTheDocument();
    expect(screen.getByRole("combobox", { name: "Answers are read as" })).toBeDisabled();
    await arrive(100);
    await settle();
    expect(screen.queryByText(/when the run has ended/)).toBeNull();
    expect(screen.getByRole("combobox", { name: "Answers are read as" })).toBeEnabled();
    expect(applied(fake)).toEqual([]);
  });

  it("a document that is read-only says so", async () => {
    await open({ open: "readOnly" });
    expect(screen.getByText(/^This document is read-only/)).toBeInTheDocument();
  });

  it("another document begins without what was undone in the last", async () => {
    const { fake, user } = await open();
    await user.click(screen.getByRole("checkbox", { name: "Keep age" }));
    await settle();
    const { adopt } = await import("../../app/document");
    await act(async () => adopt(await fake.documents.create()));
    await settle();
    expect(screen.getByRole("button", { name: "Undo" })).toBeDisabled();
    expect(steps()).toEqual([]);
    await act(async () => edit((extraction) => extraction));
  });
});
