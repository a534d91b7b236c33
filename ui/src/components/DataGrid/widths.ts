import type { ColumnType } from "../../bindings";
import { oneLine } from "./cells";
import type { CellValue } from "./PageCache";

export const MIN_WIDTH = 60;
export const MAX_WIDTH = 900;
/** A column wider than this by its texts alone would push the others off the screen. */
const MAX_NATURAL_WIDTH = 320;
/** Rows that are looked at: enough to be fair, few enough to be measured within a frame. */
export const SAMPLE_ROWS = 60;

/** The header's icon, gaps, and the room for the menu and the sort arrow. */
const HEADER_EXTRAS = 62;
const CELL_EXTRAS = 24;

export type Measure = (text: string, font: string) => number;

let context: CanvasRenderingContext2D | null | undefined;

/** Width of a text in pixels; an estimate where there is no canvas. */
export const measureText: Measure = (text, font) => {
  if (context === undefined) context = document.createElement("canvas").getContext("2d");
  if (!context) return text.length * 7.2;
  context.font = font;
  return context.measureText(text).width;
};

/** The width at which the title and the sampled cells are seen whole, within reason. */
export function naturalWidth(
  title: string,
  cells: readonly CellValue[],
  fonts: { header: string; cell: string },
  measure: Measure = measureText,
): number {
  let widest = measure(title, fonts.header) + HEADER_EXTRAS;
  for (const { kind, text } of cells.slice(0, SAMPLE_ROWS)) {
    const shown = kind === "null" ? "null" : oneLine(text);
    // Beyond this many letters the limit is reached in any font.
    widest = Math.max(widest, measure(shown.slice(0, 120), fonts.cell) * (kind === "json" ? 1.2 : 1) + CELL_EXTRAS);
  }
  return Math.round(Math.max(MIN_WIDTH, Math.min(MAX_NATURAL_WIDTH, widest)));
}

/** Before any cell is known. */
export function firstWidth(title: string, type: ColumnType, fonts: { header: string; cell: string }): number {
  const usual = type === "text" || type === "json" ? 150 : 90;
  return Math.max(usual, naturalWidth(title, [], fonts));
}

/** Of the row numbers: as many digits as the last one has. */
export function markerWidth(rows: number): number {
  return Math.max(44, 22 + 8 * String(Math.max(1, rows)).length);
}
