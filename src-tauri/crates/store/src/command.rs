//! What the writer can be asked to do.

use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use fetchgrid_model::{Counts, Outcome};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::error::StoreError;
use crate::recorder::{RunControl, RunStart};

pub(crate) type Reply<T> = SyncSender<Result<T, StoreError>>;

pub(crate) enum Command {
    Record {
        run: i64,
        outcome: Outcome,
        room: OwnedSemaphorePermit,
    },
    Begin {
        start: RunStart,
        reply: Reply<Arc<RunControl>>,
    },
    Finish {
        run: i64,
        stopped: bool,
        reply: oneshot::Sender<Result<Counts, StoreError>>,
    },
    SaveExtraction {
        config: String,
        reply: Reply<()>,
    },
    StoreValues {
        values: Vec<String>,
        reply: Reply<i64>,
    },
    /// Puts what was recorded on disk.
    Flush {
        reply: Reply<()>,
    },
    /// Puts all rows into segments.
    Settle {
        reply: Reply<()>,
    },
    /// A segment that cannot be read: its rows are taken from the answers again.
    Distrust {
        segment: i64,
        reply: Reply<()>,
    },
    Close,
    #[cfg(test)]
    LimitPages {
        pages: i64,
        reply: Reply<()>,
    },
}
