use std::sync::{Arc, Mutex, PoisonError};

use fetchgrid_model::{Progress, RunPhase};
#[cfg(target_os = "linux")]
use notify_rust::Hint;
use notify_rust::{Notification, NotificationHandle};
use tauri::{AppHandle, Manager};
use tokio::runtime::Handle;

use crate::notice::Notice;
use crate::state::State;
use crate::window;

/// Also the name of the file by which a Linux desktop knows the program.
const NAME: &str = "Fetchgrid";

/// Has the system tell of a run that ended while nobody looked at the window.
pub struct Bell {
    handle: AppHandle,
    runtime: Handle,
    /// Each end is told once.
    was_under_way: Mutex<bool>,
    shown: Shown,
}

/// The last one. Desktops take a notice away when the program that sent it hangs up.
type Shown = Arc<Mutex<Option<NotificationHandle>>>;

impl Bell {
    pub fn new(handle: AppHandle, runtime: Handle) -> Self {
        Bell { handle, runtime, was_under_way: Mutex::default(), shown: Shown::default() }
    }

    pub fn follow(&self, progress: &Progress) {
        let is_under_way = matches!(progress.phase, RunPhase::Running | RunPhase::Paused | RunPhase::Stopping);
        let was_under_way = {
            let mut was = self.was_under_way.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *was, is_under_way)
        };
        if was_under_way && !is_under_way {
            let (handle, runtime, shown) = (self.handle.clone(), self.runtime.clone(), self.shown.clone());
            let end = progress.clone();
            // Not here: whether somebody looks is asked of the window's thread, which may be waiting for this run's end.
            self.runtime.spawn_blocking(move || ring(&handle, &runtime, &shown, &end));
        }
    }
}

fn ring(handle: &AppHandle, runtime: &Handle, shown: &Shown, end: &Progress) {
    let Ok(document) = handle.state::<State>().document() else { return };
    let Some(notice) = Notice::of(&document.name(), end, window::is_watched(handle)) else { return };
    match show(&notice, handle, runtime) {
        Ok(notification) => *shown.lock().unwrap_or_else(PoisonError::into_inner) = Some(notification),
        Err(error) => tracing::debug!(%error, "the system shows no notices"),
    }
}

/// The system knows an installed program by a name under which its notices are listed and can be switched off.
#[cfg(target_os = "linux")]
fn show(notice: &Notice, _: &AppHandle, runtime: &Handle) -> notify_rust::error::Result<NotificationHandle> {
    // The text may hold markup here, so what looks like it is written out.
    let text = notice.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut notification = Notification::new();
    notification.appname(NAME).summary(&notice.title).body(&text).hint(Hint::DesktopEntry(NAME.into()));
    runtime.block_on(notification.show_async())
}

/// The same. A build that was not installed is known to no system.
#[cfg(not(target_os = "linux"))]
fn show(notice: &Notice, handle: &AppHandle, _: &Handle) -> notify_rust::error::Result<NotificationHandle> {
    let mut notification = Notification::new();
    notification.appname(NAME).summary(&notice.title).body(&notice.text);
    if !cfg!(debug_assertions) {
        let identifier = &handle.config().identifier;
        #[cfg(target_os = "macos")]
        if let Err(error) = notify_rust::set_application(identifier) {
            // It is set once; every further time is an error.
            tracing::trace!(%error, "notices go by the name that they have");
        }
        #[cfg(windows)]
        notification.app_id(identifier);
    }
    notification.show()
}
