use std::path::PathBuf;
use std::sync::Arc;

use fetchgrid_app::{AppError, AppEvent, OpenDocument, Session};
use fetchgrid_model::RunPhase;
use tauri::{AppHandle, Manager};

use crate::arguments::Arguments;
use crate::awake::Awake;
use crate::bell::Bell;
use crate::channel::Events;
use crate::clipboard::Clipboard;
use crate::commands::documents::{documents_open, documents_sample};
use crate::window;

/// What every command can reach.
pub struct State {
    pub session: Arc<Session>,
    pub events: Events,
    pub clipboard: Clipboard,
}

impl State {
    pub fn document(&self) -> Result<Arc<OpenDocument>, AppError> {
        self.session.document()
    }

    /// Stops a run or an export that is going on and lets the document go.
    pub fn leave(&self) {
        if let Ok(document) = self.session.document() {
            document.end_export();
            if document.stop_run().is_ok()
                && let Err(error) = tauri::async_runtime::block_on(document.wait_for_run())
            {
                tracing::warn!(%error, "the run did not end in order");
            }
        }
        if let Err(error) = self.session.close() {
            tracing::warn!(%error, "the document could not be closed in order");
        }
    }
}

pub fn install(handle: &AppHandle) -> Result<(), AppError> {
    let folder = match std::env::var_os("FETCHGRID_DATA_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => Session::default_data_folder()?,
    };
    let events = Events::default();
    let runtime = tauri::async_runtime::handle().inner().clone();
    let (awake, bell) = (Awake::new(runtime.clone()), Bell::new(handle.clone(), runtime));
    let title = window::Title::new(handle.clone());
    let remembering = handle.clone();
    let sink = events.sink(move |event| {
        if let AppEvent::Progress { progress } = event {
            awake.follow(progress);
            title.follow(progress);
            bell.follow(progress);
            if has_ended(progress.phase) {
                remembering.state::<State>().session.remember();
            }
        }
    });
    let session = Arc::new(Session::new(&folder, sink));
    handle.manage(State { session, events, clipboard: Clipboard::default() });
    Ok(())
}

fn has_ended(phase: RunPhase) -> bool {
    matches!(phase, RunPhase::Finished | RunPhase::Stopped | RunPhase::PausedItself | RunPhase::Broken)
}

/// Opens what the program was started with, once the window listens or before: the page asks for the state anyway.
pub fn open_first(handle: AppHandle, arguments: Arguments) {
    tauri::async_runtime::spawn(async move {
        let state = handle.state::<State>();
        let opened = match arguments {
            Arguments::Nothing => return,
            Arguments::Open(path) => documents_open(handle.clone(), handle.state(), path).await,
            Arguments::Sample => documents_sample(handle.clone(), handle.state()).await,
        };
        match opened {
            Ok(document) => {
                state.events.send(AppEvent::Opened { document: Box::new(document) });
            }
            Err(error) => window::show_error(&handle, &error),
        }
    });
}
