use std::sync::{Arc, Mutex};

use fetchgrid_app::{AppEvent, EventSink};
use tauri::ipc::Channel;

/// The one stream of events to the window. A reloaded page subscribes anew and takes the stream over.
#[derive(Clone, Default)]
pub struct Events(Arc<Mutex<Option<Channel<AppEvent>>>>);

impl Events {
    pub fn subscribe(&self, channel: Channel<AppEvent>) {
        *self.0.lock().expect("no thread panics with the channel in hand") = Some(channel);
    }

    pub fn send(&self, event: AppEvent) {
        let mut slot = self.0.lock().expect("no thread panics with the channel in hand");
        if let Some(channel) = &*slot
            && let Err(error) = channel.send(event)
        {
            tracing::warn!(%error, "the window does not listen any more");
            *slot = None;
        }
    }

    /// Tells the window, and `also` before it.
    pub fn sink(&self, also: impl Fn(&AppEvent) + Send + Sync + 'static) -> EventSink {
        let events = self.clone();
        Arc::new(move |event| {
            also(&event);
            events.send(event);
        })
    }
}
