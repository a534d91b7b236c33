//! The doorways from the window: take state, call one use-case, give back its answer.

mod charts;
mod compare;
pub mod documents;
mod events;
mod exports;
mod extraction;
mod facets;
mod failures;
mod find;
mod groups;
mod links;
mod rows;
mod runs;
mod selection;
mod shaping;
mod values;
mod views;

use fetchgrid_app::{AppError, ErrorCode};
use tauri::Wry;
use tauri::ipc::Invoke;

pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        documents::documents_state,
        documents::documents_new,
        documents::documents_sample,
        documents::documents_open,
        documents::documents_save_as,
        documents::documents_close,
        documents::documents_recent,
        documents::documents_forget,
        extraction::extraction_update,
        values::values_inspect,
        values::values_import,
        runs::runs_test_one,
        runs::runs_estimate,
        runs::runs_start,
        runs::runs_pause,
        runs::runs_resume,
        runs::runs_stop,
        runs::runs_activity,
        events::events_subscribe,
        rows::rows_view,
        rows::rows_page,
        rows::rows_detail,
        selection::rows_summary,
        selection::rows_copy,
        selection::text_copy,
        links::link_open,
        links::image_look,
        facets::rows_facet,
        facets::rows_profile,
        find::rows_find,
        find::rows_find_step,
        find::rows_find_marks,
        groups::rows_group,
        groups::rows_group_page,
        groups::rows_group_copy,
        charts::rows_chart,
        charts::rows_chart_save,
        views::views_list,
        views::views_save,
        views::views_rename,
        views::views_delete,
        compare::compare_look,
        compare::compare_start,
        compare::compare_page,
        compare::compare_copy,
        compare::compare_keep,
        shaping::shaping_survey,
        shaping::shaping_tree,
        shaping::shaping_preview,
        shaping::shaping_apply,
        shaping::shaping_cancel,
        failures::failures_groups,
        failures::failures_page,
        exports::exports_start,
        exports::exports_cancel,
    ]
}

/// Runs what reads or writes the disk on a thread that may wait.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    match tauri::async_runtime::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(AppError {
            code: ErrorCode::Internal,
            message: "Something went wrong inside Fetchgrid. What was fetched is kept.".into(),
            detail: Some(error.to_string()),
        }),
    }
}
