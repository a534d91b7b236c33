import { Channel, invoke } from "@tauri-apps/api/core";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { getCurrentWindow } from "@tauri-apps/api/window";
import { open, save } from "@tauri-apps/plugin-dialog";
import { decimalSign } from "../app/format";
import type { AppEvent, CopyFormat, CopyStyle } from "../bindings";
import { inLastFolder, lastFolder, rememberFolder, withEnding } from "./paths";
import type { Platform } from "./platform";

/** A spreadsheet reads what is pasted by the user's own signs. */
const styleOf = (format: CopyFormat, headers: boolean): CopyStyle => ({
  format,
  headers,
  decimalComma: decimalSign() === ",",
});

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
    view: (view, firstRows = 0, anchor = null) => invoke("rows_view", { view, firstRows, anchor }),
    page: (viewId, offset, limit, columns) => invoke("rows_page", { viewId, offset, limit, columns }),
    detail: (position, page) => invoke("rows_detail", { position, page }),
    facet: (viewId, request) => invoke("rows_facet", { viewId, request }),
    profile: (viewId, column) => invoke("rows_profile", { viewId, column }),
    find: (viewId, text, columns) => invoke("rows_find", { viewId, text, columns }),
    findStep: (viewId, text, columns, from, direction) =>
      invoke("rows_find_step", { viewId, text, columns, from, direction }),
    findMarks: (viewId, text, offset, limit, columns) =>
      invoke("rows_find_marks", { viewId, text, offset, limit, columns }),
    summary: (viewId, selection) => invoke("rows_summary", { viewId, selection }),
    copy: (viewId, selection, format, headers) =>
      invoke("rows_copy", { viewId, selection, style: styleOf(format, headers) }),
    group: (viewId, grouping) => invoke("rows_group", { viewId, grouping }),
    groupPage: (groupId, offset, limit) => invoke("rows_group_page", { groupId, offset, limit }),
    groupCopy: (groupId, format, headers) => invoke("rows_group_copy", { groupId, style: styleOf(format, headers) }),
    chart: (viewId, chart) => invoke("rows_chart", { viewId, chart }),
    saveChart: (path, data) => invoke("rows_chart_save", { path, data: [...data] }),
  },
  views: {
    list: () => invoke("views_list"),
    save: (view) => invoke("views_save", { view }),
    rename: (id, name) => invoke("views_rename", { id, name }),
    remove: (id) => invoke("views_delete", { id }),
  },
  compare: {
    keep: (path) => invoke("compare_keep", { path }),
    look: (path) => invoke("compare_look", { path }),
    start: (request) => invoke("compare_start", { request }),
    page: (compareId, which, offset, limit) => invoke("compare_page", { compareId, which, offset, limit }),
    copy: (compareId, which, format, headers) =>
      invoke("compare_copy", { compareId, which, style: styleOf(format, headers) }),
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
  links: {
    open: (address) => invoke("link_open", { address }),
    picture: (address) => invoke("image_look", { address }),
  },
  clipboard: {
    write: (text) => invoke("text_copy", { text }),
  },
  window: {
    setTheme: (theme) => getCurrentWindow().setTheme(theme),
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
