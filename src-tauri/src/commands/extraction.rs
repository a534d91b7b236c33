use fetchgrid_app::AppError;
use fetchgrid_model::{Check, Extraction};
use tauri::{AppHandle, State as Managed};

use super::blocking;
use crate::state::State;
use crate::window;

#[tauri::command]
pub async fn extraction_update(
    handle: AppHandle,
    state: Managed<'_, State>,
    extraction: Extraction,
) -> Result<Check, AppError> {
    let (document, session) = (state.document()?, state.session.clone());
    let name = document.name();
    let check = blocking({
        let document = document.clone();
        move || {
            let check = document.update(extraction)?;
            session.remember();
            Ok(check)
        }
    })
    .await?;
    // A draft is called after what it asks.
    if document.name() != name {
        window::name(&handle, &document.name());
    }
    Ok(check)
}
