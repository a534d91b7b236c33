import { readablePath } from "../../app/readablePath";
import { arranged, isLeftOut, isSameKey, keyOf, keyText, recordsText, ruleOf, shapeOf } from "../../app/shapeOf";
import type { Column, ColumnKey, Shape, ShapePreview, ShapeStep } from "../../bindings";

/**
 * The columns that are known: those of the whole table while its rows are made as the steps say, with what the first
 * answers add; else those of the first answers alone.
 */
export function knownColumns(
  table: readonly Column[],
  applied: readonly ShapeStep[],
  preview: { result: ShapePreview; steps: readonly ShapeStep[] } | null,
  shape: Shape,
): Column[] {
  const seen = preview?.result.columns ?? [];
  const isSameTable = table.length > 0 && recordsText(shapeOf(applied)) === recordsText(shape);
  if (!isSameTable) return seen.length > 0 ? [...seen] : [...table];
  const isSamePreview = preview !== null && recordsText(shapeOf(preview.steps)) === recordsText(shape);
  const known = new Set(table.map(keyText));
  return [...table, ...(isSamePreview ? seen.filter((column) => !known.has(keyText(column))) : [])];
}

/** The columns as the steps say, before anything was made of them: titles, types, order, what is left out. */
export function listedColumns(known: readonly Column[], { columns }: Shape): Column[] {
  const listed = known.map((column): Column => {
    const rule = ruleOf(columns, column);
    const title = rule?.name ?? column.title;
    const type = rule?.type ?? column.type;
    const typeIsChosen = (rule?.type ?? null) !== null;
    const hidden = isLeftOut(columns, column);
    const isSame =
      title === column.title &&
      type === column.type &&
      typeIsChosen === column.typeIsChosen &&
      hidden === column.hidden;
    // One that stays as it is stays the same object: its line is not drawn anew.
    return isSame ? column : { ...column, title, type, typeIsChosen, hidden };
  });
  return arranged(listed, columns.order);
}

export const matching = (columns: readonly Column[], filter: string): Column[] => {
  const wanted = filter.trim().toLowerCase();
  return columns.filter(({ title, name }) => `${title}\n${name}\n${readablePath(name)}`.toLowerCase().includes(wanted));
};

/** The order after a column was put before or after another one: no more of it is said than has to be. */
export function orderWith(
  columns: readonly ColumnKey[],
  said: readonly ColumnKey[],
  column: ColumnKey,
  beside: ColumnKey,
  isAfter: boolean,
): ColumnKey[] {
  const before = columns.map(keyOf);
  const from = before.findIndex((key) => isSameKey(key, column));
  const next = before.filter((key) => !isSameKey(key, column));
  const at = next.findIndex((key) => isSameKey(key, beside)) + (isAfter ? 1 : 0);
  next.splice(at, 0, keyOf(column));
  return next.slice(0, Math.max(said.length, Math.max(from, at) + 1));
}
