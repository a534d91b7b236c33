use fetchgrid_app::{AppError, ErrorCode, web_address};
use tauri::State as Managed;

use super::blocking;
use crate::state::State;

/// Opens the address of a cell in the system's browser.
#[tauri::command]
pub async fn link_open(address: String) -> Result<(), AppError> {
    let address = web_address(&address)?;
    blocking(move || {
        open::that_detached(&address).map_err(|error| {
            AppError::new(ErrorCode::NotFound, format!("No browser could be started for {address}: {error}."))
        })
    })
    .await
}

/// The picture behind the address of a cell, as a `data:` address.
#[tauri::command]
pub async fn image_look(state: Managed<'_, State>, address: String) -> Result<String, AppError> {
    state.document()?.picture(&address).await
}
