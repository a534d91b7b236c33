use std::path::PathBuf;

use fetchgrid_app::AppError;
use fetchgrid_model::{FileColumns, ValueSource};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

#[tauri::command]
pub async fn values_inspect(state: Managed<'_, State>, path: PathBuf) -> Result<FileColumns, AppError> {
    let document = state.document()?;
    blocking(move || document.inspect_values(&path)).await
}

#[tauri::command]
pub async fn values_import(
    state: Managed<'_, State>,
    path: PathBuf,
    sheet: Option<String>,
    column: Option<String>,
) -> Result<ValueSource, AppError> {
    let document = state.document()?;
    blocking(move || document.import_values(&path, sheet.as_deref(), column.as_deref())).await
}
