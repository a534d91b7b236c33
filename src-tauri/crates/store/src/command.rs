//! What the writer can be asked to do.

use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use fetchgrid_model::{Counts, NamedView, Outcome, ShapeStep};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::error::StoreError;
use crate::prepare::Prepared;
use crate::recorder::{Reuse, Reused, RunControl, RunMark, RunStart};
use crate::reshape_control::ReshapeControl;

pub(crate) type Reply<T> = SyncSender<Result<T, StoreError>>;

pub(crate) enum Command {
    Record {
        run: i64,
        outcome: Outcome,
        /// None for what is no answer to make rows of.
        prepared: Option<Box<Prepared>>,
        room: OwnedSemaphorePermit,
    },
    /// Answered with what was taken, if there was anything.
    Reuse {
        run: i64,
        reuse: Reuse,
        room: OwnedSemaphorePermit,
        reply: oneshot::Sender<Option<Reused>>,
    },
    /// A request that was left open has no more than so many pages.
    End {
        run: i64,
        position: u64,
        pages: u32,
        room: OwnedSemaphorePermit,
    },
    Begin {
        start: Box<RunStart>,
        reply: Reply<Arc<RunControl>>,
    },
    Finish {
        run: i64,
        mark: RunMark,
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
    /// Keeps a view under its name; answered with whether there was one of its id.
    SaveView {
        view: Box<NamedView>,
        reply: Reply<bool>,
    },
    DeleteView {
        id: i64,
        reply: Reply<bool>,
    },
    /// Makes the table anew.
    Reshape {
        steps: Arc<[ShapeStep]>,
        control: Arc<ReshapeControl>,
        reply: Reply<()>,
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
    /// SQL on the writer's connection, to bring about what a disk does.
    #[cfg(test)]
    Execute {
        sql: String,
        reply: Reply<()>,
    },
}
