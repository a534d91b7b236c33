use fetchgrid_app::AppError;
use fetchgrid_model::ExportOptions;
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

/// Resolves when the file is on disk; events tell how far it is.
#[tauri::command]
pub async fn exports_start(state: Managed<'_, State>, options: ExportOptions) -> Result<u64, AppError> {
    let document = state.document()?;
    blocking(move || document.export(&options)).await
}

#[tauri::command]
pub async fn exports_cancel(state: Managed<'_, State>) -> Result<(), AppError> {
    state.document()?.cancel_export();
    Ok(())
}
