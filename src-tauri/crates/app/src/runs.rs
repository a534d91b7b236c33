use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use arc_swap::ArcSwapOption;
use fetchgrid_engine::{OutcomeSink, Run, RunEnd};
use fetchgrid_model::{Activity, Counts, Outcome, Progress, RunPhase, RunSummary, StartMode};
use fetchgrid_store::{Document, Recorder, RunStart};
use tokio::sync::watch;

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};
use crate::event::{AppEvent, EventSink};
use crate::summary;
use crate::throughput::Throughput;

/// Ten a second: smooth to the eye, cheap for the window.
const TELL_EVERY: Duration = Duration::from_millis(100);
/// A change after a quiet time is told at once, and not when the next tenth of a second is full.
const LOOK_EVERY: Duration = Duration::from_millis(15);

/// The run of a document: at most one, and the last one until the next begins.
#[derive(Default)]
pub(crate) struct RunSlot {
    /// Held while a run begins and while one tells its end, so that no end is heard after the next beginning.
    turning: Arc<Mutex<()>>,
    current: ArcSwapOption<CurrentRun>,
}

struct CurrentRun {
    run: Run,
    progress: watch::Receiver<Progress>,
    summary: watch::Receiver<Option<RunSummary>>,
}

impl CurrentRun {
    /// It told its end, or nobody is left who could.
    fn is_over(&self) -> bool {
        self.summary.borrow().is_some() || self.summary.has_changed().is_err()
    }
}

impl OpenDocument {
    /// Begins a run and returns at once; events tell the rest. Call within a tokio runtime.
    pub fn start_run(&self, mode: StartMode) -> Result<Progress, AppError> {
        let _turning = self.run.turning.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_running() {
            return Err(AppError::new(ErrorCode::RunActive, "A run is going on already."));
        }
        if self.store.is_read_only() {
            return Err(AppError::new(
                ErrorCode::ReadOnly,
                "This document can only be read. Save it under another name first.",
            ));
        }
        let plan = self.plan()?;
        let fingerprint = plan.fingerprint();
        let before = self.store.counts();
        let total = match mode {
            StartMode::StartOver => plan.len(),
            StartMode::Missing => plan.len().saturating_sub(before.done()),
            StartMode::RetryFailed => before.failed,
        };
        let has_outcomes = before.done() > 0;
        if mode != StartMode::StartOver && has_outcomes && self.store.fingerprint() != Some(fingerprint.clone()) {
            return Err(AppError::new(
                ErrorCode::PlanChanged,
                "The request or its ID lists changed since these results were fetched. Start over to fetch with the new ones.",
            ));
        }
        if total == 0 {
            let what = if mode == StartMode::RetryFailed {
                "No request failed."
            } else {
                "Every request has its answer already."
            };
            return Err(AppError::new(ErrorCode::NothingToDo, what));
        }

        let settings = self.extraction().settings;
        fetchgrid_engine::can_start(&plan, &settings)?;
        let recorder = self.store.begin_run(RunStart {
            mode,
            planned: plan.len(),
            fingerprint,
            placeholders: plan.placeholders().to_vec(),
            settings: settings.clone(),
        })?;
        let positions: Box<dyn Iterator<Item = Result<u64, String>> + Send> = match mode {
            StartMode::StartOver => Box::new((0..plan.len()).map(Ok)),
            StartMode::Missing => Box::new(self.store.missing(plan.len()).map(|p| p.map_err(|e| e.to_string()))),
            StartMode::RetryFailed => Box::new(self.store.failed().map(|p| p.map_err(|e| e.to_string()))),
        };
        let sink = Arc::new(RecorderSink(recorder.clone()));
        let run = fetchgrid_engine::start(plan, positions, total, settings.clone(), sink)?;

        let watcher = Watcher {
            store: self.store.clone(),
            sink: self.sink.clone(),
            recorder,
            mode,
            total,
            workers: settings.workers.get(),
            turning: self.run.turning.clone(),
            began: Instant::now(),
            throughput: Throughput::default(),
        };
        let first = watcher.progress(RunPhase::Running, 0);
        let (progress_sender, progress) = watch::channel(first.clone());
        let (summary_sender, summary) = watch::channel(None);
        let current = Arc::new(CurrentRun { run, progress, summary });
        self.run.current.store(Some(current.clone()));
        (self.sink)(AppEvent::Progress { progress: first.clone() });
        tokio::spawn(watcher.watch(current, progress_sender, summary_sender));
        Ok(first)
    }

    /// Stops taking new requests; what is in flight still arrives.
    pub fn pause_run(&self) -> Result<(), AppError> {
        self.active_run().map(|current| current.run.pause())
    }

    pub fn resume_run(&self) -> Result<(), AppError> {
        self.active_run().map(|current| current.run.resume())
    }

    /// Cancels what is in flight and keeps all that arrived.
    pub fn stop_run(&self) -> Result<(), AppError> {
        self.active_run().map(|current| current.run.stop())
    }

    pub fn is_running(&self) -> bool {
        self.run.current.load().as_ref().is_some_and(|current| !current.is_over())
    }

    /// Waits for the end of the run that is going on, or gives the summary of the last one.
    pub async fn wait_for_run(&self) -> Result<RunSummary, AppError> {
        let current = self.run.current.load_full().ok_or_else(no_run)?;
        let mut summary = current.summary.clone();
        let summary = summary.wait_for(Option::is_some).await.map_err(|_| no_run())?;
        Ok(summary.clone().expect("waited for it"))
    }

    /// As last told; for a document without a run in this session, what is on disk.
    pub fn progress(&self) -> Progress {
        match self.run.current.load().as_ref() {
            Some(current) => current.progress.borrow().clone(),
            None => {
                let counts = self.store.counts();
                let table_version = self.store.table().version;
                let (total, done, failed) = (counts.planned, counts.done(), counts.failed);
                Progress { total, done, failed, rows: counts.rows, table_version, ..Progress::default() }
            }
        }
    }

    /// What the workers of the last run of this session do or did.
    pub fn activity(&self) -> Option<Activity> {
        self.run.current.load().as_ref().map(|current| current.run.activity())
    }

    fn active_run(&self) -> Result<Arc<CurrentRun>, AppError> {
        self.run.current.load_full().filter(|current| !current.is_over()).ok_or_else(no_run)
    }
}

fn no_run() -> AppError {
    AppError::new(ErrorCode::NoRun, "No run is going on.")
}

/// The engine's listener: every outcome goes to the one writer of the document.
struct RecorderSink(Recorder);

impl OutcomeSink for RecorderSink {
    fn deliver(&self, outcome: Outcome) -> Pin<Box<dyn Future<Output = Result<(), String>> + Send + '_>> {
        Box::pin(async move { self.0.record(outcome).await.map_err(|error| error.to_string()) })
    }
}

/// Follows one run: tells its progress ten times a second, and brings it to its end.
struct Watcher {
    store: Document,
    sink: EventSink,
    recorder: Recorder,
    mode: StartMode,
    total: u64,
    workers: u16,
    turning: Arc<Mutex<()>>,
    began: Instant,
    throughput: Throughput,
}

impl Watcher {
    async fn watch(
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
                    if told.elapsed() < TELL_EVERY {
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
                    let next = self.progress(phase, current.run.in_flight());
                    let changed = Progress { elapsed_ms: last.elapsed_ms, ..next.clone() } != last;
                    // A waiting run still tells the time once a second.
                    if changed || next.elapsed_ms / 1000 != last.elapsed_ms / 1000 {
                        progress.send_replace(next.clone());
                        (self.sink)(AppEvent::Progress { progress: next.clone() });
                        last = next;
                        told = Instant::now();
                    }
                }
            }
        };

        let fetching = self.began.elapsed();
        let (mut phase, mut error) = match end {
            RunEnd::Finished => (RunPhase::Finished, None),
            RunEnd::Stopped => (RunPhase::Stopped, None),
            RunEnd::Broken(message) => (RunPhase::Broken, Some(message)),
        };
        let finished = self.recorder.clone().finish(phase != RunPhase::Finished).await;
        if let Err(failure) = finished {
            phase = RunPhase::Broken;
            error = Some(failure.to_string());
        }
        let committed = self.recorder.committed();
        let mut final_progress = self.progress(phase, 0);
        final_progress.error = error;
        final_progress.left_ms = None;
        let seconds = fetching.as_secs_f64();
        final_progress.elapsed_ms = u64::try_from(fetching.as_millis()).unwrap_or(u64::MAX);
        final_progress.per_second = if seconds > 0.0 { committed.done as f64 / seconds } else { 0.0 };
        let (store, workers, latency) = (self.store.clone(), self.workers, current.run.latency());
        let count = move || summary::of_run(&store, committed, fetching, workers, latency);
        let Ok(end) = tokio::task::spawn_blocking(count).await else { return };
        let _turning = self.turning.lock().unwrap_or_else(PoisonError::into_inner);
        progress.send_replace(final_progress.clone());
        summary.send_replace(Some(end));
        (self.sink)(AppEvent::Progress { progress: final_progress });
    }

    fn progress(&self, phase: RunPhase, in_flight: u32) -> Progress {
        let counts: Counts = self.store.counts();
        let committed = self.recorder.committed();
        let elapsed = self.began.elapsed();
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
            in_flight,
            per_second: self.throughput.per_second(),
            elapsed_ms: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
            left_ms: left.map(|left| u64::try_from(left.as_millis()).unwrap_or(u64::MAX)),
            rows: counts.rows,
            table_version: self.store.table().version,
            error: self.recorder.failure(),
        }
    }
}
