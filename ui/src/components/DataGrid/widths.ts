import type { ColumnType } from "../../bindings";
import { shownText } from "./cells";
import type { GridColumnSpec } from "./columns";
import type { CellValue } from "./PageCache";

export const MIN_WIDTH = 60;
export const MAX_WIDTH = 900;
/** A column wider than this by its texts alone would push the others off the screen. */
const MAX_NATURAL_WIDTH = 320;
/** Rows that are looked at: enough to be fair, few enough to be measured within a frame. */
export const SAMPLE_ROWS = 60;

/** The header's icon, gaps, and the room for the menu, which fades out the last 35 pixels where the mouse is, or the sort arrow. */
const HEADER_EXTRAS = 72;
/** More, so that the arrow of a sorted column is seen beside the menu of the column that the mouse is on. */
const SORTED_EXTRAS = 24;
const CELL_EXTRAS = 24;
/** A column that takes what the others leave is also the one to read: its texts count for more. */
const MAX_GROWING_WIDTH = 440;
/** What a column is given beyond its cells when it grows, so that a letter more does not move its neighbours again. */
const SLACK = 16;

export type Measure = (text: string, font: string) => number;

let context: CanvasRenderingContext2D | null | undefined;

/** Width of a text in pixels; an estimate where there is no canvas. */
export const measureText: Measure = (text, font) => {
  if (context === undefined) context = document.createElement("canvas").getContext("2d");
  if (!context) return text.length * 7.2;
  context.font = font;
  return context.measureText(text).width;
};

type Header = Pick<GridColumnSpec, "title" | "isPlain" | "grows">;
interface Fonts {
  header: string;
  cell: string;
}

const limitOf = ({ grows }: Header) => (grows ? MAX_GROWING_WIDTH : MAX_NATURAL_WIDTH);

/** The width at which the title and the sampled cells are seen whole, within reason. */
export function naturalWidth(
  column: Header,
  cells: readonly CellValue[],
  fonts: Fonts,
  measure: Measure = measureText,
): number {
  let widest = measure(column.title, fonts.header) + (column.isPlain ? CELL_EXTRAS : HEADER_EXTRAS);
  for (const cell of cells.slice(0, SAMPLE_ROWS)) {
    // Beyond this many letters the limit is reached in any font.
    widest = Math.max(
      widest,
      measure(shownText(cell).slice(0, 120), fonts.cell) * (cell.kind === "json" ? 1.2 : 1) + CELL_EXTRAS,
    );
  }
  return Math.round(Math.max(MIN_WIDTH, Math.min(limitOf(column), widest)));
}

/** Before any cell is known: what most cells of the type need. A column never becomes narrower than this by itself. */
export function firstWidth(column: Header & { type: ColumnType }, fonts: Fonts): number {
  const usual = column.isPlain ? 0 : column.type === "text" || column.type === "json" ? 110 : 84;
  return Math.max(usual, naturalWidth(column, [], fonts));
}

/** Of a column that is `now` so wide and would need `needed`: wider only when something is cut off, and then by a step. */
export function grownWidth(column: Header, now: number, needed: number): number {
  return needed <= now ? now : Math.min(Math.max(limitOf(column), now), needed + SLACK);
}

/** The least width at which the name, the arrow and the menu of a sorted column stand beside each other. */
export function sortedWidth(column: Header, fonts: Fonts): number {
  return naturalWidth(column, [], fonts) + SORTED_EXTRAS;
}

/** Of the row numbers: as many digits as the last one has. */
export function markerWidth(rows: number): number {
  return Math.max(44, 22 + 8 * String(Math.max(1, rows)).length);
}
