import { isSameKey, keyText, shapeOf, shapeText } from "../../app/shapeOf";
import type { ColumnKey, ShapeStep } from "../../bindings";

type Steps = readonly ShapeStep[];

const union = (a: readonly ColumnKey[], b: readonly ColumnKey[]): ColumnKey[] => [
  ...new Map([...a, ...b].map((key) => [keyText(key), key])).values(),
];

function lacking(keys: readonly ColumnKey[], taken: readonly ColumnKey[]): ColumnKey[] {
  const away = new Set(taken.map(keyText));
  return keys.filter((key) => !away.has(keyText(key)));
}

/** What two steps, one right after the other, come to when they are about the same thing; null when they are not. */
function merged(last: ShapeStep, next: ShapeStep): ShapeStep[] | null {
  switch (next.kind) {
    case "readAs":
    case "charset":
    case "records":
    case "only":
    case "order":
    case "name":
      return last.kind === next.kind ? [next] : null;
    case "list":
      return last.kind === "list" && last.path === next.path ? [next] : null;
    case "rename":
    case "retype":
      return last.kind === next.kind && isSameKey(last.column, next.column) ? [next] : null;
    case "hide":
    case "show": {
      if (last.kind !== "hide" && last.kind !== "show") return null;
      if (last.kind === next.kind) return [{ ...next, columns: union(last.columns, next.columns) }];
      // What was just taken away and comes back was never touched.
      const before = lacking(last.columns, next.columns);
      const after = lacking(next.columns, last.columns);
      return [
        ...(before.length > 0 ? [{ ...last, columns: before }] : []),
        ...(after.length > 0 ? [{ ...next, columns: after }] : []),
      ];
    }
  }
}

const isSame = (a: Steps, b: Steps) => shapeText(shapeOf(a)) === shapeText(shapeOf(b));

/**
 * The steps with one more at their end. A step right after one about the same thing takes its place, and one that changes
 * nothing is left out, so that the list says what was done and not every press on the way.
 */
export function added(steps: Steps, step: ShapeStep): ShapeStep[] {
  const before = steps.slice(0, -1);
  const last = steps.at(-1);
  const tail = (last && merged(last, step)) ?? [...(last ? [last] : []), step];
  const next = [...before, ...tail];
  return tail.length > 0 && isSame(next, next.slice(0, -1)) ? next.slice(0, -1) : next;
}

/** The one column that a step is about and that is seen after it; null of others. */
export function columnOf(step: ShapeStep): ColumnKey | null {
  switch (step.kind) {
    case "rename":
    case "retype":
      return step.column;
    case "show":
      return step.columns.length === 1 ? (step.columns[0] ?? null) : null;
    case "list":
      return { origin: "field", name: step.path };
    default:
      return null;
  }
}

export const without = (steps: Steps, at: number): ShapeStep[] => steps.filter((_, index) => index !== at);

/** The steps with one of them earlier (-1) or later (1) by one place. */
export function shifted(steps: Steps, at: number, by: -1 | 1): ShapeStep[] {
  const next = [...steps];
  const [step] = next.splice(at, 1);
  if (step) next.splice(at + by, 0, step);
  return next;
}

/** Whether two lists of steps are the same, step by step. */
export const areEqual = (a: Steps, b: Steps): boolean => JSON.stringify(a) === JSON.stringify(b);
