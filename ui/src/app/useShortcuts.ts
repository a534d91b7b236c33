import { useEffect } from "react";
import { chooseAndOpen, newDocument, saveAs } from "../features/documents";
import { requestRun, requestStop, requestTest } from "../features/run";
import { documentStore } from "./document";
import { KEYS, type KeyName, matches } from "./keys";
import { changeTextSize } from "./textSize";
import { requestFind, setExportOpen, setHelpOpen, toggleLeft } from "./window";

const ACTIONS: Record<KeyName, { needsDocument: boolean; run: () => unknown }> = {
  run: { needsDocument: true, run: requestRun },
  testOne: { needsDocument: true, run: requestTest },
  stop: { needsDocument: true, run: requestStop },
  find: { needsDocument: true, run: requestFind },
  export: { needsDocument: true, run: () => setExportOpen(true) },
  saveAs: { needsDocument: true, run: saveAs },
  open: { needsDocument: false, run: chooseAndOpen },
  new: { needsDocument: false, run: newDocument },
  setup: { needsDocument: true, run: toggleLeft },
  larger: { needsDocument: false, run: () => changeTextSize(1) },
  smaller: { needsDocument: false, run: () => changeTextSize(-1) },
  normal: { needsDocument: false, run: () => changeTextSize(0) },
  help: { needsDocument: false, run: () => setHelpOpen(true) },
};

/** Whether a dialog or a menu is open: the keys belong to it, then. */
function isCovered(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}

/** The keys of the whole window. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // Esc first belongs to whatever has the focus (a cell editor, a search box).
      if (event.defaultPrevented) return;
      const name = (Object.keys(KEYS) as KeyName[]).find((one) => matches(event, KEYS[one]));
      if (!name) return;
      const action = ACTIONS[name];
      if (isCovered()) {
        // Not the web view's own find bar or print dialog either.
        if (name !== "stop") event.preventDefault();
        return;
      }
      if (name !== "stop") event.preventDefault();
      if (action.needsDocument && !documentStore.getState().document) return;
      action.run();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
