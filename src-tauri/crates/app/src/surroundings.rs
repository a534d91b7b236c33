use std::path::Path;
use std::sync::Arc;

use fetchgrid_pace::{AtQuota, QuotaBook};

use crate::event::EventSink;
use crate::quota::FileBook;

/// What a document needs of the world around it: who hears of its runs, and what was asked of each host today.
#[derive(Clone)]
pub struct Surroundings {
    pub(crate) sink: EventSink,
    pub(crate) book: Arc<dyn QuotaBook>,
    pub(crate) at_quota: AtQuota,
}

impl Surroundings {
    /// For a window, which stays open: a run whose daily quota is used up waits for the next day.
    pub fn of_window(data_folder: &Path, sink: EventSink) -> Self {
        Surroundings { sink, book: Arc::new(FileBook::new(data_folder)), at_quota: AtQuota::Wait }
    }

    /// For a command, which somebody waits for: such a run pauses itself and ends.
    pub fn of_command(data_folder: &Path, sink: EventSink) -> Self {
        Surroundings { at_quota: AtQuota::End, ..Self::of_window(data_folder, sink) }
    }
}
