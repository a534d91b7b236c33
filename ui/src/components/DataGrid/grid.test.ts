import { CompactSelection, GridCellKind, type GridSelection, type InnerGridCell } from "@glideapps/glide-data-grid";
import { describe, expect, it } from "vitest";

import type { Cell, CellKind, ColumnType } from "../../bindings";
import { cellStyle, matches, oneLine, toGridCell } from "./cells";
import { moved, toGridColumns } from "./columns";
import { HEADER_ICONS, iconOf } from "./icons";
import { gridCommand } from "./keys";
import { drawMisfit, RENDERERS } from "./misfit";
import { scrollTopFor } from "./scroll";
import { carryOver, covers, NOTHING_SELECTED, rectangleSelection, shifted, toRange, withoutHoles } from "./selection";
import { gridColors } from "./theme";
import { grownWidth, MIN_WIDTH, markerWidth, naturalWidth } from "./widths";

const style = cellStyle({ textLight: "#777777", baseFontStyle: "13px" }, "#c00000");

describe("a cell", () => {
  const check = (kind: CellKind, text: string, type: ColumnType, expected: object) =>
    expect(toGridCell({ kind, text }, type, style)).toMatchObject(expected);

  it("shows a number in the characters in which it came, on the right", () => {
    check("number", "9007199254740993", "integer", { displayData: "9007199254740993", contentAlign: "right" });
    check("number", "1.10", "decimal", { displayData: "1.10", contentAlign: "right" });
    check("number", "1e400", "decimal", { displayData: "1e400" });
    check("number", "12", "text", { displayData: "12", contentAlign: "left" });
  });
  it("tells null, missing and empty text apart", () => {
    check("null", "", "text", {
      displayData: "null",
      allowOverlay: false,
      themeOverride: { baseFontStyle: "italic 13px" },
    });
    check("missing", "", "text", { displayData: "", allowOverlay: false });
    check("text", "", "text", { displayData: "", allowOverlay: true });
  });
  it("is not to be edited, and opens with the whole text", () => {
    const long = "x".repeat(5000);
    check("text", long, "text", { kind: GridCellKind.Text, readonly: true, data: long });
    expect(oneLine(long).length).toBeLessThan(400);
  });
  it("waits in grey while its page is on the way", () => {
    expect(toGridCell(undefined, "integer", style)).toMatchObject({
      kind: GridCellKind.Loading,
      contentAlign: "right",
    });
  });
  it("never spells a text as anything but text", () => {
    check("text", "<b>bold</b>", "text", { kind: GridCellKind.Text, displayData: "<b>bold</b>" });
    check("text", "https://example.com", "text", { kind: GridCellKind.Text });
  });
  it("says that it is not of its column's type, beside the mark", () => {
    const spoken = (isMisfit: boolean) => {
      const cell = toGridCell({ kind: "text", text: "n/a", isMisfit }, "integer", style);
      const renderer = RENDERERS.find(({ kind }) => kind === cell.kind);
      return renderer?.getAccessibilityString(cell as InnerGridCell);
    };
    expect(spoken(true)).toBe("n/a (Does not fit the type of its column: Integer)");
    expect(spoken(false)).toBe("n/a");
  });
  it("that changed shows what it was as well, and holds what it is", () => {
    const changed = (before: Cell, now: Cell) => toGridCell({ ...now, before }, "text", style);
    const text = (of: string): Cell => ({ kind: "text", text: of });
    const missing: Cell = { kind: "missing", text: "" };
    expect(changed(text("old"), text("new"))).toMatchObject({ displayData: "old → new", data: "new" });
    expect(changed(missing, text("new"))).toMatchObject({ displayData: "– → new" });
    expect(changed(text("old"), missing)).toMatchObject({ displayData: "old → –" });
    expect(changed(text(""), { kind: "null", text: "" })).toMatchObject({ displayData: '"" → null' });
    // Of a long text as much as leaves room for what it is now.
    expect(changed(text("x".repeat(99)), text("new"))).toMatchObject({ displayData: `${"x".repeat(24)}… → new` });
    const renderer = RENDERERS.find(({ kind }) => kind === GridCellKind.Text);
    const spoken = renderer?.getAccessibilityString(changed(text("old"), text("new")) as InnerGridCell);
    expect(spoken).toBe("new (before: old)");
  });
  it("has its mark in the corner at its end", () => {
    const points: number[][] = [];
    const push = (...at: number[]) => points.push(at);
    const ctx = { fillStyle: "", beginPath: () => undefined, moveTo: push, lineTo: push, fill: () => undefined };
    drawMisfit(ctx, { x: 100, y: 20, width: 50 }, 1, "#8a5300");
    expect(points).toEqual([
      [142, 21],
      [149, 21],
      [149, 28],
    ]);
    expect(ctx.fillStyle).toBe("#8a5300");
  });
  it("is one line", () => {
    expect(oneLine("a\r\nb\nc\td")).toBe("a ⏎ b ⏎ c ⇥ d");
  });
});

describe("matches", () => {
  const check = (text: string, search: string, expected: [number, number][]) =>
    expect(matches(text, search), `${search} in ${text}`).toEqual(expected);
  it("finds a text whatever its case", () => {
    check("Copper pipe", "PIP", [[7, 10]]);
    check("aAaA", "aa", [
      [0, 2],
      [2, 4],
    ]);
    check("abc", "", []);
    check("abc", "x", []);
    check("Straße", "strasse", []);
    // Here the lower case is a letter longer than the upper: the whole is marked.
    check("İstanbul", "stan", [[0, 8]]);
  });
});

describe("columns", () => {
  const columns = [
    { id: 7, title: "id", type: "text", origin: "value" },
    { id: 9, title: "price", type: "decimal", origin: "field" },
  ] as const;
  it("carry their type, and the sorted one which way", () => {
    expect(toGridColumns(columns, { 7: 80, 9: 120 }, [{ column: 9, descending: true }], true)).toEqual([
      { id: "7", title: "id", width: 80, icon: "value", style: "highlight", hasMenu: true, menuIcon: "dots" },
      {
        id: "9",
        title: "price",
        width: 120,
        icon: "typeDecimal",
        indicatorIcon: "sortDescending",
        style: "highlight",
        hasMenu: true,
        menuIcon: "dots",
      },
    ]);
  });
  it("show which key of a sort they are, when there are several", () => {
    const sort = [
      { column: 9, descending: true },
      { column: 7, descending: false },
    ];
    const shown = toGridColumns(columns, {}, sort, false).map(({ indicatorIcon }) => indicatorIcon);
    expect(shown).toEqual(["sortAscending2", "sortDescending1"]);
    for (const name of shown) expect(HEADER_ICONS[name ?? ""], name).toBeTypeOf("function");
  });
  it("have a pin where they stay in place", () => {
    const icons = toGridColumns(columns, {}, [], false, undefined, 1).map(({ overlayIcon }) => overlayIcon);
    expect(icons).toEqual(["pinned", undefined]);
    expect(HEADER_ICONS.pinned).toBeTypeOf("function");
  });
  it("have an icon for every type", () => {
    for (const type of ["empty", "bool", "integer", "decimal", "date", "dateTime", "text", "json"] as const) {
      expect(HEADER_ICONS[iconOf(type, "field")], type).toBeTypeOf("function");
    }
    for (const origin of ["value", "request", "answer"] as const)
      expect(HEADER_ICONS[iconOf("text", origin)], origin).toBeTypeOf("function");
  });
  it("move", () => {
    expect(moved(["a", "b", "c", "d"], 3, 1)).toEqual(["a", "d", "b", "c"]);
    expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
  });
});

describe("widths", () => {
  const measure = (text: string) => text.length * 10;
  const width = (title: string, texts: string[]) =>
    naturalWidth(
      { title },
      texts.map((text) => ({ kind: "text", text })),
      { header: "", cell: "" },
      measure,
    );
  it("fit the title and the cells, within reason", () => {
    // The sign of the type takes 34 pixels, and below the mouse the menu covers 35 at the end.
    expect(width("ab", [])).toBeGreaterThanOrEqual(20 + 34 + 35);
    expect(width("ab", ["0123456789"])).toBe(124);
    expect(width("ab", ["x".repeat(1000)])).toBe(320);
    expect(naturalWidth({ title: "" }, [], { header: "", cell: "" }, () => -50)).toBe(MIN_WIDTH);
  });
  it("grow by a step when something is cut off, and never shrink", () => {
    const check = (now: number, needed: number, expected: number) =>
      expect(grownWidth({ title: "" }, now, needed)).toBe(expected);
    check(130, 80, 130);
    check(130, 130, 130);
    check(130, 140, 156);
    check(130, 318, 320);
    check(340, 320, 340);
  });
  it("of the row numbers hold the last one", () => {
    expect(markerWidth(9)).toBe(44);
    expect(markerWidth(5_000_000)).toBe(78);
  });
});

const IDS = [{ id: 10 }, { id: 11 }, { id: 12 }];
const rows = (...slices: [number, number][]): GridSelection => ({
  columns: CompactSelection.empty(),
  rows: slices.reduce((all, slice) => all.add(slice), CompactSelection.empty()),
});

describe("a selection", () => {
  it("is rows and the columns by their ids", () => {
    expect(toRange(rectangleSelection({ x: 1, y: 4, width: 2, height: 3 }), IDS)).toEqual({
      areas: [{ fromRow: 4, toRow: 7, columns: [11, 12] }],
      row: 4,
      column: 11,
    });
    expect(toRange(rows([2, 5], [8, 9]), IDS)).toEqual({
      areas: [
        { fromRow: 2, toRow: 5, columns: [10, 11, 12] },
        { fromRow: 8, toRow: 9, columns: [10, 11, 12] },
      ],
      row: 2,
      column: null,
    });
    expect(toRange(NOTHING_SELECTED, IDS)).toBeNull();
    expect(toRange(rectangleSelection({ x: 5, y: 0, width: 1, height: 1 }), IDS)).toBeNull();
  });
  it("is several rectangles, the last one where the cursor is", () => {
    const several = rectangleSelection(
      { x: 2, y: 1, width: 1, height: 2 },
      [2, 1],
      [{ x: 0, y: 4, width: 2, height: 1 }],
    );
    const range = toRange(several, IDS);
    expect(range).toEqual({
      areas: [
        { fromRow: 4, toRow: 5, columns: [10, 11] },
        { fromRow: 1, toRow: 3, columns: [12] },
      ],
      row: 1,
      column: 12,
    });
    expect(range && [covers(range, 4, 11), covers(range, 2, 12), covers(range, 4, 12)]).toEqual([true, true, false]);
    const down = toRange(shifted(several, 2, 6), IDS);
    expect(down?.areas.map(({ fromRow, toRow }) => [fromRow, toRow])).toEqual([[3, 5]]);
    expect(carryOver(several, IDS, IDS, 4).current?.rangeStack).toEqual([]);
  });
  it("of rows alone has no holes where only one run is of use: the last one wins", () => {
    expect(withoutHoles(rows([2, 3], [7, 9]), rows([2, 3])).rows.items).toEqual([[7, 9]]);
    expect(withoutHoles(rows([2, 6]), rows([2, 3])).rows.items).toEqual([[2, 6]]);
  });
  it("stays while its columns and rows are there", () => {
    const picked = rectangleSelection({ x: 1, y: 4, width: 1, height: 10 });
    expect(carryOver(picked, IDS, [...IDS, { id: 13 }], 100)).toBe(picked);
    expect(carryOver(picked, IDS, IDS, 8).current?.range.height).toBe(4);
    expect(carryOver(picked, IDS, IDS, 4)).toBe(NOTHING_SELECTED);
    const moved = carryOver(picked, IDS, [{ id: 11 }, { id: 10 }, { id: 12 }], 100).current;
    expect(moved?.range).toEqual({ x: 0, y: 4, width: 1, height: 1 });
    expect(carryOver(picked, IDS, [{ id: 10 }], 100).current?.cell).toEqual([0, 4]);
    expect(carryOver(picked, IDS, [], 100)).toBe(NOTHING_SELECTED);
    expect(carryOver(rows([2, 9]), IDS, IDS, 5).rows.items).toEqual([[2, 5]]);
    expect(carryOver(rows([2, 9]), IDS, IDS, 2)).toBe(NOTHING_SELECTED);
  });
  it("follows its rows up and down", () => {
    const cells = rectangleSelection({ x: 1, y: 4, width: 2, height: 3 }, [2, 5]);
    const after = shifted(cells, 3, 100).current;
    expect([after?.range, after?.cell]).toEqual([{ x: 1, y: 7, width: 2, height: 3 }, [2, 8]]);
    expect(shifted(cells, 3, 9).current?.range.height).toBe(2);
    expect(shifted(cells, 4, 9)).toBe(NOTHING_SELECTED);
    expect(shifted(cells, -6, 100)).toBe(NOTHING_SELECTED);
    expect(shifted(rows([2, 5]), -1, 100).rows.items).toEqual([[1, 4]]);
    expect(shifted(rows([2, 5]), 9, 10)).toBe(NOTHING_SELECTED);
    expect(shifted(NOTHING_SELECTED, 2, 10)).toBe(NOTHING_SELECTED);
  });
});

describe("keys", () => {
  const check = (key: string, held: string, expected: string | null) =>
    expect(
      gridCommand({
        key,
        ctrlKey: held.includes("ctrl"),
        metaKey: held.includes("meta"),
        altKey: held.includes("alt"),
        shiftKey: held.includes("shift"),
      }),
      `${held} ${key}`,
    ).toBe(expected);
  it("mean what spreadsheets mean by them", () => {
    check("c", "ctrl", "copy");
    check("C", "ctrl shift", "copyWithHeaders");
    check("c", "meta", "copy");
    check("c", "", null);
    check("c", "ctrl alt", null);
    check("ContextMenu", "", "cellMenu");
    check("F10", "shift", "cellMenu");
    check("F10", "", null);
    check("ArrowDown", "alt", "headerMenu");
    check("ArrowDown", "ctrl", null);
    check(" ", "", "look");
    check("F7", "", "look");
    check("F8", "", "detail");
    check("F8", "shift", null);
    check(" ", "ctrl", "selectColumns");
    check(" ", "shift", null);
    check("End", "ctrl", "last");
    check("End", "ctrl shift", null);
    check("Home", "ctrl", "first");
  });
});

describe("scrollTopFor", () => {
  const check = (row: number, rowCount: number, scrollHeight: number, expected: number) =>
    expect(
      Math.round(
        scrollTopFor(row, { rows: rowCount, rowHeight: 28, headerHeight: 36, clientHeight: 700, scrollHeight }),
      ),
    ).toBe(expected);
  it("is where the row is while the table fits under the browser's limit", () => {
    check(0, 1000, 28_036, 0);
    check(500, 1000, 28_036, 500 * 28 - 350);
    check(999, 1000, 28_036, 27_336);
  });
  it("is the row's share of the bar beyond it", () => {
    const limit = 33_554_400;
    check(0, 5_000_000, limit, 0);
    check(4_999_999, 5_000_000, limit, limit - 700);
    check(
      2_500_000,
      5_000_000,
      limit,
      Math.round(((2_500_000 * 28 - 350) / (5_000_000 * 28 + 36 - 700)) * (limit - 700)),
    );
  });
  it("is nothing for a table that is seen whole", () => check(3, 5, 700, 0));
});

describe("gridColors", () => {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a = "#000000", b = "#000000") => {
    const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  const schemes = {
    light: {
      surface: "#ffffff",
      raised: "#f8f9fa",
      line: "#dee2e6",
      text: "#1f2328",
      dim: "#5c636a",
      accent: "#1463bd",
      failed: "#c92a2a",
      warn: "#8a5300",
    },
    dark: {
      surface: "#1f2124",
      raised: "#26292d",
      line: "#3a3d42",
      text: "#dfe2e6",
      dim: "#a3a9b1",
      accent: "#73acee",
      failed: "#ff8787",
      warn: "#f5bf63",
    },
  };
  it("can be read in either scheme", () => {
    for (const [name, tokens] of Object.entries(schemes)) {
      const { grid, error, misfit, marked } = gridColors(tokens, name === "dark", 1);
      expect(contrast(grid.textDark, grid.bgCell), name).toBeGreaterThan(7);
      expect(contrast(grid.textDark, marked), name).toBeGreaterThan(7);
      expect(contrast(grid.textHeader, marked), name).toBeGreaterThan(7);
      expect(contrast(grid.textLight, grid.bgCell), name).toBeGreaterThan(4.5);
      expect(contrast(grid.textHeader, grid.bgHeader), name).toBeGreaterThan(4.5);
      expect(contrast(error, grid.bgCell), name).toBeGreaterThan(4.5);
      expect(contrast(misfit, grid.bgCell), name).toBeGreaterThan(4.5);
      expect(contrast(grid.fgIconHeader, grid.bgIconHeader), name).toBeGreaterThan(4.5);
    }
  });
  it("are the same of a style sheet that was built, where they are shorter", () => {
    const short = gridColors({ ...schemes.light, surface: "#fff" }, false, 1);
    expect(short.marked).toBe(gridColors(schemes.light, false, 1).marked);
    expect(short.marked).toMatch(/^#[\da-f]{6}$/);
  });
  it("grow with the text", () => {
    expect(gridColors(schemes.light, false, 2).grid.baseFontStyle).toBe("26px");
  });
});
