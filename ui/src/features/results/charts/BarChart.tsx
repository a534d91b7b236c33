import { formatNumber } from "../../../app/format";
import type { ChartData } from "../../../bindings";
import { cellWords } from "../filter/words";
import type { ChartInk } from "./frame";
import { scaled } from "./frame";
import { digitsOf, ticks } from "./ticks";

interface BarChartProps {
  data: ChartData & { kind: "bar" };
  width: number;
  height: number;
  ink: ChartInk;
  /** None where it is written above the chart. */
  title?: string | undefined;
}

const LONGEST = 26;
/** From bar to bar, in letters. */
const MOST_STEP = 3.2;

const short = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** A bar for each group, lying: names have room, and as many bars as there are fit below each other. */
export function BarChart({ data, width, height, ink, title }: BarChartProps) {
  const { size } = ink;
  const names = data.bars.map(({ cell }) => short(cellWords(cell)));
  const left = Math.min(width * 0.4, Math.max(...names.map((name) => name.length), 4) * size * 0.58 + 16);
  const top = (title === undefined ? 0.4 : 2.4) * size;
  const values = data.bars.map(({ value }) => value ?? 0);
  const [min, max] = [Math.min(0, ...values), Math.max(0, ...values)];
  const right = width - Math.max(4, formatNumber(max, 2).length) * size * 0.6 - 8;
  const place = scaled(min, max === min ? min + 1 : max, left, right);
  const bars = Math.max(1, data.bars.length);
  // A few bars stay together.
  const step = Math.min((height - 2.2 * size - top) / bars, MOST_STEP * size);
  const bottom = top + step * bars;
  const thick = Math.max(1, Math.min(step * 0.72, 2.2 * size));
  const marks = ticks(min, max, Math.max(2, (right - left) / (size * 8)));
  const digits = values.every(Number.isInteger) ? 0 : 2;
  const figure = (value: number | null) => (value === null ? "–" : formatNumber(value, digits, digits));
  const isNamed = step >= size * 0.9;
  return (
    <g fontSize={size} fill={ink.text}>
      {title !== undefined && (
        <text x={left} y={size * 1.3} fontWeight={600}>
          {title}
        </text>
      )}
      {marks.map((mark) => (
        <g key={mark}>
          <line x1={place(mark)} x2={place(mark)} y1={top} y2={bottom} stroke={ink.line} />
          <text x={place(mark)} y={bottom + size + 4} textAnchor="middle" fill={ink.dim}>
            {formatNumber(mark, digitsOf(marks))}
          </text>
        </g>
      ))}
      {data.bars.map(({ cell, value }, at) => {
        const y = top + at * step + step / 2;
        const from = place(0);
        const to = place(value ?? 0);
        return (
          <g key={`${cell.kind} ${cell.text}`}>
            {isNamed && (
              <text x={left - 8} y={y + size * 0.35} textAnchor="end">
                {names[at]}
              </text>
            )}
            <rect
              x={Math.min(from, to)}
              y={y - thick / 2}
              width={Math.max(1, Math.abs(to - from))}
              height={thick}
              rx={2}
              fill={ink.series[0]}
            >
              <title>{`${cellWords(cell)}: ${figure(value)}`}</title>
            </rect>
            {isNamed && (
              <text x={Math.max(from, to) + 6} y={y + size * 0.35} fill={ink.dim}>
                {figure(value)}
              </text>
            )}
          </g>
        );
      })}
      <line x1={place(0)} x2={place(0)} y1={top} y2={bottom} stroke={ink.dim} />
    </g>
  );
}
