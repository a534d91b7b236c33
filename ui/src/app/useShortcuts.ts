import { useLayoutEffect } from "react";
import { chooseAndOpen, newDocument, saveAs } from "../features/documents";
import { findNext, findPrevious, setGoToOpen } from "../features/results";
import { requestRun, requestStop, requestTest } from "../features/run";
import { documentStore, isActive } from "./document";
import { KEYS, type KeyName, matches } from "./keys";
import { changeTextSize } from "./textSize";
import { isUndone, redo, typedIn, undo } from "./undo";
import { isWideFrame } from "./useFrame";
import { activeTab, requestFind, setExportOpen, setHelpOpen, shutTopPanel, toggleLeft } from "./window";

interface Action {
  needsDocument: boolean;
  run: () => unknown;
  /** Whether the key is this action's where the window is now; it is when nothing is said. */
  isFor?: () => boolean;
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
  undo: { needsDocument: true, run: undo, isFor: isUndone },
  redo: { needsDocument: true, run: redo, isFor: isUndone },
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
      const target = event.target instanceof Element ? event.target : null;
      if (matches(event, "Mod+A")) {
        // Not the whole window in blue.
        if (!target?.closest(HAS_SELECTION)) event.preventDefault();
        return;
      }
      const name = (Object.keys(KEYS) as KeyName[]).find((one) => matches(event, KEYS[one]));
      if (!name) return;
      if ((name === "undo" || name === "redo") && typedIn(target)) {
        // Not every web view has these keys of its own.
        event.preventDefault();
        document.execCommand(name);
        return;
      }
      const action = ACTIONS[name];
      if (action.isFor && !action.isFor()) return;
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
