use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use fetchgrid_model::{Outcome, OutcomeResult, WorkerState};

use crate::attempt::Attempt;
use crate::cause::Cause;
use crate::journal::{Event, Why};
use crate::plan::Plan;
use crate::queue::Taken;
use crate::run::Shared;

/// Takes one position after another until there are none left. It holds one request at a time.
pub(crate) async fn work(shared: Arc<Shared>, worker: u16) {
    loop {
        match shared.queue.take() {
            Taken::Position(position) => {
                let Some(outcome) = fetch(&shared, worker, position).await else { break };
                shared.watch.worker(worker, WorkerState::Idle, None);
                if let Err(message) = shared.sink.deliver(outcome).await {
                    shared.break_off(message);
                    break;
                }
                shared.delivered.fetch_add(1, Ordering::Relaxed);
            }
            Taken::Paused => shared.pause_over().await,
            Taken::End => break,
            Taken::Broken(message) => {
                shared.break_off(message);
                break;
            }
        }
    }
    shared.watch.worker(worker, WorkerState::Finished, None);
}

/// The outcome, or none when the run was stopped before there was one.
async fn fetch(shared: &Shared, worker: u16, position: u64) -> Option<Outcome> {
    let watch = &shared.watch;
    watch.worker(worker, WorkerState::Waiting, Some(position));
    let mut planned = shared.plan.request(position);
    let mut attempts = 0;
    loop {
        attempts += 1;
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
            watch.note(worker, position, Event::Retrying { why, wait_ms: wait.as_millis() as u64 });
            watch.worker(worker, WorkerState::BackingOff, Some(position));
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = shared.stopping.cancelled() => return None,
            }
            // Paused means that nothing is sent, so what has to be sent again waits as well.
            shared.pause_over().await;
            if shared.stopping.is_cancelled() {
                return None;
            }
            watch.worker(worker, WorkerState::Waiting, Some(position));
            planned = shared.plan.request(position);
            continue;
        }
        let micros = attempt.duration.as_micros() as u64;
        let event = match &attempt.result {
            Ok(response) => Event::Done { status: response.status, micros },
            Err(failed) => Event::Failed { why: Why::of(failed), micros },
        };
        watch.note(worker, position, event);
        watch.ended(worker, attempt.result.is_err());
        return Some(outcome(&shared.plan, position, planned.values, planned.address, attempt, attempts));
    }
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
