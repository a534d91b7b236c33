import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ChartRequest, CompareRequest, Grouping, NamedView, RunRequest, ShapeStep, View } from "../bindings";
import type { Platform } from "./platform";
import { tauriPlatform as p } from "./tauri";

const invoke = vi.hoisted(() => vi.fn());
const dialog = vi.hoisted(() => ({ open: vi.fn(), save: vi.fn() }));
vi.mock("@tauri-apps/api/core", () => ({
  invoke,
  Channel: class {
    onmessage: unknown;
  },
}));
vi.mock("@tauri-apps/plugin-dialog", () => dialog);

beforeEach(() => {
  localStorage.clear();
  invoke.mockReset().mockResolvedValue("the answer");
});

const failures = { category: null, status: 404, host: "a.b" };
const request: RunRequest = { mode: "retryFailed", failures, positions: [] };
const view: View = { sort: [], filter: { kind: "all" }, search: "", today: null };
const anchor = { viewId: 3, row: 40 };
const selection = { areas: [{ fromRow: 0, toRow: 2, columns: [1] }] };
const facet = { column: 1, search: "", limit: 9, bins: 0 };
const grouping: Grouping = { by: [{ column: 1, unit: null }], measures: [], sort: null };
const chart: ChartRequest = { kind: "histogram", column: 1, bins: 0 };
const named: NamedView = { id: 0, name: "Mine", view, columns: [] };
const compared: CompareRequest = { path: "/a", keys: [], columns: [] };
const from = { row: 1, column: 0 };
const steps: ShapeStep[] = [{ kind: "name", naming: "short" }];
const extraction = {} as Parameters<Platform["extraction"]["update"]>[0];
const options = {} as Parameters<Platform["exports"]["start"]>[0];

const CALLS: [string, () => Promise<unknown>, Record<string, unknown> | undefined][] = [
  ["documents_state", () => p.documents.state(), undefined],
  ["documents_new", () => p.documents.create(), undefined],
  ["documents_sample", () => p.documents.sample(), undefined],
  ["documents_open", () => p.documents.open("/a"), { path: "/a" }],
  ["documents_save_as", () => p.documents.saveAs("/a"), { path: "/a" }],
  ["documents_close", () => p.documents.close(), undefined],
  ["documents_recent", () => p.documents.recent(), undefined],
  ["documents_forget", () => p.documents.forget("/a"), { path: "/a" }],
  ["extraction_update", () => p.extraction.update(extraction), { extraction }],
  ["values_inspect", () => p.values.inspect("/a"), { path: "/a" }],
  ["values_import", () => p.values.import("/a", null, "c"), { path: "/a", sheet: null, column: "c" }],
  ["runs_test_one", () => p.runs.testOne(), undefined],
  ["runs_start", () => p.runs.start(request), { request }],
  ["runs_estimate", () => p.runs.estimate(request), { request }],
  ["runs_pause", () => p.runs.pause(), undefined],
  ["runs_resume", () => p.runs.resume(), undefined],
  ["runs_stop", () => p.runs.stop(), undefined],
  ["runs_activity", () => p.runs.activity(), undefined],
  ["rows_view", () => p.rows.view(view, 9, anchor), { view, firstRows: 9, anchor }],
  ["rows_page", () => p.rows.page(1, 2, 3, [4]), { viewId: 1, offset: 2, limit: 3, columns: [4] }],
  ["rows_detail", () => p.rows.detail(7, 2), { position: 7, page: 2 }],
  ["rows_summary", () => p.rows.summary(1, selection), { viewId: 1, selection }],
  [
    "rows_copy",
    () => p.rows.copy(1, selection, "csv", true),
    { viewId: 1, selection, style: { format: "csv", headers: true, decimalComma: false } },
  ],
  ["rows_facet", () => p.rows.facet(1, facet), { viewId: 1, request: facet }],
  ["rows_profile", () => p.rows.profile(1, 2), { viewId: 1, column: 2 }],
  ["rows_find", () => p.rows.find(1, "x", [2]), { viewId: 1, text: "x", columns: [2] }],
  [
    "rows_find_step",
    () => p.rows.findStep(1, "x", [2], from, "next"),
    { viewId: 1, text: "x", columns: [2], from, direction: "next" },
  ],
  [
    "rows_find_marks",
    () => p.rows.findMarks(1, "x", 0, 9, [2]),
    { viewId: 1, text: "x", offset: 0, limit: 9, columns: [2] },
  ],
  ["rows_group", () => p.rows.group(1, grouping), { viewId: 1, grouping }],
  ["rows_group_page", () => p.rows.groupPage(1, 0, 9), { groupId: 1, offset: 0, limit: 9 }],
  [
    "rows_group_copy",
    () => p.rows.groupCopy(1, "tsv", true),
    { groupId: 1, style: { format: "tsv", headers: true, decimalComma: false } },
  ],
  ["rows_chart", () => p.rows.chart(1, chart), { viewId: 1, chart }],
  ["rows_chart_save", () => p.rows.saveChart("/a.svg", new Uint8Array([60])), { path: "/a.svg", data: [60] }],
  ["views_list", () => p.views.list(), undefined],
  ["views_save", () => p.views.save(named), { view: named }],
  ["views_rename", () => p.views.rename(1, "Ours"), { id: 1, name: "Ours" }],
  ["views_delete", () => p.views.remove(1), { id: 1 }],
  ["compare_keep", () => p.compare.keep("/a"), { path: "/a" }],
  ["compare_look", () => p.compare.look("/a"), { path: "/a" }],
  ["compare_start", () => p.compare.start(compared), { request: compared }],
  ["compare_page", () => p.compare.page(1, "added", 0, 9), { compareId: 1, which: "added", offset: 0, limit: 9 }],
  [
    "compare_copy",
    () => p.compare.copy(1, "added", "csv", true),
    { compareId: 1, which: "added", style: { format: "csv", headers: true, decimalComma: false } },
  ],
  ["shaping_survey", () => p.shaping.survey(), undefined],
  ["shaping_tree", () => p.shaping.tree(null, 1), { position: null, page: 1 }],
  ["shaping_preview", () => p.shaping.preview(steps), { steps }],
  ["shaping_apply", () => p.shaping.apply(steps), { steps }],
  ["shaping_cancel", () => p.shaping.cancel(), undefined],
  ["link_open", () => p.links.open("https://a.b"), { address: "https://a.b" }],
  ["image_look", () => p.links.picture("https://a.b/c.png"), { address: "https://a.b/c.png" }],
  ["text_copy", () => p.clipboard.write("x"), { text: "x" }],
  ["failures_groups", () => p.failures.groups(), undefined],
  ["failures_page", () => p.failures.page(failures, 0, 9), { failures, offset: 0, limit: 9 }],
  ["exports_start", () => p.exports.start(options), { options }],
  ["exports_cancel", () => p.exports.cancel(), undefined],
];

describe("each method calls its command", () => {
  it.each(CALLS)("%s", async (name, call, args) => {
    expect(await call()).toBe("the answer");
    expect(invoke.mock.calls).toEqual([args ? [name, args] : [name]]);
  });
});

it("calls exactly the commands that the window allows", () => {
  const [build = ""] = Object.values(
    import.meta.glob<string>("../../../src-tauri/build.rs", { eager: true, query: "?raw", import: "default" }),
  );
  const list = /COMMANDS[^[]*\[\s*&str\s*\]\s*=\s*&\[([^\]]*)\]|COMMANDS: &\[&str\] = &\[([^\]]*)\]/.exec(build);
  const allowed = [...(list?.[1] ?? list?.[2] ?? "").matchAll(/"([a-z_]+)"/g)].map((match) => match[1]);
  expect(allowed.length).toBeGreaterThan(20);
  expect([...CALLS.map(([name]) => name), "events_subscribe"].sort()).toEqual(allowed.sort());
});

it("listens on a channel", async () => {
  const listener = vi.fn();
  await p.subscribe(listener);
  const [name, args] = invoke.mock.calls[0] ?? [];
  expect(name).toBe("events_subscribe");
  expect(args.channel.onmessage).toBe(listener);
});

it("asks for files in the dialogs of the system", async () => {
  const kinds = [{ name: "Lists", extensions: ["csv"] }];
  dialog.open.mockResolvedValue("/a.csv");
  dialog.save.mockResolvedValue(null);
  expect(await p.files.pickOpen("Pick", kinds)).toBe("/a.csv");
  expect(dialog.open.mock.calls[0]?.[0]).toMatchObject({ title: "Pick", filters: kinds, multiple: false });
  expect(await p.files.pickSave("Save", kinds, "x.csv")).toBeNull();
  expect(dialog.save.mock.calls[0]?.[0]).toMatchObject({ title: "Save", filters: kinds, defaultPath: "x.csv" });
});

it.each([
  ["/home/ana/lists/a.csv", "/home/ana/lists", "/home/ana/lists/x.csv"],
  ["C:\\Data\\a.csv", "C:\\Data", "C:\\Data\\x.csv"],
])("begins the next dialog where %s was", async (picked, folder, suggested) => {
  const kinds = [{ name: "Lists", extensions: ["csv", "txt"] }];
  dialog.open.mockReset().mockResolvedValue(picked);
  dialog.save.mockReset().mockResolvedValue(`${folder}/out`);
  await p.files.pickOpen("Pick", kinds);
  // What the dialog of the system leaves out is added.
  expect(await p.files.pickSave("Save", kinds, "x.csv")).toBe(`${folder}/out.csv`);
  expect(dialog.save.mock.calls[0]?.[0]).toMatchObject({ defaultPath: suggested });
  await p.files.pickOpen("Pick", kinds);
  expect(dialog.open.mock.calls[1]?.[0]).toMatchObject({ defaultPath: folder });
});
