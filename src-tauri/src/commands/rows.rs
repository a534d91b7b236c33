use fetchgrid_app::AppError;
use fetchgrid_model::{Anchor, Page, RowDetail, View, ViewInfo};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

#[tauri::command]
pub async fn rows_view(
    state: Managed<'_, State>,
    view: View,
    first_rows: u32,
    anchor: Option<Anchor>,
) -> Result<ViewInfo, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    blocking(move || document.view(&view, first_rows, anchor, &session.views.begin())).await
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
