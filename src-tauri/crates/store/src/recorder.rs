use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use fetchgrid_model::{Counts, Outcome, PauseReason, Response, Rest, RunRequest, RunSettings, StartMode};
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, oneshot};

use crate::command::Command;
use crate::document::Document;
use crate::error::StoreError;
use crate::prepare::{Prepared, Preparing};

/// What begins with a run.
#[derive(Clone, Debug)]
pub struct RunStart {
    pub mode: StartMode,
    /// Requests of the whole plan, not only of this run.
    pub planned: u64,
    /// Tells plans apart: outcomes on disk belong to the plan with this fingerprint.
    pub fingerprint: String,
    pub placeholders: Vec<String>,
    pub settings: RunSettings,
    /// Kept with the run, so that it can be gone on with as it was asked for.
    pub request: RunRequest,
    /// For [`StartMode::StartOver`]: good answers that were fetched since (milliseconds since 1970, UTC) are not dropped
    /// but kept for [`Recorder::reuse`], by their addresses. Only for requests that the address says everything of.
    pub keep_since_ms: Option<i64>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunMark {
    Finished,
    Stopped,
    /// It paused by itself and needs a person.
    Paused(PauseReason),
}

/// A request whose outcome need not be fetched, because it is there already.
#[derive(Clone, Debug)]
pub struct Reuse {
    /// Of the request that the outcome is for, and what is special to it.
    pub position: u64,
    /// From 1.
    pub page: u32,
    /// What there will be after a good answer; after a failure there is nothing more.
    pub rest: Rest,
    /// Whether the answer itself is asked for, to see what follows it.
    pub wants_answer: bool,
    pub values: Vec<String>,
    /// Secrets masked.
    pub address: String,
    /// The place of a request that is equal in all that is sent.
    pub equal_to: Option<u64>,
    /// Whether the equal request's failure is taken too, when it failed in this run; otherwise only a good answer is.
    pub accept_failure_of_run: bool,
}

/// An outcome that was there.
#[derive(Clone, Debug, Default)]
pub struct Reused {
    pub failed: bool,
    /// Only when it was asked for.
    pub response: Option<Response>,
}

/// What a run has brought onto the disk so far; `done` includes `failed` and `reused`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    pub done: u64,
    pub failed: u64,
    /// Outcomes for which nothing was sent.
    pub reused: u64,
}

/// Room between the workers and the writer, in kilobytes: 16 MB of answers. The writer empties it at some 100 MB/s, so
/// it is full only while the disk is slow, and then the workers wait.
const ROOM: u32 = 16 * 1024;
/// Answers larger than this take longer to be read than a thread of others should be held up.
const LARGE: usize = 256 * 1024;
/// What an outcome takes beside its body, in kilobytes. With it the queue never holds more than 8192 outcomes, however
/// small they are.
const OUTCOME_WEIGHT: usize = 2;

/// What the writer and the recorders of one run share.
pub(crate) struct RunControl {
    pub id: i64,
    pub preparing: Arc<Preparing>,
    path: PathBuf,
    room: Arc<Semaphore>,
    done: AtomicU64,
    failed: AtomicU64,
    reused: AtomicU64,
    ended: Mutex<Option<Ended>>,
}

#[derive(Clone)]
struct Ended {
    message: String,
    disk_full: bool,
}

impl RunControl {
    pub fn new(id: i64, preparing: Preparing, path: PathBuf) -> Arc<Self> {
        Arc::new(RunControl {
            id,
            preparing: Arc::new(preparing),
            path,
            room: Arc::new(Semaphore::new(ROOM as usize)),
            done: AtomicU64::new(0),
            failed: AtomicU64::new(0),
            reused: AtomicU64::new(0),
            ended: Mutex::new(None),
        })
    }

    /// So many more are on disk.
    pub fn count(&self, more: Committed) {
        // Done before the others, so that a reader in between never sees more failed than done.
        self.done.fetch_add(more.done, Ordering::Release);
        self.failed.fetch_add(more.failed, Ordering::Release);
        self.reused.fetch_add(more.reused, Ordering::Release);
    }

    /// No more outcomes: whoever waits for room is told why. The first reason counts.
    pub fn end(&self, message: String, disk_full: bool) {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(Ended { message, disk_full });
        self.room.close();
    }

    fn ended(&self) -> Option<Ended> {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn has_ended(&self) -> bool {
        self.ended().is_some()
    }

    pub fn is_disk_full(&self) -> bool {
        self.ended().is_some_and(|ended| ended.disk_full)
    }

    pub fn error(&self) -> StoreError {
        match self.ended() {
            Some(Ended { disk_full: true, .. }) => StoreError::DiskFull { path: self.path.clone() },
            Some(Ended { message, .. }) => StoreError::RunEnded(message),
            None => StoreError::Closed { path: self.path.clone() },
        }
    }
}

/// The doorway of a run's outcomes to the one writer. Dropping it without [`Recorder::finish`] leaves a run that counts
/// as interrupted when the document is opened again.
#[derive(Clone)]
pub struct Recorder {
    document: Document,
    run: Arc<RunControl>,
}

impl Recorder {
    pub(crate) fn new(document: Document, run: Arc<RunControl>) -> Self {
        Recorder { document, run }
    }

    /// Hands an outcome to the writer; waits while the queue is full. It is on disk when the counts have moved.
    pub async fn record(&self, outcome: Outcome) -> Result<(), StoreError> {
        let (outcome, prepared) = self.prepare(outcome).await;
        let bytes = outcome.response().map_or(0, |response| response.body.len());
        let bytes = bytes + prepared.as_ref().map_or(0, |prepared| prepared.tape.bytes());
        // An answer larger than all the room takes all of it.
        let weight = (OUTCOME_WEIGHT + bytes / 1024).min(ROOM as usize) as u32;
        let room = Arc::clone(&self.run.room).acquire_many_owned(weight).await.map_err(|_| self.run.error())?;
        self.document.send(Command::Record { run: self.run.id, outcome, prepared: prepared.map(Box::new), room })
    }

    /// Makes rows of an answer, in the thread of whoever brings it unless it is a large one.
    async fn prepare(&self, outcome: Outcome) -> (Outcome, Option<Prepared>) {
        let is_large = outcome.response().is_some_and(|response| response.body.len() > LARGE);
        if let (true, Ok(runtime)) = (is_large, Handle::try_current()) {
            let (preparing, of) = (Arc::clone(&self.run.preparing), outcome.clone());
            // Should it break down there, the writer makes the rows.
            let prepared = runtime.spawn_blocking(move || preparing.prepare(&of)).await.ok().flatten();
            return (outcome, prepared);
        }
        let prepared = self.run.preparing.prepare(&outcome);
        (outcome, prepared)
    }

    /// Gives a request an outcome that is in the document: that of an equal request, or else a kept answer to the same
    /// address. Takes its turn behind what was recorded before. None when there is none; the request has to be sent.
    pub async fn reuse(&self, reuse: Reuse) -> Result<Option<Reused>, StoreError> {
        let room = Arc::clone(&self.run.room).acquire_many_owned(OUTCOME_WEIGHT as u32).await;
        let room = room.map_err(|_| self.run.error())?;
        let (reply, answer) = oneshot::channel();
        self.document.send(Command::Reuse { run: self.run.id, reuse, room, reply })?;
        answer.await.map_err(|_| self.run.error())
    }

    /// A request that was left open has no more than so many pages.
    pub async fn end(&self, position: u64, pages: u32) -> Result<(), StoreError> {
        let room = Arc::clone(&self.run.room).acquire_many_owned(OUTCOME_WEIGHT as u32).await;
        let room = room.map_err(|_| self.run.error())?;
        self.document.send(Command::End { run: self.run.id, position, pages, room })
    }

    /// The good pages of a request that are on disk, in order. Blocks.
    pub fn good_pages(&self, position: u64) -> Result<Vec<(u32, Response)>, StoreError> {
        self.document.good_pages(position)
    }

    /// Outcomes of this run that are on disk; also after its end.
    pub fn committed(&self) -> Committed {
        let failed = self.run.failed.load(Ordering::Acquire);
        let reused = self.run.reused.load(Ordering::Acquire);
        Committed { done: self.run.done.load(Ordering::Acquire), failed, reused }
    }

    /// Tells the runs of a document apart; later ones have higher numbers.
    pub fn run_id(&self) -> i64 {
        self.run.id
    }

    /// Why the writer takes no more outcomes of this run, in a sentence.
    pub fn failure(&self) -> Option<String> {
        self.run.ended().map(|ended| ended.message)
    }

    /// Whether the writer takes no more outcomes because there is no room for them on the disk.
    pub fn is_disk_full(&self) -> bool {
        self.run.is_disk_full()
    }

    /// Writes what has been recorded and how the run ended. Returns what is on disk.
    ///
    /// A run for which the disk was too full does not become finished: whatever is said of it, it has paused. When the
    /// disk is too full even to write that down, it is an error, and [`Document::pause`] knows it until the document is
    /// closed; then the run counts as interrupted.
    pub async fn finish(self, mark: RunMark) -> Result<Counts, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.document.send(Command::Finish { run: self.run.id, mark, reply })?;
        answer.await.map_err(|_| self.run.error())?
    }
}
