//! Moves committed pages from the write-ahead log into the main file, away from the writer, so that a commit costs one
//! append to the log.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::Connection;

use crate::error::Fault;
use crate::schema::{BUSY_WAIT, beside, open_checkpointer};

/// The log is moved into the main file when it has grown by so much.
const GROWN: u64 = 4 * 1024 * 1024;
/// A writer that never pauses leaves the checkpoints behind; at this length it cuts the log itself.
const LONGEST_LOG: u64 = 128 * 1024 * 1024;

pub(crate) struct Checkpointer {
    log: PathBuf,
    /// Length of the log when it was last looked at.
    seen: u64,
    cut_at: u64,
    nudge: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    pub fn start(path: &Path) -> Result<Self, Fault> {
        let connection = open_checkpointer(path)?;
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
        let log = beside(path, "-wal");
        Ok(Checkpointer { log, seen: 0, cut_at: LONGEST_LOG, nudge: Some(nudge), thread: Some(thread) })
    }

    /// Empties the log, so that its room can be used: on a disk that was full, what is in it takes up room twice.
    pub fn empty(&mut self, writer: &Connection) {
        let length = fs::metadata(&self.log).map_or(0, |log| log.len());
        if length > 0 {
            self.cut(writer, length);
        }
    }

    fn cut(&mut self, writer: &Connection, length: u64) {
        let is_cut = cut(writer).unwrap_or_else(|error| {
            tracing::debug!(%error, "the log could not be cut");
            false
        });
        self.cut_at = if is_cut { LONGEST_LOG } else { length + LONGEST_LOG / 4 };
        self.seen = 0;
    }

    /// Keeps the log short. Called by the writer after a commit, with its connection.
    pub fn tend(&mut self, writer: &Connection) {
        let length = fs::metadata(&self.log).map_or(0, |log| log.len());
        if length > self.cut_at {
            self.cut(writer, length);
        } else if length >= self.seen + GROWN || length < self.seen {
            self.seen = length;
            if let Some(nudge) = &self.nudge {
                let _ = nudge.try_send(());
            }
        }
    }
}

/// Empties the log, unless readers are in the middle of something: they are not waited for, next time is soon enough.
fn cut(writer: &Connection) -> rusqlite::Result<bool> {
    writer.busy_timeout(Duration::from_millis(50))?;
    let busy = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get::<_, bool>(0));
    writer.busy_timeout(BUSY_WAIT)?;
    Ok(!busy?)
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.nudge = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
