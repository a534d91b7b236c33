import type { Box, ChartInk } from "./frame";

export interface Tick {
  at: number;
  label: string;
}

interface AxesProps {
  box: Box;
  ink: ChartInk;
  x: readonly Tick[];
  y: readonly Tick[];
  xTitle: string;
  yTitle: string;
}

/** Thin lines across, figures at the sides, and what the sides are about. */
export function Axes({ box, ink, x, y, xTitle, yTitle }: AxesProps) {
  const { size, dim, line, text } = ink;
  const bottom = box.y + box.height;
  return (
    <g fontSize={size} fill={dim}>
      {y.map(({ at, label }) => (
        <g key={at}>
          <line x1={box.x} x2={box.x + box.width} y1={at} y2={at} stroke={line} />
          <text x={box.x - 6} y={at + size * 0.35} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      <line x1={box.x} x2={box.x + box.width} y1={bottom} y2={bottom} stroke={dim} />
      {x.map(({ at, label }) => (
        <g key={at}>
          <line x1={at} x2={at} y1={bottom} y2={bottom + 4} stroke={dim} />
          <text x={at} y={bottom + size + 6} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
      <text x={box.x + box.width / 2} y={bottom + 2.6 * size + 6} textAnchor="middle" fill={text} fontWeight={600}>
        {xTitle}
      </text>
      <text x={box.x} y={box.y - size * 0.7} textAnchor="start" fill={text} fontWeight={600}>
        {yTitle}
      </text>
    </g>
  );
}
