import type { ReactNode } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";

import { type ChartInk, PAPER } from "./frame";

interface PaperProps {
  /** Of the chart on it. */
  width: number;
  height: number;
  ink: ChartInk;
  title: string;
  note: string;
  /** The chart, drawn in the same ink. */
  children: ReactNode;
}

/** Around the chart, in letters. */
const MARGIN = 2;
const HEAD = 2.4;
const FOOT = 2.4;
/** Of a letter's height, its width at most, by and large. */
const LETTER_WIDTH = 0.65;

const short = (text: string, letters: number) => (text.length > letters ? `${text.slice(0, letters - 1)}…` : text);

/** A chart as it is saved: with its title and what it leaves out, as nothing around it says so. */
function Paper({ width, height, ink, title, note, children }: PaperProps) {
  const { size } = ink;
  const margin = MARGIN * size;
  const [wide, high] = [width + 2 * margin, height + 2 * margin + (HEAD + FOOT) * size].map(Math.round);
  const letters = Math.floor(width / (1.25 * size * LETTER_WIDTH));
  return (
    <svg
      role="img"
      aria-label={`${title}. ${note}`}
      width={wide}
      height={high}
      viewBox={`0 0 ${wide} ${high}`}
      fontFamily={ink.font}
    >
      <rect width="100%" height="100%" fill={ink.ground} />
      <text x={margin} y={margin + size} fontSize={1.25 * size} fontWeight={600} fill={ink.text}>
        {short(title, letters)}
      </text>
      <g transform={`translate(${margin} ${margin + HEAD * size})`}>{children}</g>
      <text x={margin} y={(high ?? 0) - margin} fontSize={size} fill={ink.dim}>
        {note}
      </text>
    </svg>
  );
}

/** Draws what is seen on paper: in the colours for it, whatever those of the window are. */
export function onPaper(
  { font, size }: ChartInk,
  { draw, ...sheet }: Omit<PaperProps, "ink" | "children"> & { draw: (ink: ChartInk) => ReactNode },
): SVGSVGElement {
  const ink = { ...PAPER, font, size };
  const box = document.createElement("div");
  const root = createRoot(box);
  flushSync(() =>
    root.render(
      <Paper {...sheet} ink={ink}>
        {draw(ink)}
      </Paper>,
    ),
  );
  const svg = box.querySelector("svg")?.cloneNode(true) as SVGSVGElement;
  root.unmount();
  return svg;
}
