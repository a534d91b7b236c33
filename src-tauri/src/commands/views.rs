use fetchgrid_app::AppError;
use fetchgrid_model::NamedView;
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

#[tauri::command]
pub async fn views_list(state: Managed<'_, State>) -> Result<Vec<NamedView>, AppError> {
    let document = state.document()?;
    blocking(move || document.named_views()).await
}

#[tauri::command]
pub async fn views_save(state: Managed<'_, State>, view: NamedView) -> Result<Vec<NamedView>, AppError> {
    let document = state.document()?;
    blocking(move || document.save_view(view)).await
}

#[tauri::command]
pub async fn views_rename(state: Managed<'_, State>, id: i64, name: String) -> Result<Vec<NamedView>, AppError> {
    let document = state.document()?;
    blocking(move || document.rename_view(id, &name)).await
}

#[tauri::command]
pub async fn views_delete(state: Managed<'_, State>, id: i64) -> Result<Vec<NamedView>, AppError> {
    let document = state.document()?;
    blocking(move || document.delete_view(id)).await
}
