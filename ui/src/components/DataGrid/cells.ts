import { type GridCell, GridCellKind, type Theme } from "@glideapps/glide-data-grid";

import type { Cell, ColumnType } from "../../bindings";
import { beforeWords, misfitWords, noted } from "./misfit";
import type { CellValue } from "./PageCache";

/** More is not seen in a cell, and a canvas pays for every letter of every frame. The whole text opens on Enter. */
const SHOWN_LETTERS = 300;

const MONOSPACE = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace";

export interface CellStyle {
  /** The words that stand for `null`, as JSON writes it. */
  dim: Partial<Theme>;
  json: Partial<Theme>;
  error: Partial<Theme>;
}

export function cellStyle(theme: Partial<Theme>, errorColor: string): CellStyle {
  return {
    dim: { textDark: theme.textLight, baseFontStyle: `italic ${theme.baseFontStyle}` },
    json: { fontFamily: MONOSPACE },
    error: { textDark: errorColor },
  };
}

/** Columns of numbers line up at their last digit, whatever stands in a single cell. */
export function isRightAligned(type: ColumnType): boolean {
  return type === "integer" || type === "decimal";
}

/** One line of what a cell holds: line breaks become signs, and what is too long to be seen is left out. */
export function oneLine(text: string): string {
  const cut = text.length > SHOWN_LETTERS ? `${text.slice(0, SHOWN_LETTERS)}…` : text;
  return /[\n\r\t]/.test(cut) ? cut.replace(/\r\n|\r|\n/g, " ⏎ ").replace(/\t/g, " ⇥ ") : cut;
}

/** Of what a cell was before, so that what it is now is seen beside it. */
const BEFORE_LETTERS = 24;

/** What stands in a cell; of one that changed, what it was as well. */
export function shownText({ kind, text, before }: CellValue): string {
  if (before !== undefined) {
    const old = sideText(before);
    const cut = old.length > BEFORE_LETTERS ? `${old.slice(0, BEFORE_LETTERS).trimEnd()}…` : old;
    return `${cut} → ${sideText({ kind, text })}`;
  }
  return kind === "null" ? "null" : oneLine(text);
}

/** Beside an arrow nothing would look like a slip. */
function sideText({ kind, text }: Cell): string {
  if (kind === "missing") return "–";
  return kind === "text" && text === "" ? '""' : shownText({ kind, text });
}

const LOADING_WIDTHS = { left: 70, right: 40 };

/** How a value is drawn. Numbers keep the characters in which they came; nothing is rounded or grouped. */
export function toGridCell(
  value: CellValue | undefined,
  type: ColumnType,
  style: CellStyle,
  isError = false,
): GridCell {
  const right = isRightAligned(type);
  if (value === undefined) {
    return {
      kind: GridCellKind.Loading,
      allowOverlay: false,
      skeletonWidth: right ? LOADING_WIDTHS.right : LOADING_WIDTHS.left,
      skeletonWidthVariability: 30,
      contentAlign: right ? "right" : "left",
    };
  }
  const { kind, text } = value;
  const blank = kind === "missing" || kind === "null";
  const cell: GridCell = {
    kind: GridCellKind.Text,
    data: kind === "null" ? "null" : text,
    displayData: shownText(value),
    allowOverlay: !blank,
    readonly: true,
    contentAlign: right ? "right" : "left",
    themeOverride: isError ? style.error : kind === "null" ? style.dim : kind === "json" ? style.json : undefined,
  };
  if (value.before !== undefined) return noted(cell, beforeWords(sideText(value.before)));
  return value.isMisfit ? noted(cell, misfitWords(type)) : cell;
}

/** Where a text is found in another, whatever the case of either: start and end of each place, in order. */
export function matches(text: string, search: string): [number, number][] {
  if (search === "") return [];
  const haystack = text.toLowerCase();
  const needle = search.toLowerCase();
  if (haystack.length !== text.length) {
    // A few letters change their length with their case; then the places cannot be told, only that there is one.
    return haystack.includes(needle) ? [[0, text.length]] : [];
  }
  const found: [number, number][] = [];
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + needle.length)) {
    found.push([at, at + needle.length]);
  }
  return found;
}
