use std::path::PathBuf;

use fetchgrid_app::AppError;
use fetchgrid_model::{CompareInfo, ComparePage, CompareRequest, CompareWhich, ComparedDocument, CopyStyle};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

/// What of an earlier document can be compared with the open one.
#[tauri::command]
pub async fn compare_look(state: Managed<'_, State>, path: PathBuf) -> Result<ComparedDocument, AppError> {
    let document = state.document()?;
    blocking(move || document.look_at_earlier(&path)).await
}

#[tauri::command]
pub async fn compare_start(state: Managed<'_, State>, request: CompareRequest) -> Result<CompareInfo, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    blocking(move || document.compare(&request, &session.comparisons.begin())).await
}

#[tauri::command]
pub async fn compare_page(
    state: Managed<'_, State>,
    compare_id: u64,
    which: CompareWhich,
    offset: u64,
    limit: u32,
) -> Result<ComparePage, AppError> {
    let document = state.document()?;
    blocking(move || document.compare_page(compare_id, which, offset, limit)).await
}

/// Puts the rows that differ on the clipboard and tells the number of cells.
#[tauri::command]
pub async fn compare_copy(
    state: Managed<'_, State>,
    compare_id: u64,
    which: CompareWhich,
    style: CopyStyle,
) -> Result<u64, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    let copies = move || document.copy_comparison(compare_id, which, style, &session.copies.begin());
    let (text, cells) = blocking(copies).await?;
    state.clipboard.put(text)?;
    Ok(cells)
}

/// Keeps the document as it is now in a file of its own, to compare with later.
#[tauri::command]
pub async fn compare_keep(state: Managed<'_, State>, path: PathBuf) -> Result<(), AppError> {
    let document = state.document()?;
    blocking(move || document.keep(&path)).await
}
