use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use fetchgrid_model::{Activity, AutoChoice, LatencySummary, PageCounts, PauseCode, PauseReason, RunSettings, RunWait};
use fetchgrid_pace::{Pace, QuotaUsedUp};
use tokio::sync::{Semaphore, watch};
use tokio::task::{AbortHandle, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::activity::Watch;
use crate::attempt::{LARGE_AT_ONCE, Sender};
use crate::crew::Crew;
use crate::error::EngineError;
use crate::journal::RunEvent;
use crate::options::RunOptions;
use crate::paging::Paging;
use crate::plan::Plan;
use crate::queue::{Positions, Queue};
use crate::retry::Timing;
use crate::rules::Rules;
use crate::sink::OutcomeSink;
use crate::worker::work;
use crate::{client, files};

/// How a run came to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// Every position has its outcome.
    Finished,
    /// Some have none.
    Stopped,
    /// Some have none, and a person should have a look before it goes on.
    Paused(PauseReason),
    /// The positions could not be read or the outcomes not be delivered; a whole sentence.
    Broken(String),
}

/// Requests that equal an earlier one are left out at first, and come when that one has its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Round {
    First,
    Equals,
}

/// What the workers of a run share.
pub(crate) struct Shared {
    pub(crate) plan: Plan,
    pub(crate) queue: Queue,
    pub(crate) sender: Sender,
    pub(crate) timing: Timing,
    pub(crate) sink: Arc<dyn OutcomeSink>,
    pub(crate) watch: Watch,
    pub(crate) crew: Crew,
    pub(crate) rules: Rules,
    pub(crate) has_kept_answers: bool,
    /// None where every answer stands alone.
    pub(crate) paging: Option<Paging>,
    pub(crate) delivered: AtomicU64,
    /// No new requests, no further attempts.
    pub(crate) stopping: CancellationToken,
    /// What is in flight has a moment left.
    hurry: CancellationToken,
    /// What is in flight is dropped.
    pub(crate) cut: CancellationToken,
    paused: watch::Sender<bool>,
    held: OnceLock<PauseReason>,
    broken: OnceLock<String>,
    /// Fewer workers than were asked for, in a sentence.
    note: Option<String>,
}

impl Shared {
    /// Returns when the run is not paused, or is being stopped.
    pub(crate) async fn pause_over(&self) {
        let mut paused = self.paused.subscribe();
        tokio::select! {
            // The sender lives as long as `self`.
            _ = paused.wait_for(|paused| !paused) => {}
            () = self.stopping.cancelled() => {}
        }
    }

    pub(crate) fn in_flight(&self) -> u32 {
        self.sender.in_flight.load(Ordering::Relaxed)
    }

    /// Ends the run for a reason that needs a person. What is in flight arrives; the first reason counts.
    pub(crate) fn hold(&self, reason: PauseReason) {
        if !self.stopping.is_cancelled() {
            let _ = self.held.set(reason);
        }
        self.queue.close();
        self.stopping.cancel();
    }

    /// Ends the run with the first message that comes; the others follow from it.
    pub(crate) fn break_off(&self, message: String) {
        let _ = self.broken.set(message);
        self.queue.close();
        self.stopping.cancel();
        self.cut.cancel();
    }
}

pub(crate) fn quota_reason(used_up: &QuotaUsedUp) -> PauseReason {
    PauseReason {
        code: PauseCode::Quota,
        message: format!(
            "The daily quota of {} requests for {} is used up. It begins anew at midnight UTC; continue then.",
            used_up.per_day, used_up.host
        ),
        until_ms: Some(used_up.until_ms),
    }
}

/// A run's control and measurements. Dropping it cancels the run at once.
pub struct Run {
    shared: Arc<Shared>,
    end: watch::Receiver<Option<RunEnd>>,
    supervisor: AbortHandle,
}

/// Fetches the requests at `positions`, of which there are `total`, with as many workers as the settings say. They are
/// taken in the order in which they come. Call within a tokio runtime.
///
/// # Errors
/// When no connection can be set up at all; what goes wrong with single requests is in their outcomes.
pub fn start(
    plan: Plan,
    positions: Positions,
    total: u64,
    options: RunOptions,
    sink: Arc<dyn OutcomeSink>,
) -> Result<Run, EngineError> {
    let timing = Timing::of(&options.settings);
    start_with(plan, positions, total, options, timing, sink)
}

/// Whether [`start`] would find what it needs, so that nothing is given up for a run that cannot begin.
pub fn can_start(plan: &Plan, options: &RunOptions) -> Result<(), EngineError> {
    tokio::runtime::Handle::try_current().map_err(|_| EngineError::NoRuntime)?;
    let settings = &options.settings;
    let timing = Timing::of(settings);
    client::build(plan, settings.workers.most().into(), timing.timeout, &settings.network).map(drop)
}

pub(crate) fn start_with(
    plan: Plan,
    positions: Positions,
    total: u64,
    options: RunOptions,
    timing: Timing,
    sink: Arc<dyn OutcomeSink>,
) -> Result<Run, EngineError> {
    let runtime = tokio::runtime::Handle::try_current().map_err(|_| EngineError::NoRuntime)?;
    let RunOptions { settings, expects_success, at_quota, book, has_kept_answers, equals, takes_page, pager } = options;
    // More workers than requests would only stand about, unless their answers have pages.
    let most = settings.workers.most().max(1);
    let wanted = if pager.is_some() { most } else { u16::try_from(total).unwrap_or(u16::MAX).clamp(1, most) };
    let (workers, note) = files::room_for(wanted);
    let pace = Pace::new(settings.limits, at_quota, book, RunOptions::clock());
    let shared = Arc::new(Shared {
        queue: Queue::new(positions, plan.len(), workers),
        sender: Sender { takes_page, ..sender(&plan, workers.into(), &timing, &settings, pace)? },
        plan,
        timing,
        sink,
        watch: Watch::new(workers, total),
        crew: if settings.workers.is_auto() { Crew::automatic(workers) } else { Crew::fixed(workers) },
        rules: Rules::new(settings.stop, expects_success),
        has_kept_answers,
        paging: pager.map(Paging::new),
        delivered: AtomicU64::new(0),
        stopping: CancellationToken::new(),
        hurry: CancellationToken::new(),
        cut: CancellationToken::new(),
        paused: watch::Sender::new(false),
        held: OnceLock::new(),
        broken: OnceLock::new(),
        note,
    });
    tracing::debug!(total, workers, "a run begins");
    let (end_sender, end) = watch::channel(None);
    let supervisor = runtime.spawn(supervise(shared.clone(), workers, total, equals, end_sender)).abort_handle();
    Ok(Run { shared, end, supervisor })
}

pub(crate) fn sender(
    plan: &Plan,
    workers: usize,
    timing: &Timing,
    settings: &RunSettings,
    pace: Arc<Pace>,
) -> Result<Sender, EngineError> {
    let client = |kept| client::build(plan, kept, timing.timeout, &settings.network);
    Ok(Sender {
        http: client(workers)?,
        afresh: client(0)?,
        timeout: timing.timeout,
        largest_body: usize::try_from(settings.answers.max_bytes).unwrap_or(usize::MAX),
        error_when: settings.answers.error_when.clone(),
        takes_page: None,
        pace,
        large: Semaphore::new(LARGE_AT_ONCE),
        in_flight: AtomicU32::new(0),
        was_answered: AtomicBool::new(false),
    })
}

/// Brings a run to its end, in two rounds where requests equal each other.
async fn supervise(
    shared: Arc<Shared>,
    workers: u16,
    total: u64,
    equals: Option<Positions>,
    end: watch::Sender<Option<RunEnd>>,
) {
    run_round(&shared, workers, Round::First).await;
    if let Some(positions) = equals
        && !shared.stopping.is_cancelled()
    {
        shared.queue.refill(positions);
        shared.crew.gather(workers);
        run_round(&shared, workers, Round::Equals).await;
    }
    let delivered = shared.delivered.load(Ordering::Relaxed);
    let (ended, event) = match (shared.broken.get(), shared.held.get()) {
        (Some(message), _) => (RunEnd::Broken(message.clone()), RunEvent::Broken),
        // A stop that came when nothing was left to be stopped has not stopped anything.
        (None, _) if !shared.stopping.is_cancelled() || delivered >= total => (RunEnd::Finished, RunEvent::Finished),
        (None, Some(reason)) => (RunEnd::Paused(reason.clone()), RunEvent::PausedItself),
        (None, None) => (RunEnd::Stopped, RunEvent::Stopped),
    };
    shared.watch.finish();
    shared.watch.note_run(event);
    tracing::debug!(delivered, ?ended, "a run ended");
    end.send_replace(Some(ended));
}

/// Owns the workers: when it is dropped they are.
async fn run_round(shared: &Arc<Shared>, workers: u16, round: Round) {
    let mut set = JoinSet::new();
    for worker in 1..=workers {
        set.spawn(work(shared.clone(), worker, round));
    }
    let grace = async {
        shared.hurry.cancelled().await;
        tokio::time::sleep(shared.timing.grace).await;
        shared.cut.cancel();
        std::future::pending::<()>().await;
    };
    tokio::pin!(grace);
    loop {
        tokio::select! {
            joined = set.join_next() => match joined {
                None => break,
                Some(Err(error)) if error.is_panic() => {
                    shared.break_off("A worker of the run broke down; this is a mistake in the program.".to_owned());
                }
                Some(_) => {}
            },
            () = &mut grace => {}
        }
    }
}

impl Run {
    /// Takes no new requests and sends nothing again; what is in flight may arrive.
    pub fn pause(&self) {
        self.set_paused(true, RunEvent::Paused);
    }

    pub fn resume(&self) {
        self.set_paused(false, RunEvent::Resumed);
    }

    fn set_paused(&self, wanted: bool, event: RunEvent) {
        // Queue and flag change together, under the lock of the flag: two callers must not leave them apart.
        self.shared.paused.send_if_modified(|paused| {
            let changes = *paused != wanted && !self.shared.stopping.is_cancelled() && self.end.borrow().is_none();
            if changes {
                *paused = wanted;
                self.shared.queue.set_paused(wanted);
                self.shared.watch.note_run(event);
            }
            changes
        });
    }

    /// Takes no new requests and cancels what is in flight after a second. What was cancelled has no outcome.
    pub fn stop(&self) {
        self.finish_up();
        self.shared.hurry.cancel();
    }

    /// Takes no new requests and sends nothing again; what is in flight has all its time to arrive.
    pub fn finish_up(&self) {
        self.shared.queue.close();
        if !self.shared.stopping.is_cancelled() && self.end.borrow().is_none() {
            self.shared.watch.note_run(RunEvent::Stopping);
            self.shared.stopping.cancel();
        }
    }

    pub fn is_paused(&self) -> bool {
        *self.shared.paused.borrow() && !self.shared.stopping.is_cancelled() && self.end.borrow().is_none()
    }

    pub fn is_stopping(&self) -> bool {
        self.shared.stopping.is_cancelled()
    }

    /// Requests that are with the server; never more than there are workers.
    pub fn in_flight(&self) -> u32 {
        self.shared.in_flight()
    }

    /// A snapshot, also after the end.
    pub fn activity(&self) -> Activity {
        let Shared { plan, crew, sender, .. } = &*self.shared;
        self.shared.watch.activity(plan, crew.seen(), sender.pace.hosts())
    }

    /// Of every attempt that the server answered, in milliseconds.
    pub fn latency(&self) -> LatencySummary {
        self.shared.watch.latency()
    }

    /// Workers that may be busy now.
    pub fn workers(&self) -> u16 {
        self.shared.crew.size()
    }

    /// What the search for the best number of workers has come to, where there is one.
    pub fn auto_choice(&self) -> Option<AutoChoice> {
        self.shared.crew.choice()
    }

    /// Requests sent over the last few seconds, whatever came of them.
    pub fn sent_per_second(&self) -> f64 {
        self.shared.sender.pace.sent_per_second()
    }

    /// What it waits for at the moment.
    pub fn wait(&self) -> Option<RunWait> {
        self.shared.sender.pace.wait()
    }

    /// Where answers have pages: how many came, and how many are known to be there.
    pub fn pages(&self) -> Option<PageCounts> {
        self.shared.paging.as_ref().map(Paging::counts)
    }

    /// Why there are fewer workers than were asked for.
    pub fn note(&self) -> Option<String> {
        self.shared.note.clone()
    }

    pub fn started(&self) -> Instant {
        self.shared.watch.started()
    }

    /// Waits until every worker has ended and every outcome is delivered. Many may wait.
    pub async fn ended(&self) -> RunEnd {
        let mut end = self.end.clone();
        match end.wait_for(Option::is_some).await {
            Ok(end) => end.clone().unwrap_or(RunEnd::Stopped),
            // The runtime went away under the run.
            Err(_) => RunEnd::Stopped,
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.supervisor.abort();
    }
}
