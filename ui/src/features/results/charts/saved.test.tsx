import { afterEach, describe, expect, it } from "vitest";

import { columnOf } from "../../../test/column";
import { callsOf, closePanel, openPanel } from "../../../test/panel";
import { ResultsTab } from "../ResultsTab";
import { BarChart } from "./BarChart";
import { chooseKind } from "./chooseKind";
import { PAPER } from "./frame";
import { onPaper } from "./Paper";
import { setChart, useChart } from "./store";

const DARK = { ...PAPER, text: "#dfe2e6", ground: "#1f2124", series: ["#4d95e9"], size: 14, font: "Some Sans" };
const bars = [{ cell: { kind: "text" as const, text: "Paris" }, rows: 3, value: 3 }];

describe("a chart that is saved", () => {
  const svg = onPaper(DARK, {
    width: 600,
    height: 300,
    title: "rows by city",
    note: "18 more values with 26 rows are not shown",
    draw: (ink) => (
      <BarChart width={600} height={300} ink={ink} data={{ kind: "bar", bars, otherRows: 26, otherGroups: 18 }} />
    ),
  });

  it("is in the colours of paper, whatever the window has, in its letters", () => {
    const drawn = svg.outerHTML;
    for (const color of ["#dfe2e6", "#1f2124", "#4d95e9"]) expect(drawn).not.toContain(color);
    expect(svg.querySelector("rect")).toHaveAttribute("fill", "#ffffff");
    expect(svg).toHaveAttribute("font-family", "Some Sans");
  });

  it("says what it is and what it leaves out, with room around", () => {
    const texts = [...svg.querySelectorAll("text")].map(({ textContent }) => textContent);
    expect(texts[0]).toBe("rows by city");
    expect(texts.at(-1)).toBe("18 more values with 26 rows are not shown");
    expect(texts).toContain("Paris");
    // Once: the chart itself leaves its title to the paper.
    expect(texts.filter((text) => text === "rows by city")).toHaveLength(1);
    expect(Number(svg.getAttribute("width"))).toBeGreaterThan(640);
    expect(Number(svg.getAttribute("height"))).toBeGreaterThan(380);
  });
});

describe("a line without dates", () => {
  afterEach(async () => {
    setChart(null);
    await closePanel();
  });
  const columns = [
    columnOf({ id: 104, name: "stock.count", type: "integer" }),
    columnOf({ id: 103, name: "price", type: "decimal" }),
    columnOf({ id: 1001, name: "measure", type: "integer" }),
  ];

  it.each([
    ["goes along the numbers that go on", 1001, 1001],
    ["goes along the first that there are, where none go on", null, 103],
  ])("%s", async (_, steady, expected) => {
    const { fake } = await openPanel(<ResultsTab />, "results");
    fake.rows.page = async (_view, offset, limit, ids) => ({
      offset,
      positions: [],
      pages: [],
      columns: ids.map((id) => ({
        id,
        kinds: Array.from({ length: limit }, () => "number" as const),
        texts: Array.from({ length: limit }, (_, at) => String(id === steady ? at * 2 : at % 7)),
        misfits: [],
      })),
    });
    await chooseKind("line", columns);
    expect(useChart.getState().chart).toMatchObject({ kind: "line", x: expected });
    expect(callsOf(fake, "rows.chart")).toEqual([]);
  });
});
