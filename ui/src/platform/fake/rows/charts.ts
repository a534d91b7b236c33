import type { ChartData, ChartRequest } from "../../../bindings";
import type { Cell } from "../shape/json";
import type { FakeTable } from "../shape/table";
import { dateOf } from "./conditions";
import { binned } from "./facets";
import { grouped, measured } from "./groups";

const MOST_POINTS = 2000;
const MOST_DOTS = 5000;

const numberOf = ([kind, text]: Cell) => (kind === "number" ? Number(text) : null);

export function chartOf(table: FakeTable, order: readonly number[], chart: ChartRequest): ChartData {
  const numbers = (column: number) => order.map((row) => numberOf(table.cell(row, column)));
  switch (chart.kind) {
    case "bar": {
      const groups = grouped(table, order, [chart]).map(({ key: [cell], rows }) => {
        const [kind, text] = cell ?? ["missing" as const, ""];
        const { measure } = chart;
        const cells = measure && rows.map((row) => table.cell(row, measure.column));
        const value = cells ? numberOf(measured(cells, measure)) : rows.length;
        return { cell: { kind, text }, rows: rows.length, value };
      });
      const sorted = chart.unit
        ? groups.sort((a, b) => (a.cell.text < b.cell.text ? -1 : 1))
        : groups.sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
      const bars = sorted.slice(0, chart.limit || 50);
      const others = sorted.slice(bars.length);
      return {
        kind: "bar",
        bars,
        otherRows: others.reduce((sum, { rows }) => sum + rows, 0),
        otherGroups: others.length,
      };
    }
    case "line": {
      const dates = order.map((row) => dateOf(table.cell(row, chart.x)));
      const xIsDate = dates.some((date) => date !== null);
      const xs = xIsDate ? dates.map((date) => (date === null ? null : Date.parse(date))) : numbers(chart.x);
      const ys = chart.y.map(numbers);
      const points = xs
        .flatMap((x, at) => (x === null ? [] : [{ x, y: ys.map((line) => line[at] ?? null) }]))
        .sort((a, b) => a.x - b.x);
      const step = Math.max(1, Math.ceil(points.length / MOST_POINTS));
      const kept = points.filter((_, at) => at % step === 0);
      return {
        kind: "line",
        xIsDate,
        x: kept.map(({ x }) => x),
        y: chart.y.map((_, line) => kept.map(({ y }) => y[line] ?? null)),
        rows: points.length,
        isReduced: step > 1,
      };
    }
    case "histogram": {
      const found = numbers(chart.column).filter((one) => one !== null);
      return { kind: "histogram", bins: binned(found, chart.bins || 30), rows: found.length };
    }
    case "scatter": {
      const [xs, ys] = [numbers(chart.x), numbers(chart.y)];
      const points = xs.flatMap((x, at) => {
        const y = ys[at] ?? null;
        return x === null || y === null ? [] : [[x, y] as const];
      });
      const step = Math.max(1, Math.ceil(points.length / MOST_DOTS));
      const kept = points.filter((_, at) => at % step === 0);
      return { kind: "scatter", x: kept.map(([x]) => x), y: kept.map(([, y]) => y), rows: points.length };
    }
  }
}
