use fetchgrid_app::AppError;
use fetchgrid_model::{Check, Extraction};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

#[tauri::command]
pub async fn extraction_update(state: Managed<'_, State>, extraction: Extraction) -> Result<Check, AppError> {
    let document = state.document()?;
    blocking(move || document.update(extraction)).await
}
