import {
  type DrawCellCallback,
  GridCellKind,
  getMiddleCenterBias,
  measureTextCached,
} from "@glideapps/glide-data-grid";
import { matches } from "./cells";
import { drawMisfit } from "./misfit";
import type { CellValue } from "./PageCache";

/** A cell by its row and the id of its column. */
export interface GridHit {
  row: number;
  column: number;
}

export interface DrawOptions {
  search: string;
  /** The cell that the search stands on. */
  hit: GridHit | null;
  /** Behind the letters that were found. */
  matchColor: string;
  /** Around the cell that the search stands on. */
  hitColor: string;
  /** Behind a cell that changed. */
  changedColor: string;
  markerColor: string;
  misfitColor: string;
  scale: number;
  valueAt: (col: number, row: number) => CellValue | undefined;
  /** Id of the column at a place. */
  columnAt: (col: number) => number | undefined;
}

type Context = Parameters<DrawCellCallback>[0]["ctx"];

/** Places more than these are not seen in one cell. */
const MAX_MARKS = 8;

function width(ctx: Context, text: string): number {
  return measureTextCached(text, ctx, ctx.font).width;
}

/**
 * Cells as the grid draws them, with what was searched for marked, and a sign where the record has no such field or the
 * cell is not of its column's type.
 */
export function cellPainter(options: DrawOptions): DrawCellCallback {
  const { search, hit, matchColor, markerColor, misfitColor, scale, valueAt } = options;
  return ({ ctx, cell, rect, theme, col, row }, drawContent) => {
    if (cell.kind !== GridCellKind.Text) {
      drawContent();
      return;
    }
    const right = cell.contentAlign === "right";
    const padding = theme.cellHorizontalPadding;
    // The grid sets its pen once for a run of like cells and counts on finding it as it was.
    const pen = ctx.fillStyle;
    const value = valueAt(col, row);
    if (value?.before !== undefined) {
      drawChanged(ctx, rect, scale, options.changedColor, misfitColor);
      ctx.fillStyle = pen;
    }
    if (value?.isMisfit) {
      drawMisfit(ctx, rect, scale, misfitColor);
      ctx.fillStyle = pen;
    }
    if (hit !== null && hit.row === row && hit.column === options.columnAt(col)) {
      drawHit(ctx, rect, scale, options.hitColor);
      ctx.fillStyle = pen;
    }
    if (cell.displayData === "") {
      if (value?.kind === "missing") drawMissing(ctx, rect, right, padding, markerColor);
      ctx.fillStyle = pen;
      return;
    }
    const room = rect.width - 2 * padding;
    const textWidth = width(ctx, cell.displayData);
    const isCut = textWidth > room + 1;
    if (search !== "") {
      if (
        isCut &&
        !isMarkedWithin(cell.displayData, search) &&
        value?.text.toLowerCase().includes(search.toLowerCase())
      ) {
        // It is in the part of the text that is not drawn: the whole cell is marked.
        ctx.fillStyle = matchColor;
        ctx.fillRect(rect.x + 1, rect.y + 4, rect.width - 2, rect.height - 7);
      }
      const start = right && !isCut ? rect.x + rect.width - padding - textWidth : rect.x + padding;
      ctx.fillStyle = matchColor;
      for (const [from, to] of matches(cell.displayData, search).slice(0, MAX_MARKS)) {
        const x = start + width(ctx, cell.displayData.slice(0, from));
        ctx.fillRect(x - 1, rect.y + 4, width(ctx, cell.displayData.slice(from, to)) + 2, rect.height - 7);
      }
      ctx.fillStyle = pen;
    }
    if (isCut) {
      // A number that was cut at its first digits would read as another number, so what is too long begins on the left.
      const y = rect.y + rect.height / 2 + getMiddleCenterBias(ctx, ctx.font);
      ctx.fillText(shorten(ctx, cell.displayData, room), rect.x + padding, y);
      return;
    }
    drawContent();
  };
}

/** What was shortened before, by font, room and text; emptied when it is full, which a scroll through long texts does rarely. */
const shortened = new Map<string, string>();
const MAX_SHORTENED = 4000;

/** As much of a text as there is room for, and a sign that there is more. */
function shorten(ctx: Context, text: string, room: number): string {
  const key = `${ctx.font}\n${room}\n${text}`;
  const known = shortened.get(key);
  if (known !== undefined) return known;
  let [fits, over] = [0, text.length];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (ctx.measureText(`${text.slice(0, middle)}…`).width <= room) fits = middle;
    else over = middle;
  }
  if (shortened.size >= MAX_SHORTENED) shortened.clear();
  const short = `${text.slice(0, fits).trimEnd()}…`;
  shortened.set(key, short);
  return short;
}

const isMarkedWithin = (text: string, search: string) => matches(text, search).length > 0;

interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A frame, so that the cell is told from the other hits by more than its colour. */
function drawHit(ctx: Context, { x, y, width: w, height: h }: Rect, scale: number, color: string): void {
  const line = Math.max(2, Math.round(2 * scale));
  ctx.fillStyle = color;
  ctx.fillRect(x, y, w, line);
  ctx.fillRect(x, y + h - line, w, line);
  ctx.fillRect(x, y, line, h);
  ctx.fillRect(x + w - line, y, line, h);
}

/** A tinted ground and a bar at its beginning. */
function drawChanged(
  ctx: Context,
  { x, y, width: w, height: h }: Rect,
  scale: number,
  ground: string,
  bar: string,
): void {
  ctx.fillStyle = ground;
  ctx.fillRect(x + 1, y + 1, w - 1, h - 1);
  ctx.fillStyle = bar;
  ctx.fillRect(x + 1, y + 1, Math.round(3 * scale), h - 1);
}

/** A short stroke where a filled cell would have its first letter. */
function drawMissing(ctx: Context, rect: Rect, right: boolean, padding: number, color: string): void {
  const length = 6;
  const x = right ? rect.x + rect.width - padding - length : rect.x + padding;
  ctx.fillStyle = color;
  ctx.fillRect(x, Math.round(rect.y + rect.height / 2), length, 1);
}
