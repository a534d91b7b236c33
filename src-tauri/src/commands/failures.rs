use fetchgrid_app::AppError;
use fetchgrid_model::{FailedPage, FailureFilter, FailureGroup};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

#[tauri::command]
pub async fn failures_groups(state: Managed<'_, State>) -> Result<Vec<FailureGroup>, AppError> {
    let document = state.document()?;
    blocking(move || document.failure_groups()).await
}

#[tauri::command]
pub async fn failures_page(
    state: Managed<'_, State>,
    failures: FailureFilter,
    offset: u64,
    limit: u32,
) -> Result<FailedPage, AppError> {
    let document = state.document()?;
    blocking(move || document.failed_page(&failures, offset, limit)).await
}
