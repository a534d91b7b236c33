use std::sync::Mutex;

use fetchgrid_app::{AppError, Session};
use fetchgrid_model::{Progress, RunPhase, StartMode};
use tauri::window::{ProgressBarState, ProgressBarStatus};
use tauri::{AppHandle, Manager, WebviewWindowBuilder};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::state::State;

const LABEL: &str = "main";

pub fn open(handle: &AppHandle) -> tauri::Result<()> {
    let config = handle.config().app.windows.iter().find(|window| window.label == LABEL);
    let config = config.expect("tauri.conf.json describes the main window").clone();
    let dev_server = handle.config().build.dev_url.clone();
    // Nothing outside the application is ever navigated to; `cargo tauri dev` serves the page itself.
    let window = WebviewWindowBuilder::from_config(handle, &config)?
        .initialization_script(crate::locale::script())
        .on_navigation(move |url| {
            let is_dev_server = dev_server.as_ref().is_some_and(|server| server.origin() == url.origin());
            url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost") || is_dev_server
        })
        .build()?;
    window.show()
}

/// "name – Fetchgrid"
pub fn name(handle: &AppHandle, document: &str) {
    set_title(handle, &format!("{document} – Fetchgrid"));
}

pub fn unname(handle: &AppHandle) {
    set_title(handle, "Fetchgrid");
}

/// Whether the window has the keyboard, and with it somebody's eyes. Asked of the window's thread and waited for.
pub fn is_watched(handle: &AppHandle) -> bool {
    handle.get_webview_window(LABEL).is_some_and(|window| window.is_focused().unwrap_or(false))
}

/// For a file that the system asked to open and that cannot be.
pub fn show_error(handle: &AppHandle, error: &AppError) {
    handle.dialog().message(&error.message).title("Fetchgrid").kind(MessageDialogKind::Error).show(|_| {});
}

fn set_title(handle: &AppHandle, title: &str) {
    if let Some(window) = handle.get_webview_window(LABEL)
        && let Err(error) = window.set_title(title)
    {
        tracing::warn!(%error, "the title could not be set");
    }
}

/// Shows how far a run is where the window itself is not in view: in its title and on its place in the task bar.
pub struct Title {
    handle: AppHandle,
    shown: Mutex<Option<Shown>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shown {
    percent: u64,
    is_paused: bool,
}

impl Title {
    pub fn new(handle: AppHandle) -> Self {
        Title { handle, shown: Mutex::default() }
    }

    pub fn follow(&self, progress: &Progress) {
        let next = percentage(progress).map(|percent| Shown { percent, is_paused: progress.phase == RunPhase::Paused });
        let mut shown = self.shown.lock().expect("no thread panics with the title in hand");
        if *shown == next {
            return;
        }
        *shown = next;
        set_bar(&self.handle, next);
        let session: std::sync::Arc<Session> = self.handle.state::<State>().session.clone();
        let Ok(document) = session.document() else { return };
        match next {
            Some(Shown { percent, .. }) => {
                set_title(&self.handle, &format!("{percent} % · {} – Fetchgrid", document.name()));
            }
            None => name(&self.handle, &document.name()),
        }
    }
}

fn set_bar(handle: &AppHandle, shown: Option<Shown>) {
    let status = match shown {
        Some(Shown { is_paused: true, .. }) => ProgressBarStatus::Paused,
        Some(_) => ProgressBarStatus::Normal,
        None => ProgressBarStatus::None,
    };
    let bar = ProgressBarState { status: Some(status), progress: shown.map(|shown| shown.percent) };
    if let Some(window) = handle.get_webview_window(LABEL)
        && let Err(error) = window.set_progress_bar(bar)
    {
        tracing::debug!(%error, "the task bar shows no progress");
    }
}

/// Whole per cent while a run is under way; 100 only when all is done.
fn percentage(progress: &Progress) -> Option<u64> {
    let under_way = matches!(progress.phase, RunPhase::Running | RunPhase::Paused | RunPhase::Stopping);
    // A retry is told in terms of what is fetched again: the rest of the plan is done already.
    let (done, total) = match progress.mode {
        Some(StartMode::RetryFailed | StartMode::Selected) => (progress.run_done, progress.run_total),
        _ => (progress.done, progress.total),
    };
    under_way.then(|| (done * 100).checked_div(total).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages() {
        let check = |phase, done, total, expected| {
            let progress = Progress { phase, done, total, ..Progress::default() };
            assert_eq!(percentage(&progress), expected, "{done} of {total}");
        };
        check(RunPhase::Running, 0, 0, Some(0));
        check(RunPhase::Running, 999, 1000, Some(99));
        check(RunPhase::Paused, 1, 3, Some(33));
        check(RunPhase::Finished, 3, 3, None);
        check(RunPhase::PausedItself, 1, 3, None);
        check(RunPhase::Idle, 0, 0, None);
    }
}
