use std::path::PathBuf;

use fetchgrid_app::AppError;
use fetchgrid_model::{DocumentState, Extraction, RecentDocument};
use tauri::{AppHandle, State as Managed};

use super::blocking;
use crate::state::State;
use crate::window;

#[tauri::command]
pub async fn documents_state(state: Managed<'_, State>) -> Result<Option<DocumentState>, AppError> {
    let session = state.session.clone();
    blocking(move || Ok(session.state())).await
}

#[tauri::command]
pub async fn documents_new(handle: AppHandle, state: Managed<'_, State>) -> Result<DocumentState, AppError> {
    let session = state.session.clone();
    let document = blocking(move || session.new_draft(&Extraction::default())).await?;
    window::name(&handle, &document.name);
    Ok(document)
}

#[tauri::command]
pub async fn documents_sample(handle: AppHandle, state: Managed<'_, State>) -> Result<DocumentState, AppError> {
    let address = state.session.ensure_sample_api().await?;
    let session = state.session.clone();
    let document = blocking(move || session.new_sample(&address)).await?;
    window::name(&handle, &document.name);
    Ok(document)
}

#[tauri::command]
pub async fn documents_open(
    handle: AppHandle,
    state: Managed<'_, State>,
    path: PathBuf,
) -> Result<DocumentState, AppError> {
    let session = state.session.clone();
    let document = blocking(move || session.open(&path)).await?;
    state.session.serve_sample().await?;
    window::name(&handle, &document.name);
    Ok(document)
}

#[tauri::command]
pub async fn documents_save_as(
    handle: AppHandle,
    state: Managed<'_, State>,
    path: PathBuf,
) -> Result<DocumentState, AppError> {
    let session = state.session.clone();
    let document = blocking(move || session.save_as(&path)).await?;
    window::name(&handle, &document.name);
    Ok(document)
}

#[tauri::command]
pub async fn documents_close(handle: AppHandle, state: Managed<'_, State>) -> Result<(), AppError> {
    let session = state.session.clone();
    blocking(move || session.close()).await?;
    window::unname(&handle);
    Ok(())
}

#[tauri::command]
pub async fn documents_recent(state: Managed<'_, State>) -> Result<Vec<RecentDocument>, AppError> {
    let session = state.session.clone();
    blocking(move || Ok(session.recent())).await
}

#[tauri::command]
pub async fn documents_forget(state: Managed<'_, State>, path: PathBuf) -> Result<Vec<RecentDocument>, AppError> {
    let session = state.session.clone();
    blocking(move || session.forget(&path)).await
}
