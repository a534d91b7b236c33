import type { Column } from "../../../bindings";
import { platform } from "../../../platform";
import { isNumber } from "../measures";
import { renewedView } from "../renewedView";

/** Rows that are looked at: enough to see whether numbers go on and on. */
const SAMPLE_ROWS = 200;
/** Of the steps from row to row, so many at least go the same way. */
const STEADY = 0.9;

/** Of the steps from one number to the next the share that goes one way; one that stays goes none. */
export function steadiness(values: readonly (number | null)[]): number {
  const numbers = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  if (numbers.length < 2) return 0;
  const steps = numbers.slice(1).map((value, at) => Math.sign(value - (numbers[at] ?? value)));
  const ups = steps.filter((step) => step > 0).length;
  const downs = steps.filter((step) => step < 0).length;
  return Math.max(ups, downs) / steps.length;
}

/** The first column of numbers that a line can go along: they go on from row to row, hardly one is there twice. */
export async function steadyColumn(columns: readonly Column[], besides: readonly number[]): Promise<number | null> {
  const ids = columns.filter((column) => isNumber(column) && !besides.includes(column.id)).map(({ id }) => id);
  if (ids.length < 2) return ids[0] ?? null;
  const page = await renewedView((view) => platform().rows.page(view, 0, SAMPLE_ROWS, ids));
  const isSteady = (id: number) => {
    const column = page.columns.find((one) => one.id === id);
    const values = column?.texts.map((text, at) => (column.kinds[at] === "number" ? Number(text) : null));
    return steadiness(values ?? []) >= STEADY;
  };
  return ids.find(isSteady) ?? null;
}
