import { create } from "zustand";

/** The tabs in the middle. */
export type TabName = "results" | "failed" | "preview" | "activity";

interface WindowState {
  tab: TabName;
  /** Place in the plan of the request whose details the right panel shows; null: the panel is shut. */
  selectedRow: number | null;
  exportOpen: boolean;
  helpOpen: boolean;
  /** Grows by one with every Ctrl+F; the Results tab focuses its search box when it changes. */
  findRequest: number;
  leftOpen: boolean;
}

/** What the window shows, none of which the backend needs to know. */
const useWindow = create<WindowState>(() => ({
  tab: "results",
  selectedRow: null,
  exportOpen: false,
  helpOpen: false,
  findRequest: 0,
  leftOpen: true,
}));

/** The active tab in the middle. */
export const useActiveTab = () => useWindow((state) => state.tab);
export const showTab = (tab: TabName) => useWindow.setState({ tab });

/** Position (place in the plan, from 0) of the request in the detail panel, or null while the panel is shut. */
export const useSelectedRow = () => useWindow((state) => state.selectedRow);
/** Opens the detail panel on a request; null shuts it. */
export const selectRow = (position: number | null) => useWindow.setState({ selectedRow: position });

/** Whether the export dialog is open. `app/` renders `<ExportDialog />` always; the dialog reads this. */
export const useExportOpen = () => useWindow((state) => state.exportOpen);
export const setExportOpen = (exportOpen: boolean) => useWindow.setState({ exportOpen });

/** A counter that grows when the user asks for the quick find (Ctrl+F); 0 until then. */
export const useFindRequest = () => useWindow((state) => state.findRequest);
export const requestFind = () =>
  useWindow.setState((state) => ({ tab: "results", findRequest: state.findRequest + 1 }));

export const useHelpOpen = () => useWindow((state) => state.helpOpen);
export const setHelpOpen = (helpOpen: boolean) => useWindow.setState({ helpOpen });

export const useLeftOpen = () => useWindow((state) => state.leftOpen);
export const setLeftOpen = (leftOpen: boolean) => useWindow.setState({ leftOpen });
export const toggleLeft = () => useWindow.setState((state) => ({ leftOpen: !state.leftOpen }));

/** Back to how the window looks for a document that was just opened. */
export const resetWindow = () =>
  useWindow.setState({ tab: "results", selectedRow: null, exportOpen: false, helpOpen: false });
