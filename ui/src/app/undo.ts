import { redoLook, undoLook, useResults } from "../features/results";
import { redoShaping, undoShaping, useShape } from "../features/shape";
import { lastChanged, lastUndone } from "./history";
import { activeTab } from "./window";

const IS_TYPED = 'input:not([type="checkbox"]):not([type="radio"]), textarea, [contenteditable="true"]';

/** A text that is being typed, whose letters are undone; those of the Shape tab say when they mean its steps. */
export function typedIn(target: Element | null): HTMLElement | null {
  const typed = target?.closest<HTMLElement>(IS_TYPED) ?? null;
  return activeTab() === "shape" && typed?.dataset.undoes === "steps" ? null : typed;
}

/** Whether there is something to undo on this tab. */
export const isUndone = () => activeTab() === "shape" || activeTab() === "results";

/**
 * On the Results tab what was done last, to the view or by the menu of a column to the table's shape; on the Shape tab the
 * last step.
 */
export function undo(): void {
  const shape = useShape.getState();
  if (activeTab() === "shape" || lastChanged([useResults.getState(), shape]) === shape) undoShaping();
  else undoLook();
}

export function redo(): void {
  const shape = useShape.getState();
  const next = activeTab() === "shape" ? shape : lastUndone([useResults.getState(), shape]);
  if (next === shape) redoShaping();
  else if (next !== null) redoLook();
}
