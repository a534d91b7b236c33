//! Moves committed pages from the write-ahead log into the main file, away from the writer, so that a commit costs one
//! append to the log.

use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use rusqlite::{Connection, OpenFlags};

use crate::error::Fault;

pub(crate) struct Checkpointer {
    nudge: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    pub fn start(path: &Path) -> Result<Self, Fault> {
        // This connection never writes a row: all it does is the checkpoint.
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -256;")?;
        // One place: a nudge during a checkpoint means one more, and any number of nudges mean one.
        let (nudge, nudged) = sync_channel(1);
        let work = move || {
            while nudged.recv().is_ok() {
                if let Err(error) = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |_| Ok(())) {
                    tracing::debug!(%error, "checkpoint put off");
                }
            }
        };
        let thread = thread::Builder::new().name("store-checkpoint".into()).spawn(work)?;
        Ok(Checkpointer { nudge: Some(nudge), thread: Some(thread) })
    }

    pub fn nudge(&self) {
        if let Some(nudge) = &self.nudge {
            let _ = nudge.try_send(());
        }
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.nudge = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
