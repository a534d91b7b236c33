use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use arc_swap::ArcSwapOption;
use fetchgrid_engine::{OutcomeSink, Plan, Reuse, Reused, Run, RunOptions, Told};
use fetchgrid_model::{
    Activity, Outcome, Progress, Response, Rest, RunPhase, RunRequest, RunSettings, RunSummary, StartMode,
};
use fetchgrid_store::{Recorder, RunStart};
use tokio::sync::watch;

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};
use crate::event::AppEvent;
use crate::recent::millis;
use crate::target::Target;
use crate::watcher::Watcher;

/// The run of a document: at most one, and the last one until the next begins.
#[derive(Default)]
pub(crate) struct RunSlot {
    /// Held while a run begins and while one tells its end, so that no end is heard after the next beginning.
    turning: Arc<Mutex<()>>,
    current: ArcSwapOption<CurrentRun>,
}

pub(crate) struct CurrentRun {
    pub(crate) run: Run,
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
    pub fn start_run(&self, request: impl Into<RunRequest>) -> Result<Progress, AppError> {
        let request = request.into();
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
        let has_outcomes = self.store.counts().done() > 0;
        if request.mode != StartMode::StartOver && has_outcomes && self.store.fingerprint() != Some(fingerprint.clone())
        {
            return Err(AppError::new(
                ErrorCode::PlanChanged,
                "The request or its ID lists changed since these results were fetched. Start over to fetch with the new ones.",
            ));
        }
        let target = Target::of(&request, &plan, &self.store)?;
        target.refuse_nothing(request.mode)?;

        let settings = self.extraction().settings;
        let mut options = RunOptions::new(settings.clone(), self.around.book.clone());
        options.expects_success = target.expects_success;
        options.at_quota = self.around.at_quota;
        options.takes_page = Some(self.takes_page());
        options.pager = self.pager()?;
        fetchgrid_engine::can_start(&plan, &options)?;
        // An address tells an answer only when nothing else of the request differs.
        let keep = settings.cache_seconds.filter(|_| plan.is_told_by_address());
        options.has_kept_answers = keep.is_some() && target.expects_success;
        let recorder = self.store.begin_run(RunStart {
            mode: target.request.mode,
            planned: plan.len(),
            fingerprint,
            placeholders: plan.placeholders().to_vec(),
            settings: settings.clone(),
            request: target.request.clone(),
            keep_since_ms: keep.map(|seconds| {
                millis(SystemTime::now()).saturating_sub(i64::try_from(seconds).unwrap_or(i64::MAX / 2000) * 1000)
            }),
        })?;
        options.equals = Some(target.left_by(recorder.run_id(), &plan, &self.store));
        self.follow(&target, plan, &settings, options, recorder)
    }

    fn follow(
        &self,
        target: &Target,
        plan: Plan,
        settings: &RunSettings,
        options: RunOptions,
        recorder: Recorder,
    ) -> Result<Progress, AppError> {
        let positions = target.positions(&plan, &self.store);
        let sink = Arc::new(RecorderSink(recorder.clone()));
        let run = fetchgrid_engine::start(plan, positions, target.total, options, sink)?;
        let watcher = Watcher::new(self, recorder, target, settings.workers, self.run.turning.clone());
        let first = watcher.progress(RunPhase::Running, &run);
        let (progress_sender, progress) = watch::channel(first.clone());
        let (summary_sender, summary) = watch::channel(None);
        let current = Arc::new(CurrentRun { run, progress, summary });
        self.run.current.store(Some(current.clone()));
        (self.around.sink)(AppEvent::Progress { progress: Box::new(first.clone()) });
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

    /// Takes nothing new; what is in flight has all its time to arrive.
    pub fn finish_up_run(&self) -> Result<(), AppError> {
        self.active_run().map(|current| current.run.finish_up())
    }

    pub fn is_running(&self) -> bool {
        self.run.current.load().as_ref().is_some_and(|current| !current.is_over())
    }

    /// Waits for the end of the run that is going on, or gives the summary of the last one.
    pub async fn wait_for_run(&self) -> Result<RunSummary, AppError> {
        let current = self.run.current.load_full().ok_or_else(no_run)?;
        let mut summary = current.summary.clone();
        let summary = summary.wait_for(Option::is_some).await.map_err(|_| no_run())?;
        let summary = summary.clone().expect("waited for it");
        if summary.latency_ms.p50 > 0.0 {
            self.note_seconds(summary.latency_ms.p50 / 1000.0);
        }
        Ok(summary)
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
    fn deliver(&self, outcome: Outcome) -> Told<'_, ()> {
        Box::pin(async move { self.0.record(outcome).await.map_err(|error| error.to_string()) })
    }

    fn reuse(&self, reuse: Reuse) -> Told<'_, Option<Reused>> {
        let Reuse { position, page, rest, values, address, equal_to } = reuse;
        // A failure of this run happened to both; an older one says nothing about today.
        let accept_failure_of_run = true;
        let wants_answer = rest == Rest::More;
        let reuse = fetchgrid_store::Reuse {
            position,
            page,
            rest,
            wants_answer,
            values,
            address,
            equal_to,
            accept_failure_of_run,
        };
        Box::pin(async move {
            let found = self.0.reuse(reuse).await.map_err(|error| error.to_string())?;
            Ok(found.map(|fetchgrid_store::Reused { failed, response }| Reused { failed, response }))
        })
    }

    fn pages(&self, position: u64) -> Told<'_, Vec<(u32, Response)>> {
        let recorder = self.0.clone();
        Box::pin(async move {
            let read = move || recorder.good_pages(position);
            let pages = tokio::task::spawn_blocking(read).await.map_err(|error| error.to_string())?;
            pages.map_err(|error| error.to_string())
        })
    }

    fn end(&self, position: u64, pages: u32) -> Told<'_, ()> {
        Box::pin(async move { self.0.end(position, pages).await.map_err(|error| error.to_string()) })
    }
}
