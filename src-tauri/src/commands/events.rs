use fetchgrid_app::{AppError, AppEvent};
use tauri::State as Managed;
use tauri::ipc::Channel;

use crate::state::State;

#[tauri::command]
pub async fn events_subscribe(state: Managed<'_, State>, channel: Channel<AppEvent>) -> Result<(), AppError> {
    state.events.subscribe(channel);
    Ok(())
}
