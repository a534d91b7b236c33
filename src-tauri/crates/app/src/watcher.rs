use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use fetchgrid_engine::{Run, RunEnd};
use fetchgrid_model::{Counts, PauseCode, PauseReason, Progress, RunPhase, RunSummary, StartMode, Workers};
use fetchgrid_store::{Document, Recorder, RunMark};
use tokio::sync::watch;

use crate::document::OpenDocument;
use crate::event::AppEvent;
use crate::runs::CurrentRun;
use crate::summary;
use crate::surroundings::Surroundings;
use crate::target::Target;
use crate::throughput::Throughput;

/// Ten a second: smooth to the eye, cheap for the window.
const TELL_EVERY: Duration = Duration::from_millis(100);
/// A change after a quiet time is told at once, and not when the next tenth of a second is full.
const LOOK_EVERY: Duration = Duration::from_millis(15);

/// Follows one run: tells its progress ten times a second, and brings it to its end.
pub(crate) struct Watcher {
    store: Document,
    around: Surroundings,
    recorder: Recorder,
    mode: StartMode,
    total: u64,
    workers: Workers,
    turning: Arc<Mutex<()>>,
    began: Instant,
    throughput: Throughput,
}

impl Watcher {
    pub(crate) fn new(
        document: &OpenDocument,
        recorder: Recorder,
        target: &Target,
        workers: Workers,
        turning: Arc<Mutex<()>>,
    ) -> Self {
        Watcher {
            store: document.store.clone(),
            around: document.around.clone(),
            recorder,
            mode: target.request.mode,
            total: target.total,
            workers,
            turning,
            began: Instant::now(),
            throughput: Throughput::default(),
        }
    }

    pub(crate) async fn watch(
        mut self,
        current: Arc<CurrentRun>,
        progress: watch::Sender<Progress>,
        summary: watch::Sender<Option<RunSummary>>,
    ) {
        let mut tick = tokio::time::interval(LOOK_EVERY);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut last = progress.borrow().clone();
        let mut told = Instant::now();
        let end = loop {
            tokio::select! {
                end = current.run.ended() => break end,
                _ = tick.tick() => {
                    // Nobody waits for the first row a tenth of a second longer.
                    let is_first_row = last.rows == 0 && self.store.counts().rows > 0;
                    if told.elapsed() < TELL_EVERY && !is_first_row {
                        continue;
                    }
                    self.throughput.add(self.began.elapsed(), self.recorder.committed().done);
                    let phase = if current.run.is_stopping() {
                        RunPhase::Stopping
                    } else if current.run.is_paused() {
                        RunPhase::Paused
                    } else {
                        RunPhase::Running
                    };
                    let next = self.progress(phase, &current.run);
                    let changed = Progress { elapsed_ms: last.elapsed_ms, ..next.clone() } != last;
                    // A waiting run still tells the time once a second.
                    if changed || next.elapsed_ms / 1000 != last.elapsed_ms / 1000 {
                        progress.send_replace(next.clone());
                        (self.around.sink)(AppEvent::Progress { progress: Box::new(next.clone()) });
                        last = next;
                        told = Instant::now();
                    }
                }
            }
        };
        let fetching = self.began.elapsed();
        self.around.book.give_back();
        let end = self.conclude(end).await;
        let final_progress = self.last_progress(&end, fetching, &current.run);
        let Some(end) = self.summarise(&end, fetching, &current.run).await else { return };
        let _turning = self.turning.lock().unwrap_or_else(PoisonError::into_inner);
        progress.send_replace(final_progress.clone());
        summary.send_replace(Some(end));
        (self.around.sink)(AppEvent::Progress { progress: Box::new(final_progress) });
    }

    /// Has everything written, and says how it ended when that is known as well.
    async fn conclude(&self, end: RunEnd) -> RunEnd {
        // A disk without room breaks the run off at the writer; for the user it is one more reason to have a look.
        let end = match end {
            RunEnd::Broken(message) if self.recorder.is_disk_full() => RunEnd::Paused(disk_full(message)),
            end => end,
        };
        let mark = match &end {
            RunEnd::Finished => RunMark::Finished,
            RunEnd::Paused(reason) => RunMark::Paused(reason.clone()),
            RunEnd::Stopped | RunEnd::Broken(_) => RunMark::Stopped,
        };
        match self.recorder.clone().finish(mark).await {
            Ok(_) => end,
            Err(error) if self.recorder.is_disk_full() => match end {
                RunEnd::Paused(reason) => RunEnd::Paused(reason),
                _ => RunEnd::Paused(disk_full(error.to_string())),
            },
            Err(error) => RunEnd::Broken(error.to_string()),
        }
    }

    fn last_progress(&self, end: &RunEnd, fetching: Duration, run: &Run) -> Progress {
        let (phase, pause, error) = match end {
            RunEnd::Finished => (RunPhase::Finished, None, None),
            RunEnd::Stopped => (RunPhase::Stopped, None, None),
            RunEnd::Paused(reason) => (RunPhase::PausedItself, Some(reason.clone()), None),
            RunEnd::Broken(message) => (RunPhase::Broken, None, Some(message.clone())),
        };
        let seconds = fetching.as_secs_f64();
        let done = self.recorder.committed().done;
        Progress {
            in_flight: 0,
            sent_per_second: 0.0,
            wait: None,
            left_ms: None,
            elapsed_ms: millis(fetching),
            per_second: if seconds > 0.0 { done as f64 / seconds } else { 0.0 },
            pause,
            error,
            ..self.progress(phase, run)
        }
    }

    async fn summarise(&self, end: &RunEnd, fetching: Duration, run: &Run) -> Option<RunSummary> {
        let pause = match end {
            RunEnd::Paused(reason) => Some(reason.clone()),
            _ => None,
        };
        let workers = if self.workers.is_auto() { run.workers() } else { self.workers.most() };
        let (store, committed, latency) = (self.store.clone(), self.recorder.committed(), run.latency());
        let count = move || summary::of_run(&store, committed, fetching, workers, latency, pause);
        tokio::task::spawn_blocking(count).await.ok()
    }

    pub(crate) fn progress(&self, phase: RunPhase, run: &Run) -> Progress {
        let counts: Counts = self.store.counts();
        let committed = self.recorder.committed();
        let remaining = self.total.saturating_sub(committed.done);
        let left = if phase == RunPhase::Running { self.throughput.left(remaining) } else { None };
        Progress {
            phase,
            mode: Some(self.mode),
            total: counts.planned,
            done: counts.done(),
            failed: counts.failed,
            run_total: self.total,
            run_done: committed.done,
            run_failed: committed.failed,
            in_flight: run.in_flight(),
            workers: run.workers(),
            auto: run.auto_choice(),
            per_second: self.throughput.per_second(),
            sent_per_second: run.sent_per_second(),
            reused: committed.reused,
            elapsed_ms: millis(self.began.elapsed()),
            left_ms: left.map(millis),
            pages: run.pages(),
            rows: counts.rows,
            table_version: self.store.table().version,
            wait: run.wait().filter(|_| phase == RunPhase::Running),
            pause: None,
            note: run.note(),
            error: self.recorder.failure(),
        }
    }
}

fn disk_full(message: String) -> PauseReason {
    PauseReason {
        code: PauseCode::DiskFull,
        message: format!("{message} Make room and continue; everything that was counted is kept."),
        until_ms: None,
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
