use std::path::PathBuf;

use fetchgrid_app::AppError;
use fetchgrid_model::{ChartData, ChartRequest};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

#[tauri::command]
pub async fn rows_chart(state: Managed<'_, State>, view_id: u64, chart: ChartRequest) -> Result<ChartData, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    blocking(move || document.chart(view_id, &chart, &session.charts.begin())).await
}

/// `data`: the bytes of a PNG or SVG file.
#[tauri::command]
pub async fn rows_chart_save(state: Managed<'_, State>, path: PathBuf, data: Vec<u8>) -> Result<(), AppError> {
    let document = state.document()?;
    blocking(move || document.save_chart(&path, &data)).await
}
