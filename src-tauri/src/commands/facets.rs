use fetchgrid_app::AppError;
use fetchgrid_model::{ColumnProfile, Facet, FacetRequest};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

#[tauri::command]
pub async fn rows_facet(state: Managed<'_, State>, view_id: u64, request: FacetRequest) -> Result<Facet, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    blocking(move || document.facet(view_id, &request, &session.facets.begin())).await
}

/// Several may be asked for at a time: one does not overtake another.
#[tauri::command]
pub async fn rows_profile(state: Managed<'_, State>, view_id: u64, column: i64) -> Result<ColumnProfile, AppError> {
    let document = state.document()?;
    blocking(move || document.profile(view_id, column)).await
}
