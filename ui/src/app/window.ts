import { create } from "zustand";
import type { ExportScope, FailureFilter, Grouping } from "../bindings";
import type { AnswerRef } from "./answerRef";
import { NO_GROUPING } from "./view";

/** The tabs in the middle. */
export type TabName = "results" | "failed" | "shape" | "preview" | "activity";

/** The tabs whose rows are requests: each has its own in the right panel. */
export type RowTab = "results" | "failed";

const NO_ROWS: Record<RowTab, AnswerRef | null> = { results: null, failed: null };

interface WindowState {
  tab: TabName;
  /** For each tab with rows: the answer whose details the right panel shows; null: it is shut. */
  selectedRows: Record<RowTab, AnswerRef | null>;
  exportOpen: boolean;
  /** The dialog was asked for the list of these failed requests. */
  exportFailures: FailureFilter | null;
  /** The dialog was asked for this part of the table; null: for none in particular. */
  exportScope: ExportScope | null;
  exportGrouping: Grouping;
  helpOpen: boolean;
  /** Grows by one with every Ctrl+F; the Results tab focuses its search box when it changes. */
  findRequest: number;
  /** Grows by one when the user is sent to the sign-in; step 1 opens its headers and focuses them when it changes. */
  signInRequest: number;
  leftOpen: boolean;
}

/** What the window shows, none of which the backend needs to know. */
const useWindow = create<WindowState>(() => ({
  tab: "results",
  selectedRows: NO_ROWS,
  exportOpen: false,
  exportFailures: null,
  exportScope: null,
  exportGrouping: NO_GROUPING,
  helpOpen: false,
  findRequest: 0,
  signInRequest: 0,
  leftOpen: true,
}));

/** The active tab in the middle. */
export const useActiveTab = () => useWindow((state) => state.tab);
/** For code outside React. */
export const activeTab = (): TabName => useWindow.getState().tab;
export const showTab = (tab: TabName) => useWindow.setState({ tab });

const rowTab = (tab: TabName): RowTab => (tab === "failed" ? "failed" : "results");

/**
 * The answer in the detail panel, or null while the panel is shut. Of the tab that is seen, unless another one is asked
 * for.
 */
export const useSelectedRow = (tab?: RowTab) => useWindow((state) => state.selectedRows[tab ?? rowTab(state.tab)]);
/** Whether there is one. Asked apart: what only opens and shuts with the panel is not drawn anew with every row. */
export const useIsRowSelected = (tab?: RowTab) =>
  useWindow((state) => state.selectedRows[tab ?? rowTab(state.tab)] !== null);
/** Whether the tab that is seen has one, for code outside React. */
export const isRowSelected = (): boolean => {
  const { selectedRows, tab } = useWindow.getState();
  return selectedRows[rowTab(tab)] !== null;
};
/** Opens the detail panel on an answer of a tab; null shuts it. */
export const selectRow = (answer: AnswerRef | null, tab?: RowTab) =>
  useWindow.setState(({ selectedRows, tab: seen }) => ({
    selectedRows: { ...selectedRows, [tab ?? rowTab(seen)]: answer },
  }));
/** Shuts the detail panel of every tab. */
export const selectNoRow = () => useWindow.setState({ selectedRows: NO_ROWS });

/** Whether the export dialog is open. `app/` renders `<ExportDialog />` always; the dialog reads this. */
export const useExportOpen = () => useWindow((state) => state.exportOpen);
export const setExportOpen = (exportOpen: boolean) =>
  useWindow.setState({ exportOpen, exportFailures: null, exportScope: null });
/** Opens the export dialog for a part of the table; for groups, with what they are made of. */
export const openExport = (exportScope: ExportScope, exportGrouping = NO_GROUPING) =>
  useWindow.setState({ exportOpen: true, exportFailures: null, exportScope, exportGrouping });
export const useExportScope = () => useWindow((state) => state.exportScope);
export const useExportGrouping = () => useWindow((state) => state.exportGrouping);
/** Opens the export dialog for the list of failed requests: of these alone, or of all. */
export const exportFailed = (exportFailures: FailureFilter) =>
  useWindow.setState({ exportOpen: true, exportFailures, exportScope: null });
export const useExportFailures = () => useWindow((state) => state.exportFailures);

/** A counter that grows when the user asks for the quick find (Ctrl+F); 0 until then. */
export const useFindRequest = () => useWindow((state) => state.findRequest);
export const requestFind = () =>
  useWindow.setState((state) => ({ tab: "results", findRequest: state.findRequest + 1 }));

export const useSignInRequest = () => useWindow((state) => state.signInRequest);
/** Shows where the key is typed. */
export const goToSignIn = () =>
  useWindow.setState((state) => ({ leftOpen: true, signInRequest: state.signInRequest + 1 }));

export const useHelpOpen = () => useWindow((state) => state.helpOpen);
export const setHelpOpen = (helpOpen: boolean) => useWindow.setState({ helpOpen });

export const useLeftOpen = () => useWindow((state) => state.leftOpen);
export const setLeftOpen = (leftOpen: boolean) => useWindow.setState({ leftOpen });
export const toggleLeft = () => useWindow.setState((state) => ({ leftOpen: !state.leftOpen }));

/** Shuts the panel that lies over the others; false when none is open. For a narrow window, where panels lie over the grid. */
export function shutTopPanel(): boolean {
  if (isRowSelected()) selectRow(null);
  else if (useWindow.getState().leftOpen) setLeftOpen(false);
  else return false;
  return true;
}

/** Back to how the window looks for a document that was just opened. */
export const resetWindow = () =>
  useWindow.setState({
    tab: "results",
    selectedRows: NO_ROWS,
    exportOpen: false,
    exportFailures: null,
    exportScope: null,
    helpOpen: false,
  });
