import { formatNumber } from "../../../app/format";
import type { ChartData } from "../../../bindings";
import { Axes, type Tick } from "./Axes";
import { type Box, type ChartInk, DASHES, extent, roomy, scaled } from "./frame";
import { dateTicks, digitsOf, ticks } from "./ticks";

interface PlotChartProps {
  data: Exclude<ChartData, { kind: "bar" }>;
  width: number;
  height: number;
  ink: ChartInk;
  xTitle: string;
  /** Of each line, or of the one axis. */
  yTitles: readonly string[];
}

function numberTicks(min: number, max: number, wanted: number, place: (value: number) => number): Tick[] {
  const all = ticks(min, max, wanted);
  return all.map((value) => ({ at: place(value), label: formatNumber(value, digitsOf(all)) }));
}

function dayTicks(min: number, max: number, wanted: number, place: (value: number) => number): Tick[] {
  const isYears = (max - min) / wanted > 300 * 86_400_000;
  return dateTicks(min, max, wanted).map((time) => ({
    at: place(time),
    label: new Date(time).toISOString().slice(0, isYears ? 4 : (max - min) / wanted > 27 * 86_400_000 ? 7 : 10),
  }));
}

/** Lines, dots and columns over two axes. */
export function PlotChart({ data, width, height, ink, xTitle, yTitles }: PlotChartProps) {
  const { size } = ink;
  const isHistogram = data.kind === "histogram";
  const values = isHistogram ? data.bins.map(({ count }) => count) : data.kind === "line" ? data.y.flat() : data.y;
  const [low, high] = extent(values);
  const [yMin, yMax] = isHistogram ? [0, high * 1.05 || 1] : roomy([low, high]);
  const [xMin, xMax] = isHistogram
    ? [data.bins[0]?.from ?? 0, data.bins.at(-1)?.to ?? 1]
    : data.kind === "line"
      ? extent(data.x)
      : roomy(extent(data.x));
  const rows = Math.max(2, height / (size * 5));
  const labels = numberTicks(yMin, yMax, rows, (value) => value).map(({ label }) => label.length);
  const left = Math.max(3, ...labels) * size * 0.62 + 14;
  const box: Box = { x: left, y: 2.6 * size, width: width - left - 1.5 * size, height: height - 6.2 * size };
  const x = scaled(xMin, xMax, box.x, box.x + box.width);
  const y = scaled(yMin, yMax, box.y + box.height, box.y);
  const columns = Math.max(2, box.width / (size * 9));
  const isDated = data.kind === "line" && data.xIsDate;
  const xTicks = (isDated ? dayTicks : numberTicks)(xMin, xMax, columns, x);
  return (
    <g>
      <Axes
        box={box}
        ink={ink}
        x={xTicks}
        y={numberTicks(yMin, yMax, rows, y)}
        xTitle={xTitle}
        yTitle={yTitles.length === 1 ? (yTitles[0] ?? "") : ""}
      />
      {data.kind === "histogram" &&
        data.bins.map((bin) => (
          <rect
            key={bin.from}
            x={x(bin.from) + 0.5}
            width={Math.max(1, x(bin.to) - x(bin.from) - 1)}
            y={y(bin.count)}
            height={Math.max(bin.count > 0 ? 1 : 0, y(0) - y(bin.count))}
            fill={ink.series[0]}
          >
            <title>{`${formatNumber(bin.from, 2)} – ${formatNumber(bin.to, 2)}: ${formatNumber(bin.count)}`}</title>
          </rect>
        ))}
      {data.kind === "scatter" &&
        data.x.map((value, at) => (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place.
            key={at}
            cx={round(x(value))}
            cy={round(y(data.y[at] ?? 0))}
            r={size / 4}
            fill={ink.series[0]}
            fillOpacity={0.8}
          />
        ))}
      {data.kind === "line" &&
        data.y.map((line, at) => (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
            key={at}
            d={pathOf(data.x, line, x, y)}
            fill="none"
            stroke={ink.series[at % ink.series.length]}
            strokeDasharray={DASHES[at % DASHES.length] || undefined}
            strokeWidth={1.75}
            strokeLinejoin="round"
          />
        ))}
      {data.kind === "line" && yTitles.length > 1 && <Legend titles={yTitles} ink={ink} x={box.x} />}
    </g>
  );
}

const round = (value: number) => Math.round(value * 10) / 10;

/** A line with a gap where there is no number. */
function pathOf(
  xs: readonly number[],
  ys: readonly (number | null)[],
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  let isDown = false;
  return xs
    .map((value, at) => {
      const height = ys[at] ?? null;
      if (height === null) {
        isDown = false;
        return "";
      }
      const move = isDown ? "L" : "M";
      isDown = true;
      return `${move}${round(x(value))} ${round(y(height))}`;
    })
    .join("");
}

function Legend({ titles, ink, x }: { titles: readonly string[]; ink: ChartInk; x: number }) {
  const { size } = ink;
  let at = x;
  return (
    <g fontSize={size} fill={ink.text}>
      {titles.map((title, place) => {
        const from = at;
        at += 2.5 * size + title.length * size * 0.62 + size;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
          <g key={place}>
            <line
              x1={from}
              x2={from + 2 * size}
              y1={size}
              y2={size}
              stroke={ink.series[place % ink.series.length]}
              strokeDasharray={DASHES[place % DASHES.length] || undefined}
              strokeWidth={2}
            />
            <text x={from + 2.5 * size} y={size * 1.35}>
              {title}
            </text>
          </g>
        );
      })}
    </g>
  );
}
