import { useLayoutEffect } from "react";
import { chooseAndOpen, newDocument, saveAs } from "../features/documents";
import { findNext, findPrevious, redoLook, setGoToOpen, undoLook } from "../features/results";
import { requestRun, requestStop, requestTest } from "../features/run";
import { redoShaping, undoShaping } from "../features/shape";
import { documentStore, isActive } from "./document";
import { KEYS, type KeyName, matches } from "./keys";
import { changeTextSize } from "./textSize";
import { isWideFrame } from "./useFrame";
import { activeTab, requestFind, setExportOpen, setHelpOpen, shutTopPanel, toggleLeft } from "./window";

interface Action {
  needsDocument: boolean;
  run: () => unknown;
  /** Whether the key is this action's where it was pressed; it is when nothing is said. */
  isFor?: (target: Element | null) => boolean;
}

const ACTIONS: Record<KeyName, Action> = {
  run: { needsDocument: true, run: requestRun },
  testOne: { needsDocument: true, run: requestTest },
  stop: { needsDocument: true, run: stopOrShut },
  find: { needsDocument: true, run: requestFind },
  findNext: { needsDocument: true, run: findNext, isFor: isInResults },
  findPrevious: { needsDocument: true, run: findPrevious, isFor: isInResults },
  goTo: { needsDocument: true, run: () => setGoToOpen(true), isFor: isInResults },
  export: { needsDocument: true, run: () => setExportOpen(true) },
  saveAs: { needsDocument: true, run: saveAs },
  open: { needsDocument: false, run: chooseAndOpen },
  new: { needsDocument: false, run: newDocument },
  undo: { needsDocument: true, run: () => (activeTab() === "shape" ? undoShaping() : undoLook()), isFor: isUndone },
  redo: { needsDocument: true, run: () => (activeTab() === "shape" ? redoShaping() : redoLook()), isFor: isUndone },
  setup: { needsDocument: true, run: toggleLeft },
  larger: { needsDocument: false, run: () => changeTextSize(1) },
  smaller: { needsDocument: false, run: () => changeTextSize(-1) },
  normal: { needsDocument: false, run: () => changeTextSize(0) },
  help: { needsDocument: false, run: () => setHelpOpen(true) },
};

/** Esc shuts what lies over the grid first, and only stops a run when nothing does. */
function stopOrShut(): void {
  if (!isWideFrame() && shutTopPanel()) return;
  if (isActive(documentStore.getState().progress)) void requestStop();
}

const IS_TYPED = 'input:not([type="checkbox"]):not([type="radio"]), textarea, [contenteditable="true"]';

/**
 * In a text that is being typed the letters are undone; everywhere else on the Shape tab, and in its texts, the steps; on the
 * Results tab what was done to the view.
 */
function isUndone(target: Element | null): boolean {
  const typed = target?.closest<HTMLElement>(IS_TYPED);
  if (activeTab() === "results") return !typed;
  return activeTab() === "shape" && (!typed || typed.dataset.undoes === "steps");
}

function isInResults(): boolean {
  return activeTab() === "results";
}

/** Whether a dialog or a menu is open: the keys belong to it, then. */
function isCovered(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}

/** A tip that is seen: Esc takes it away, and does nothing else. */
function isTipShown(): boolean {
  const { pressed, menu } = document.documentElement.dataset;
  return pressed === undefined && menu === undefined && document.querySelector('[role="tooltip"]') !== null;
}

/** Where Ctrl+A has a meaning of its own. */
const HAS_SELECTION = 'input, textarea, [contenteditable="true"], canvas, [role="grid"], [data-selectable]';

/** The keys of the whole window. */
export function useShortcuts(): void {
  // In the layout phase, so that `look` hears of a key before any dialog shuts by it.
  useLayoutEffect(() => {
    let wasCovered = false;
    let wasTipShown = false;
    const look = () => {
      wasCovered = isCovered();
      wasTipShown = isTipShown();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      // Esc first belongs to whatever has the focus (a cell editor, a search box).
      if (event.defaultPrevented) return;
      if (matches(event, "Mod+A")) {
        const target = event.target instanceof Element ? event.target : null;
        // Not the whole window in blue.
        if (!target?.closest(HAS_SELECTION)) event.preventDefault();
        return;
      }
      const name = (Object.keys(KEYS) as KeyName[]).find((one) => matches(event, KEYS[one]));
      if (!name) return;
      const action = ACTIONS[name];
      if (action.isFor && !action.isFor(event.target instanceof Element ? event.target : null)) return;
      if (name === "stop" && wasTipShown) return;
      if (wasCovered) {
        // Not the web view's own find bar or print dialog either.
        if (name !== "stop") event.preventDefault();
        return;
      }
      if (name !== "stop") event.preventDefault();
      if (action.needsDocument && !documentStore.getState().document) return;
      action.run();
    };
    window.addEventListener("keydown", look, true);
    window.addEventListener("keydown", onKeyDown);
    return () => {
      window.removeEventListener("keydown", look, true);
      window.removeEventListener("keydown", onKeyDown);
    };
  }, []);
}
