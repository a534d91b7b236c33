import { useEffect } from "react";
import { create } from "zustand";
import { keyText } from "../../app/shapeOf";
import { showTab } from "../../app/window";
import type { ColumnKey, ShapeStep } from "../../bindings";
import { keyWords } from "./stepWords";

/** The ids of the controls, to put the focus there. */
export const ids = {
  format: "shape-format",
  charset: "shape-charset",
  places: "shape-places",
  filter: "shape-filter",
  naming: "shape-naming",
  list: (path: string) => `shape-list-${path}`,
  name: (key: ColumnKey) => `shape-name-${keyText(key)}`,
  type: (key: ColumnKey) => `shape-type-${keyText(key)}`,
  keep: (key: ColumnKey) => `shape-keep-${keyText(key)}`,
  fact: (word: string) => `shape-fact-${word}`,
};

interface GoalState {
  /** A control that is to have the focus as soon as it is there. */
  goal: string | null;
  /** What the columns are looked through for. */
  filter: string;
  /** The left column is open, where it can be shut. */
  isOpen: boolean;
}

export const useGoal = create<GoalState>(() => ({ goal: null, filter: "", isOpen: true }));
export const setFilter = (filter: string) => useGoal.setState({ filter });
export const setSettingsOpen = (isOpen: boolean) => useGoal.setState({ isOpen });

/** Puts the focus on a control; a column is looked for by its name first, as it may be one of hundreds. */
function goTo(goal: string, filter: string | null = null): void {
  useGoal.setState((state) => ({ goal, filter: filter ?? state.filter, isOpen: true }));
}

/** The control by which a step can be said otherwise, and what to look for among the columns so that it is there. */
function goalOf(step: ShapeStep): [goal: string, filter: string | null] {
  switch (step.kind) {
    case "readAs":
      return [ids.format, null];
    case "charset":
      return [ids.charset, null];
    case "records":
      return [ids.places, null];
    case "list":
      return [ids.list(step.path), null];
    case "rename":
      return [ids.name(step.column), keyWords(step.column)];
    case "retype":
      return [ids.type(step.column), keyWords(step.column)];
    case "name":
      return [ids.naming, null];
    case "hide":
    case "show": {
      const [column, ...others] = step.columns;
      if (column === undefined || others.length > 0) return [ids.filter, ""];
      return column.origin === "request" ? [ids.fact(column.name), null] : [ids.keep(column), keyWords(column)];
    }
    default:
      return [ids.filter, ""];
  }
}

export const goToStep = (step: ShapeStep): void => goTo(...goalOf(step));

/** Shows the Shape tab, and in it a column. */
export function openShape(column?: ColumnKey): void {
  showTab("shape");
  if (column) goTo(ids.name(column), keyWords(column));
}

/** As long as a control may take to be there. */
const WAIT_MS = 3000;

/** Moves the focus to the goal once its control is drawn. */
export function useGoalFocus(): void {
  const goal = useGoal((state) => state.goal);
  // A column that is not there any more would take the focus from something else much later.
  useEffect(() => {
    if (goal === null) return;
    const timer = setTimeout(() => useGoal.setState({ goal: null }), WAIT_MS);
    return () => clearTimeout(timer);
  }, [goal]);
  // After every drawing: the control may be there only now.
  useEffect(() => {
    const element = goal === null ? null : document.getElementById(goal);
    if (!element) return;
    // Of a group of choices the one that is made has the focus.
    const inner = element.querySelector<HTMLElement>("input:checked");
    (inner ?? element).focus();
    element.scrollIntoView({ block: "center" });
    useGoal.setState({ goal: null });
  });
}
