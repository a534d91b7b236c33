import {
  AllCellRenderers,
  type GridCell,
  GridCellKind,
  type InnerGridCell,
  type InternalCellRenderer,
  type TextCell,
} from "@glideapps/glide-data-grid";
import type { ColumnType } from "../../bindings";
import i18n from "../../i18n";

/** What is said of a cell that is not of its column's type. */
export const misfitWords = (type: ColumnType): string => i18n.t("app:misfit", { type: i18n.t(`app:types.${type}`) });

/** What is said of a cell that changed. */
export const beforeWords = (before: string): string => i18n.t("app:before", { before });

/** Of the marked rows of a whole column, those of a page, counted from its first. */
export const misfitsOf = (rows: readonly number[] = [], offset: number, limit: number): number[] =>
  rows.filter((row) => row >= offset && row < offset + limit).map((row) => row - offset);

interface NotedCell extends TextCell {
  /** Said after the text to who cannot see the mark. */
  note?: string;
}

export const noted = (cell: GridCell, note: string): GridCell =>
  cell.kind === GridCellKind.Text ? ({ ...cell, note } as NotedCell) : cell;

const spoken = (cell: InnerGridCell): string => {
  const { data, note } = cell as NotedCell;
  return note === undefined ? data : `${data} (${note})`;
};

/** The grid's own renderers, with a text cell that also says its note. */
export const RENDERERS: readonly InternalCellRenderer<InnerGridCell>[] = AllCellRenderers.map((renderer) =>
  renderer.kind === GridCellKind.Text ? { ...renderer, getAccessibilityString: spoken } : renderer,
);

type Context = Pick<CanvasRenderingContext2D, "fillStyle" | "beginPath" | "moveTo" | "lineTo" | "fill">;

/** Side of the mark, in pixels at the usual text size. */
const MARK = 7;

/** A small triangle in the upper corner at the end of the cell, where numbers and texts alike leave room. */
export function drawMisfit(
  ctx: Context,
  rect: { x: number; y: number; width: number },
  scale: number,
  color: string,
): void {
  const right = rect.x + rect.width - 1;
  ctx.fillStyle = color;
  ctx.beginPath();
  ctx.moveTo(right - MARK * scale, rect.y + 1);
  ctx.lineTo(right, rect.y + 1);
  ctx.lineTo(right, rect.y + 1 + MARK * scale);
  ctx.fill();
}
