use fetchgrid_app::AppError;
use fetchgrid_model::{Activity, Estimate, Progress, RunRequest, TestResult};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

#[tauri::command]
pub async fn runs_test_one(state: Managed<'_, State>) -> Result<TestResult, AppError> {
    state.document()?.test_one().await
}

#[tauri::command]
pub async fn runs_estimate(state: Managed<'_, State>, request: RunRequest) -> Result<Estimate, AppError> {
    let document = state.document()?;
    blocking(move || document.estimate(&request)).await
}

#[tauri::command]
pub async fn runs_start(state: Managed<'_, State>, request: RunRequest) -> Result<Progress, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    blocking(move || {
        let progress = document.start_run(request)?;
        session.remember();
        Ok(progress)
    })
    .await
}

#[tauri::command]
pub async fn runs_pause(state: Managed<'_, State>) -> Result<(), AppError> {
    state.document()?.pause_run()
}

#[tauri::command]
pub async fn runs_resume(state: Managed<'_, State>) -> Result<(), AppError> {
    state.document()?.resume_run()
}

#[tauri::command]
pub async fn runs_stop(state: Managed<'_, State>) -> Result<(), AppError> {
    state.document()?.stop_run()
}

#[tauri::command]
pub async fn runs_activity(state: Managed<'_, State>) -> Result<Option<Activity>, AppError> {
    Ok(state.document()?.activity())
}
