import { ALL_FAILURES } from "../../app/runRequest";
import type { ExportFormat, ExportOptions, ExportScope, FailureFilter, View } from "../../bindings";

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

const WHOLE: View = { sort: null, search: "" };

export function exportOptions(
  choice: ExportChoice,
  path: string,
  shown: { view: View; columns: number[] },
  failures: FailureFilter = ALL_FAILURES,
): ExportOptions {
  const isView = choice.scope === "view";
  return {
    path,
    format: choice.format,
    scope: choice.scope,
    view: isView ? shown.view : WHOLE,
    columns: isView ? shown.columns : [],
    failures: choice.scope === "failed" ? failures : ALL_FAILURES,
    // The list of failed requests tells of them anyway.
    requestColumns: choice.scope !== "failed" && choice.requestColumns,
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
