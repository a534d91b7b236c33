use fetchgrid_app::AppError;
use fetchgrid_model::{AnswerTree, DocumentState, ShapePreview, ShapeStep, ShapeSurvey};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

#[tauri::command]
pub async fn shaping_survey(state: Managed<'_, State>) -> Result<ShapeSurvey, AppError> {
    let document = state.document()?;
    blocking(move || document.shape_survey()).await
}

#[tauri::command]
pub async fn shaping_tree(
    state: Managed<'_, State>,
    position: Option<u64>,
    page: u32,
) -> Result<Option<AnswerTree>, AppError> {
    let document = state.document()?;
    blocking(move || document.answer_tree(position.map(|position| (position, page)))).await
}

#[tauri::command]
pub async fn shaping_preview(state: Managed<'_, State>, steps: Vec<ShapeStep>) -> Result<ShapePreview, AppError> {
    let document = state.document()?;
    blocking(move || document.shape_preview(&steps)).await
}

/// Resolves when the whole table is made anew; events tell how far it is.
#[tauri::command]
pub async fn shaping_apply(state: Managed<'_, State>, steps: Vec<ShapeStep>) -> Result<DocumentState, AppError> {
    let document = state.document()?;
    blocking(move || document.apply_steps(&steps)).await
}

#[tauri::command]
pub async fn shaping_cancel(state: Managed<'_, State>) -> Result<(), AppError> {
    state.document()?.cancel_reshape();
    Ok(())
}
