import { ALL_FAILURES } from "../../app/runRequest";
import { NO_GROUPING, NO_SELECTION, PLAIN_VIEW } from "../../app/view";
import type {
  ExportFormat,
  ExportOptions,
  ExportScope,
  FailureFilter,
  Grouping,
  Selection,
  View,
} from "../../bindings";

export const FORMATS: readonly ExportFormat[] = ["xlsx", "csv", "json", "ndjson"];

/** What the user chose in the dialog; kept from one export to the next. */
export interface ExportChoice {
  format: ExportFormat;
  scope: ExportScope;
  requestColumns: boolean;
  byteOrderMark: boolean;
}

/** Excel's own format first: most who export open it there. The mark is on because without it Excel garbles accents. */
export const FIRST_CHOICE: ExportChoice = { format: "xlsx", scope: "all", requestColumns: false, byteOrderMark: true };

/** What the table shows and what of it is selected or put together. */
export interface Exported {
  view: View;
  columns: number[];
  selection: Selection;
  grouping: Grouping;
}

/** These are parts of the view; the others have nothing to do with it. */
const IS_OF_VIEW: Record<ExportScope, boolean> = {
  all: false,
  view: true,
  selection: true,
  groups: true,
  failed: false,
};

/** The list of failed requests tells of them anyway; cells and groups are no whole rows. */
export const HAS_REQUEST_COLUMNS: Record<ExportScope, boolean> = {
  all: true,
  view: true,
  selection: false,
  groups: false,
  failed: false,
};

export function exportOptions(
  choice: ExportChoice,
  path: string,
  shown: Exported,
  failures: FailureFilter = ALL_FAILURES,
): ExportOptions {
  const { scope } = choice;
  return {
    path,
    format: choice.format,
    scope,
    view: IS_OF_VIEW[scope] ? shown.view : PLAIN_VIEW,
    columns: scope === "view" ? shown.columns : [],
    selection: scope === "selection" ? shown.selection : NO_SELECTION,
    grouping: scope === "groups" ? shown.grouping : NO_GROUPING,
    failures: scope === "failed" ? failures : ALL_FAILURES,
    requestColumns: HAS_REQUEST_COLUMNS[scope] && choice.requestColumns,
    byteOrderMark: choice.format === "csv" && choice.byteOrderMark,
  };
}

/** Letters that some system does not take in a file's name. */
const FORBIDDEN = /[<>:"/\\|?*]/g;

/** The name that the save dialog begins with. */
export function suggestedName(document: string, format: ExportFormat): string {
  const name = document.replace(FORBIDDEN, "-").trim() || "export";
  return `${name}.${format}`;
}

/** More cells than this do not belong on a clipboard: the other program would choke on them. */
export const MAX_CLIPBOARD_CELLS = 500_000;
