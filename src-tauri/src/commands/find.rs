use fetchgrid_app::AppError;
use fetchgrid_model::{CellPosition, FindDirection, FindHit, FindSummary};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

#[tauri::command]
pub async fn rows_find(
    state: Managed<'_, State>,
    view_id: u64,
    text: String,
    columns: Vec<i64>,
) -> Result<FindSummary, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    blocking(move || document.find(view_id, &text, &columns, &session.finds.begin())).await
}

#[tauri::command]
pub async fn rows_find_step(
    state: Managed<'_, State>,
    view_id: u64,
    text: String,
    columns: Vec<i64>,
    from: Option<CellPosition>,
    direction: FindDirection,
) -> Result<Option<FindHit>, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    blocking(move || document.find_step(view_id, &text, &columns, from, direction, &session.finds.begin())).await
}

/// Which cells of a page contain the text.
#[tauri::command]
pub async fn rows_find_marks(
    state: Managed<'_, State>,
    view_id: u64,
    text: String,
    offset: u64,
    limit: u32,
    columns: Vec<i64>,
) -> Result<Vec<CellPosition>, AppError> {
    let document = state.document()?;
    blocking(move || document.find_marks(view_id, &text, offset, limit, &columns)).await
}
