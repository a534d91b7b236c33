use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use fetchgrid_model::{FailureCategory, Outcome, OutcomeResult, WorkerState};
use tokio::time::Instant;

use crate::aside::Retry;
use crate::attempt::Attempt;
use crate::cause::Cause;
use crate::journal::{Event, Why};
use crate::plan::Plan;
use crate::queue::Taken;
use crate::run::Shared;

/// Takes one request after another until there are none left. It holds one at a time: what has to be sent again is set
/// aside, and whoever is free when it is due takes it.
pub(crate) async fn work(shared: Arc<Shared>, worker: u16) {
    // A request that this worker itself waits for.
    let mut in_hand: Option<Retry> = None;
    loop {
        let taken = match in_hand.take() {
            Some(retry) => Taken::Retry(retry),
            None => shared.queue.take(Instant::now()),
        };
        let (position, attempts) = match taken {
            Taken::Position(position) => (position, 0),
            Taken::Retry(retry) => {
                if !wait_for(&shared, worker, retry).await {
                    break;
                }
                (retry.position, retry.attempts)
            }
            Taken::Paused => {
                shared.pause_over().await;
                continue;
            }
            Taken::End => break,
            Taken::Broken(message) => {
                shared.break_off(message);
                break;
            }
        };
        let Some(fetched) = fetch(&shared, worker, position, attempts + 1).await else { break };
        shared.watch.worker(worker, WorkerState::Idle, None);
        match fetched {
            // Who is asked to slow down does not go on with something else in the meantime.
            Fetched::Again(retry, FailureCategory::TooManyRequests) => in_hand = Some(retry),
            Fetched::Again(retry, _) => in_hand = shared.queue.set_aside(retry),
            Fetched::Outcome(outcome) => {
                if let Err(message) = shared.sink.deliver(outcome).await {
                    shared.break_off(message);
                    break;
                }
                shared.delivered.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
    shared.watch.worker(worker, WorkerState::Finished, None);
}

/// Until it is due, and no pause is in the way. False when the run was stopped meanwhile.
async fn wait_for(shared: &Shared, worker: u16, retry: Retry) -> bool {
    if retry.due > Instant::now() {
        shared.watch.worker(worker, WorkerState::BackingOff, Some(retry.position));
        tokio::select! {
            () = tokio::time::sleep_until(retry.due) => {}
            () = shared.stopping.cancelled() => return false,
        }
    }
    // Paused means that nothing is sent, so what has to be sent again waits as well.
    shared.pause_over().await;
    !shared.stopping.is_cancelled()
}

/// What came of one attempt.
enum Fetched {
    Outcome(Outcome),
    Again(Retry, FailureCategory),
}

/// Sends a request for the `attempts`th time. None when the run was stopped before there was an answer.
async fn fetch(shared: &Shared, worker: u16, position: u64, attempts: u32) -> Option<Fetched> {
    let watch = &shared.watch;
    watch.worker(worker, WorkerState::Waiting, Some(position));
    let planned = shared.plan.request(position);
    watch.note(worker, position, Event::Started { attempt: attempts });
    let attempt = match planned.wire {
        Err(reason) => Attempt::unsendable(Cause::invalid(&reason)),
        Ok(wire) => {
            let _in_flight = InFlight::new(&shared.in_flight);
            tokio::select! {
                attempt = shared.sender.send(wire, shared.plan.compiled()) => attempt,
                () = shared.cut.cancelled() => return None,
            }
        }
    };
    if attempt.is_answered() {
        watch.answered(attempt.duration);
    }
    if let Some((wait, why)) = shared.wait_after(&attempt, attempts) {
        watch.note(worker, position, Event::Retrying { why, wait_us: wait.as_micros() as u64 });
        let retry = Retry { due: Instant::now() + wait, position, attempts };
        return Some(Fetched::Again(retry, why.category));
    }
    let micros = attempt.duration.as_micros() as u64;
    let event = match &attempt.result {
        Ok(response) => Event::Done { status: response.status, micros },
        Err(failed) => Event::Failed { why: Why::of(failed), micros },
    };
    watch.note(worker, position, event);
    watch.ended(worker, attempt.result.is_err());
    Some(Fetched::Outcome(outcome(&shared.plan, position, planned.values, planned.address, attempt, attempts)))
}

pub(crate) fn outcome(
    plan: &Plan,
    position: u64,
    values: Vec<String>,
    address: String,
    attempt: Attempt,
    attempts: u32,
) -> Outcome {
    let Attempt { started_at_ms, duration, result } = attempt;
    let result = match result {
        Ok(response) => OutcomeResult::Response(response),
        Err(failed) => {
            let mut failure = failed.cause.into_failure(attempts);
            failure.message = plan.compiled().redact(failure.message);
            OutcomeResult::Failure { failure, response: failed.response }
        }
    };
    Outcome { position, values, address, started_at_ms, duration_us: duration.as_micros() as u64, attempts, result }
}

/// Counts a request for as long as it is under way, also when it is cut off.
struct InFlight<'a>(&'a AtomicU32);

impl<'a> InFlight<'a> {
    fn new(count: &'a AtomicU32) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        InFlight(count)
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
