import type { AppEvent, ExportOptions } from "../../bindings";
import type { Platform } from "../platform";
import type { Command } from "./command";
import type { FakeDocument } from "./document";
import { groupsOf } from "./rows/groups";
import { orderOf } from "./rows/order";

interface Surroundings {
  need: () => FakeDocument;
  emit: (event: AppEvent) => void;
  command: Command;
}

/** The export commands of the fake, and what a tick does to the one that goes on. */
export function createExporting({ need, emit, command }: Surroundings) {
  let exporting: { options: ExportOptions; rows: number } | null = null;

  const totalOf = ({ scope, failures, view, selection, grouping }: ExportOptions) => {
    const table = need().table();
    if (scope === "failed") return need().matching(failures).length;
    if (scope === "all") return table.rows;
    const order = orderOf(table, view);
    if (scope === "groups") return groupsOf(table, order, grouping).rows.length;
    return scope === "view"
      ? order.length
      : Math.max(0, ...selection.areas.map(({ fromRow, toRow }) => Math.min(toRow, order.length) - fromRow));
  };

  const exports: Platform["exports"] = {
    start: command("exports.start", (asked: ExportOptions) => {
      exporting = { options: asked, rows: 0 };
      emit({
        kind: "export",
        progress: { path: asked.path, state: "running", rows: 0, total: totalOf(asked), error: null },
      });
      return null;
    }),
    cancel: command("exports.cancel", () => {
      if (exporting) {
        const { options: asked, rows } = exporting;
        exporting = null;
        emit({
          kind: "export",
          progress: { path: asked.path, state: "cancelled", rows, total: totalOf(asked), error: null },
        });
      }
      return null;
    }),
  };

  /** A part of the rows is written. */
  const tick = () => {
    if (exporting) {
      const total = totalOf(exporting.options);
      exporting.rows = Math.min(total, exporting.rows + Math.max(1, Math.ceil(total / 8)));
      const state = exporting.rows === total ? "finished" : "running";
      emit({
        kind: "export",
        progress: { path: exporting.options.path, state, rows: exporting.rows, total, error: null },
      });
      if (state === "finished") exporting = null;
    }
  };
  return { exports, tick };
}
