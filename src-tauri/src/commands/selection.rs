use fetchgrid_app::AppError;
use fetchgrid_model::{CopyStyle, Selection, SelectionSummary};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

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
    style: CopyStyle,
) -> Result<u64, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    let overtaken = move || document.copy_text(view_id, &selection, style, &session.copies.begin());
    let (text, cells) = blocking(overtaken).await?;
    state.clipboard.put(text)?;
    Ok(cells)
}

/// Puts any other text of the window on the clipboard: an address, a list of failed values.
#[tauri::command]
pub async fn text_copy(state: Managed<'_, State>, text: String) -> Result<(), AppError> {
    state.clipboard.put(text)
}
