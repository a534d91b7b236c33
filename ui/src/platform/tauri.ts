import { Channel, invoke } from "@tauri-apps/api/core";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { open, save } from "@tauri-apps/plugin-dialog";
import type { AppEvent } from "../bindings";
import { inLastFolder, lastFolder, rememberFolder, withEnding } from "./paths";
import type { Platform } from "./platform";

/** The window's commands by their names in Rust, and the dialogs of the system. */
export const tauriPlatform: Platform = {
  async subscribe(listener) {
    const channel = new Channel<AppEvent>();
    channel.onmessage = listener;
    await invoke("events_subscribe", { channel });
  },
  documents: {
    state: () => invoke("documents_state"),
    create: () => invoke("documents_new"),
    sample: () => invoke("documents_sample"),
    open: (path) => invoke("documents_open", { path }),
    saveAs: (path) => invoke("documents_save_as", { path }),
    close: () => invoke("documents_close"),
    recent: () => invoke("documents_recent"),
    forget: (path) => invoke("documents_forget", { path }),
  },
  extraction: {
    update: (extraction) => invoke("extraction_update", { extraction }),
  },
  values: {
    inspect: (path) => invoke("values_inspect", { path }),
    import: (path, sheet, column) => invoke("values_import", { path, sheet, column }),
  },
  runs: {
    testOne: () => invoke("runs_test_one"),
    start: (request) => invoke("runs_start", { request }),
    estimate: (request) => invoke("runs_estimate", { request }),
    pause: () => invoke("runs_pause"),
    resume: () => invoke("runs_resume"),
    stop: () => invoke("runs_stop"),
    activity: () => invoke("runs_activity"),
  },
  rows: {
    view: (view, firstRows = 0) => invoke("rows_view", { view, firstRows }),
    page: (viewId, offset, limit, columns) => invoke("rows_page", { viewId, offset, limit, columns }),
    detail: (position, page) => invoke("rows_detail", { position, page }),
    summary: (viewId, selection) => invoke("rows_summary", { viewId, selection }),
    copy: (viewId, selection, headers) => invoke("rows_copy", { viewId, selection, headers }),
  },
  shaping: {
    survey: () => invoke("shaping_survey"),
    tree: (position, page) => invoke("shaping_tree", { position, page }),
    preview: (steps) => invoke("shaping_preview", { steps }),
    apply: (steps) => invoke("shaping_apply", { steps }),
    cancel: () => invoke("shaping_cancel"),
  },
  failures: {
    groups: () => invoke("failures_groups"),
    page: (failures, offset, limit) => invoke("failures_page", { failures, offset, limit }),
  },
  exports: {
    start: (options) => invoke("exports_start", { options }),
    cancel: () => invoke("exports_cancel"),
  },
  clipboard: {
    write: (text) => invoke("text_copy", { text }),
  },
  files: {
    async pickOpen(title, kinds) {
      const picked = await open({
        title,
        filters: kinds,
        multiple: false,
        directory: false,
        defaultPath: lastFolder(),
      });
      if (picked) rememberFolder(picked);
      return picked;
    },
    async pickSave(title, kinds, suggestion) {
      const picked = await save({ title, filters: kinds, defaultPath: inLastFolder(suggestion) });
      if (!picked) return null;
      rememberFolder(picked);
      return withEnding(picked, kinds);
    },
    onDrop: (listener) =>
      getCurrentWebview().onDragDropEvent(({ payload }) => {
        if (payload.type !== "drop") return;
        // The position comes in the pixels of the screen.
        const scale = window.devicePixelRatio || 1;
        listener({ paths: payload.paths, x: payload.position.x / scale, y: payload.position.y / scale });
      }),
  },
};
