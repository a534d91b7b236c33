import { screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { documentStore } from "../../app/document";
import { showTab } from "../../app/window";
import type { AnswerFormat, RecordPlace } from "../../bindings";
import { callsOf, closePanel, openPanel, settle } from "../../test/panel";
import { ShapeTab } from "./ShapeTab";

const PLACE: RecordPlace = { path: "$", unit: "elements", answers: 16, least: 1, most: 1, of: "objects", found: 0 };

/** The tab over answers of which this was found out by itself. */
async function open(format: AnswerFormat, places: Partial<RecordPlace>[] = []) {
  const panel = await openPanel(<ShapeTab />, "results", { answers: "pages", ids: 8 });
  panel.fake.shaping.survey = async () => ({
    answers: 16,
    format,
    places: places.map((place) => ({ ...PLACE, ...place })),
  });
  showTab("shape");
  await settle();
  return panel;
}

afterEach(closePanel);

describe("selectors of a web page", () => {
  const field = (name: string) => screen.getByRole("textbox", { name });

  it("are there where answers turned out to be web pages by themselves", async () => {
    const { fake, user } = await open({ kind: "html", selectors: null });
    expect(screen.getByRole("combobox", { name: "Answers are read as" })).toHaveDisplayValue("Automatic (Web page)");
    await user.type(field("Rows (CSS selector)"), "li.item");
    await user.click(screen.getByRole("button", { name: "Use these selectors" }));
    await settle();
    const format = { kind: "html", selectors: { rows: "li.item", columns: [] } };
    expect(callsOf(fake, "shaping.apply").at(-1)).toEqual([[{ kind: "readAs", format }]]);
    expect(field("Rows (CSS selector)")).toHaveValue("li.item");
  });

  it("are not where answers are something else", async () => {
    await open({ kind: "json" });
    expect(screen.queryByRole("textbox", { name: "Rows (CSS selector)" })).toBeNull();
  });

  const wrong: [string, rows: string, columns: string[], marked: string][] = [
    ["that of the rows", "tr:nth(", ["td"], "Rows (CSS selector)"],
    ["that of a column", "tr", ["td", "td:nth("], "CSS selector of column 2"],
  ];
  it.each(wrong)("are marked where they are wrong: %s", async (_, rows, columns, marked) => {
    const { fake, user } = await open({ kind: "html", selectors: null });
    const { preview } = fake.shaping;
    fake.shaping.preview = async (steps) => {
      const [bad] = JSON.stringify(steps).match(/\w+:nth\(/) ?? [];
      if (bad) throw { code: "bad_shape", message: `\`${bad}\` is no CSS selector.`, detail: null };
      return preview(steps);
    };
    await user.type(field("Rows (CSS selector)"), rows);
    for (const [at, selector] of columns.entries()) {
      if (at > 0) await user.click(screen.getByRole("button", { name: "Add a column" }));
      await user.type(field(`Name of column ${at + 1}`), `c${at}`);
      await user.type(field(`CSS selector of column ${at + 1}`), selector);
    }
    await user.click(screen.getByRole("button", { name: "Use these selectors" }));
    await settle();
    const invalid = screen.getAllByRole("textbox").filter((box) => box.getAttribute("aria-invalid") === "true");
    expect(invalid).toEqual([field(marked)]);
    expect(screen.getByText(/is no CSS selector\.$/)).toBeInTheDocument();
    await user.type(field(marked), "1)");
    expect(screen.queryByText(/is no CSS selector/)).toBeNull();
    expect(documentStore.getState().document?.steps).toEqual([]);
  });
});

describe("a place that is typed", () => {
  const places = [
    { path: "$", unit: "members" as const, found: 16 },
    { path: "$.hourly", unit: "places" as const },
    { path: "$.byCode", unit: "members" as const },
  ];
  const cases: [path: string, unit: string][] = [
    ["$", "members"],
    ["$.*.authors[[*]", "elements"],
    ["$.hourly", "places"],
    ["$.byCode", "elements"],
  ];
  it.each(cases)("has the unit that fits it: %s", async (path, unit) => {
    const { user } = await open({ kind: "json" }, places);
    await user.click(screen.getByRole("radio", { name: "Another place" }));
    const box = screen.getByRole("textbox", { name: "Path (JSONPath)" });
    await user.clear(box);
    await user.type(box, path);
    expect(screen.getByRole("combobox", { name: "One row for" })).toHaveValue(unit);
  });

  it("has the one that was asked for, whatever is typed after it", async () => {
    const { user } = await open({ kind: "json" }, places);
    await user.click(screen.getByRole("radio", { name: "Another place" }));
    await user.selectOptions(screen.getByRole("combobox", { name: "One row for" }), "members");
    await user.type(screen.getByRole("textbox", { name: "Path (JSONPath)" }), ".byCode");
    expect(screen.getByRole("combobox", { name: "One row for" })).toHaveValue("members");
  });
});
