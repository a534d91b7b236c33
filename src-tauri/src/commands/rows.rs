use fetchgrid_app::AppError;
use fetchgrid_model::{Page, RowDetail, Selection, SelectionSummary, View, ViewInfo};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

#[tauri::command]
pub async fn rows_view(state: Managed<'_, State>, view: View, first_rows: u32) -> Result<ViewInfo, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    blocking(move || document.view(&view, first_rows, &session.views.begin())).await
}

#[tauri::command]
pub async fn rows_page(
    state: Managed<'_, State>,
    view_id: u64,
    offset: u64,
    limit: u32,
    columns: Vec<i64>,
) -> Result<Page, AppError> {
    let document = state.document()?;
    blocking(move || document.page(view_id, offset, limit, &columns)).await
}

#[tauri::command]
pub async fn rows_detail(state: Managed<'_, State>, position: u64, page: u32) -> Result<RowDetail, AppError> {
    let document = state.document()?;
    blocking(move || document.detail(position, page)).await
}

#[tauri::command]
pub async fn rows_summary(
    state: Managed<'_, State>,
    view_id: u64,
    selection: Selection,
) -> Result<SelectionSummary, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    blocking(move || document.summarise(view_id, &selection, &session.summaries.begin())).await
}

/// Puts the selection on the clipboard and tells the number of cells.
#[tauri::command]
pub async fn rows_copy(
    state: Managed<'_, State>,
    view_id: u64,
    selection: Selection,
    headers: bool,
) -> Result<u64, AppError> {
    let document = state.document()?;
    let (text, cells) = blocking(move || document.copy_text(view_id, &selection, headers)).await?;
    state.clipboard.put(text)?;
    Ok(cells)
}

/// Puts any other text of the window on the clipboard: an address, a list of failed values.
#[tauri::command]
pub async fn text_copy(state: Managed<'_, State>, text: String) -> Result<(), AppError> {
    state.clipboard.put(text)
}
