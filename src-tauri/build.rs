//! Lists the window's commands, so that each is denied unless the capability allows it.

const COMMANDS: &[&str] = &[
    "documents_state",
    "documents_new",
    "documents_sample",
    "documents_open",
    "documents_save_as",
    "documents_close",
    "documents_recent",
    "documents_forget",
    "extraction_update",
    "values_inspect",
    "values_import",
    "runs_test_one",
    "runs_estimate",
    "runs_start",
    "runs_pause",
    "runs_resume",
    "runs_stop",
    "runs_activity",
    "events_subscribe",
    "rows_view",
    "rows_page",
    "rows_detail",
    "rows_summary",
    "rows_copy",
    "text_copy",
    "link_open",
    "image_look",
    "rows_facet",
    "rows_profile",
    "rows_find",
    "rows_find_step",
    "rows_find_marks",
    "rows_group",
    "rows_group_page",
    "rows_group_copy",
    "rows_chart",
    "rows_chart_save",
    "views_list",
    "views_save",
    "views_rename",
    "views_delete",
    "compare_look",
    "compare_start",
    "compare_page",
    "compare_copy",
    "compare_keep",
    "failures_groups",
    "failures_page",
    "shaping_survey",
    "shaping_tree",
    "shaping_preview",
    "shaping_apply",
    "shaping_cancel",
    "exports_start",
    "exports_cancel",
];

fn main() {
    // The user interface is embedded from ../ui/dist: without the folder the context cannot be made, and without the
    // watch a newer build of it would not be noticed.
    std::fs::create_dir_all("../ui/dist").expect("the folder of the built interface can be made");
    println!("cargo:rerun-if-changed=../ui/dist");
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
        .expect("the window's configuration is sound");
}
