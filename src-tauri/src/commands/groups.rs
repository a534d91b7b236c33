use fetchgrid_app::AppError;
use fetchgrid_model::{CopyStyle, GroupInfo, GroupPage, Grouping};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

#[tauri::command]
pub async fn rows_group(state: Managed<'_, State>, view_id: u64, grouping: Grouping) -> Result<GroupInfo, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    blocking(move || document.group(view_id, &grouping, &session.groups.begin())).await
}

#[tauri::command]
pub async fn rows_group_page(
    state: Managed<'_, State>,
    group_id: u64,
    offset: u64,
    limit: u32,
) -> Result<GroupPage, AppError> {
    let document = state.document()?;
    blocking(move || document.group_page(group_id, offset, limit)).await
}

/// Puts the whole table of groups on the clipboard and tells the number of cells.
#[tauri::command]
pub async fn rows_group_copy(state: Managed<'_, State>, group_id: u64, style: CopyStyle) -> Result<u64, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    let (text, cells) = blocking(move || document.copy_groups(group_id, style, &session.copies.begin())).await?;
    state.clipboard.put(text)?;
    Ok(cells)
}
