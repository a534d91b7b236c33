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
