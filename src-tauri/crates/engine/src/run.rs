use std::pin::Pin;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use fetchgrid_model::{Activity, LatencySummary, Outcome, RunSettings};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::activity::Watch;
use crate::attempt::{Attempt, LARGEST_BODY, Sender};
use crate::cause::Cause;
use crate::client;
use crate::error::EngineError;
use crate::journal::{RunEvent, Why};
use crate::plan::Plan;
use crate::queue::{Positions, Queue};
use crate::retry::Timing;
use crate::worker::{outcome, work};

/// Where the outcomes of a run go.
pub trait OutcomeSink: Send + Sync + 'static {
    /// Waits while the sink is full: the workers wait with it. An error ends the run as broken with that message.
    fn deliver(&self, outcome: Outcome) -> Pin<Box<dyn Future<Output = Result<(), String>> + Send + '_>>;
}

/// How a run came to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// Every position has its outcome.
    Finished,
    /// Some have none.
    Stopped,
    /// The positions could not be read or the outcomes not be delivered; a whole sentence.
    Broken(String),
}

/// What the workers of a run share.
pub(crate) struct Shared {
    pub(crate) plan: Plan,
    pub(crate) queue: Queue,
    pub(crate) sender: Sender,
    pub(crate) timing: Timing,
    pub(crate) sink: Arc<dyn OutcomeSink>,
    pub(crate) watch: Watch,
    pub(crate) in_flight: AtomicU32,
    pub(crate) delivered: AtomicU64,
    /// No new requests, no further attempts.
    pub(crate) stopping: CancellationToken,
    /// What is in flight is dropped.
    pub(crate) cut: CancellationToken,
    paused: watch::Sender<bool>,
    broken: OnceLock<String>,
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

    /// How long to wait before another attempt, and why there is one; none when this was the last.
    pub(crate) fn wait_after(&self, attempt: &Attempt, attempts: u32) -> Option<(Duration, Why)> {
        let failed = attempt.result.as_ref().err().filter(|failed| failed.cause.is_passing())?;
        let wait = self.timing.wait(attempts, failed.retry_after, rand::random())?;
        Some((wait, Why::of(failed)))
    }

    /// Ends the run with the first message that comes; the others follow from it.
    pub(crate) fn break_off(&self, message: String) {
        let _ = self.broken.set(message);
        self.queue.close();
        self.stopping.cancel();
        self.cut.cancel();
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
    settings: RunSettings,
    sink: Arc<dyn OutcomeSink>,
) -> Result<Run, EngineError> {
    let timing = Timing::of(&settings);
    start_with(plan, positions, total, settings.workers.get(), timing, sink)
}

/// Whether [`start`] would find what it needs, so that nothing is given up for a run that cannot begin.
pub fn can_start(plan: &Plan, settings: &RunSettings) -> Result<(), EngineError> {
    tokio::runtime::Handle::try_current().map_err(|_| EngineError::NoRuntime)?;
    sender(plan, settings.workers.get().into(), &Timing::of(settings)).map(drop)
}

pub(crate) fn start_with(
    plan: Plan,
    positions: Positions,
    total: u64,
    workers: u16,
    timing: Timing,
    sink: Arc<dyn OutcomeSink>,
) -> Result<Run, EngineError> {
    let runtime = tokio::runtime::Handle::try_current().map_err(|_| EngineError::NoRuntime)?;
    // More workers than requests would only stand about.
    let workers = u16::try_from(total).unwrap_or(u16::MAX).clamp(1, workers.max(1));
    let sender = sender(&plan, workers.into(), &timing)?;
    let shared = Arc::new(Shared {
        queue: Queue::new(positions, plan.len(), workers),
        plan,
        sender,
        timing,
        sink,
        watch: Watch::new(workers, total),
        in_flight: AtomicU32::new(0),
        delivered: AtomicU64::new(0),
        stopping: CancellationToken::new(),
        cut: CancellationToken::new(),
        paused: watch::Sender::new(false),
        broken: OnceLock::new(),
    });
    tracing::debug!(total, workers, "a run begins");
    let (end_sender, end) = watch::channel(None);
    let supervisor = runtime.spawn(supervise(shared.clone(), workers, total, end_sender)).abort_handle();
    Ok(Run { shared, end, supervisor })
}

/// Owns the workers: when it is dropped they are.
async fn supervise(shared: Arc<Shared>, workers: u16, total: u64, end: watch::Sender<Option<RunEnd>>) {
    let mut set = JoinSet::new();
    for worker in 1..=workers {
        set.spawn(work(shared.clone(), worker));
    }
    let grace = async {
        shared.stopping.cancelled().await;
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
    let delivered = shared.delivered.load(Ordering::Relaxed);
    let (ended, event) = match shared.broken.get() {
        Some(message) => (RunEnd::Broken(message.clone()), RunEvent::Broken),
        // A stop that came when nothing was left to be stopped has not stopped anything.
        None if shared.stopping.is_cancelled() && delivered < total => (RunEnd::Stopped, RunEvent::Stopped),
        None => (RunEnd::Finished, RunEvent::Finished),
    };
    shared.watch.finish();
    shared.watch.note_run(event);
    tracing::debug!(delivered, ?ended, "a run ended");
    end.send_replace(Some(ended));
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
        self.shared.in_flight.load(Ordering::Relaxed)
    }

    /// A snapshot, also after the end.
    pub fn activity(&self) -> Activity {
        self.shared.watch.activity(&self.shared.plan)
    }

    /// Of every attempt that the server answered, in milliseconds.
    pub fn latency(&self) -> LatencySummary {
        self.shared.watch.latency()
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

fn sender(plan: &Plan, workers: usize, timing: &Timing) -> Result<Sender, EngineError> {
    Ok(Sender { http: client::build(plan, workers)?, timeout: timing.timeout, largest_body: LARGEST_BODY })
}

/// One request with the same client and checks as in a run, sent once: for "Test one".
///
/// # Errors
/// When the plan has no such request, or no connection can be set up at all.
pub async fn fetch_one(plan: &Plan, position: u64, settings: &RunSettings) -> Result<Outcome, EngineError> {
    if position >= plan.len() {
        return Err(EngineError::NoSuchRequest { position, len: plan.len() });
    }
    let sender = sender(plan, 1, &Timing::of(settings))?;
    let planned = plan.request(position);
    let attempt = match planned.wire {
        Ok(wire) => sender.send(wire, plan.compiled()).await,
        Err(reason) => Attempt::unsendable(Cause::invalid(&reason)),
    };
    Ok(outcome(plan, position, planned.values, planned.address, attempt, 1))
}
