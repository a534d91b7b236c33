import { create } from "zustand";

/** A block of cells that was pasted, row by row; all rows are of one length. */
export interface Block {
  rows: string[][];
  width: number;
}

/** Cells as spreadsheets put them on the clipboard: tabs and lines, quotes around what holds either. */
export function parseCells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i];
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') {
        cell += sign;
        i += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === "") isQuoted = true;
    else if (sign === "\t") {
      row.push(cell);
      cell = "";
    } else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && text[i + 1] === "\n") i += 1;
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else cell += sign;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** How many lines are looked at to see whether a text is a block: a large one is not taken apart for that alone. */
const LOOKED_AT = 20;

/** The block that a text is, or null: several columns are at least two lines with tabs. */
export function blockOf(text: string): Block | null {
  let tabbed = 0;
  let from = 0;
  for (let line = 0; line < LOOKED_AT && from < text.length; line += 1) {
    const end = text.indexOf("\n", from);
    const to = end < 0 ? text.length : end;
    if (text.slice(from, to).includes("\t")) tabbed += 1;
    from = to + 1;
  }
  if (tabbed < 2) return null;
  const rows = parseCells(text).filter((row) => row.some((cell) => cell.trim() !== ""));
  const width = Math.max(0, ...rows.slice(0, LOOKED_AT).map((row) => row.length));
  return width < 2 || rows.length < 2 ? null : { rows, width };
}

const isNumber = (text: string) => /^\s*-?[\d., ]*\d\s*$/.test(text);

/** Whether the first row looks like names: no number in it, and a number below one of them. */
export function hasHeader({ rows }: Block): boolean {
  const [first = [], ...rest] = rows;
  if (first.some((cell) => cell.trim() === "" || isNumber(cell))) return false;
  return first.some((_, column) => rest.some((row) => isNumber(row[column] ?? "")));
}

/** One column as a typed list: a cell that holds a separator or looks like a range goes in quotes, so that it stays one value. */
export function columnText({ rows }: Block, column: number, header: boolean): string {
  return rows
    .slice(header ? 1 : 0)
    .map((row) => (row[column] ?? "").trim())
    .filter((cell) => cell !== "")
    .map((cell) => (/[",;\t\n\r]/.test(cell) || /^\d+(-|\.\.)\d/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join("\n");
}

interface Pasted {
  placeholder: string;
  block: Block;
  /** Puts the values that were chosen where they were pasted. */
  insert: (text: string) => void;
}

/** The block whose column is being chosen; null while the dialog is shut. */
export const usePasted = create<{ pasted: Pasted | null }>(() => ({ pasted: null }));
export const askForColumn = (pasted: Pasted) => usePasted.setState({ pasted });
export const closePasted = () => usePasted.setState({ pasted: null });
