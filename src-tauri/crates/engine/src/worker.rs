use std::future::ready;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use fetchgrid_model::{FailureCategory, Outcome, OutcomeResult, WorkerState};
use fetchgrid_pace::{Ended, Permit, QuotaUsedUp};
use tokio::time::Instant;

use crate::aside::Retry;
use crate::attempt::{Attempt, Blame, host_of};
use crate::cause::Cause;
use crate::journal::{Event, Why};
use crate::plan::{Plan, PlannedRequest};
use crate::queue::Taken;
use crate::run::{Round, Shared};
use crate::sink::Reuse;
use crate::template::Wire;

/// Takes one request after another until there are none left. It holds one at a time: what has to be sent again is set
/// aside, and whoever is free when it is due takes it.
pub(crate) async fn work(shared: Arc<Shared>, worker: u16, round: Round) {
    // A request that this worker itself waits for.
    let mut in_hand: Option<Retry> = None;
    loop {
        if in_hand.is_none() {
            shared.crew.wait_for_turn(worker).await;
        }
        let taken = match in_hand.take() {
            Some(retry) => Taken::Retry(retry),
            None => shared.queue.take(Instant::now()),
        };
        let step = match taken {
            Taken::Position(position) => shared.begin(worker, position, round).await,
            Taken::Retry(retry) => {
                if !wait_for(&shared, worker, retry).await {
                    break;
                }
                fetch(&shared, worker, retry).await
            }
            Taken::Paused => {
                shared.pause_over().await;
                continue;
            }
            Taken::End => break,
            Taken::Broken(message) => Step::Broken(message),
        };
        shared.watch.worker(worker, WorkerState::Idle, None);
        match step {
            Step::Skip => {}
            Step::End => break,
            Step::Broken(message) => {
                shared.break_off(message);
                break;
            }
            // Who is asked to slow down does not go on with something else in the meantime.
            Step::Again(retry, FailureCategory::TooManyRequests) => in_hand = Some(retry),
            Step::Again(retry, _) => in_hand = shared.queue.set_aside(retry),
            Step::Outcome(outcome) => {
                let pause = shared.rules.ended(outcome.failure());
                if let Err(message) = shared.sink.deliver(outcome).await {
                    shared.break_off(message);
                    break;
                }
                shared.delivered.fetch_add(1, Ordering::Relaxed);
                if let Some(reason) = pause {
                    shared.hold(reason);
                }
            }
        }
    }
    // The others may be waiting for a turn that never comes.
    shared.crew.let_all_go();
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

/// What came of one request in hand.
enum Step {
    Outcome(Outcome),
    Again(Retry, FailureCategory),
    /// It needs nothing more from here.
    Skip,
    /// The run is being stopped.
    End,
    Broken(String),
}

impl Shared {
    /// A request that was not sent yet. Those that equal an earlier one come in the second round, when that one has its
    /// outcome.
    async fn begin(&self, worker: u16, position: u64, round: Round) -> Step {
        let equal_to = self.plan.equal_to(position);
        if (round == Round::Equals) != equal_to.is_some() {
            // Taking costs no time: without this, a long list of others would hold the thread.
            tokio::task::coop::consume_budget().await;
            return Step::Skip;
        }
        let never_sent = Retry { due: Instant::now(), position, attempts: 0, counted: 0, excused: false };
        if equal_to.is_none() && !self.has_kept_answers {
            return fetch(self, worker, never_sent).await;
        }
        let PlannedRequest { values, address, .. } = self.plan.request(position);
        match self.sink.reuse(Reuse { position, values, address, equal_to }).await {
            Ok(true) => {
                self.watch.note(worker, position, Event::Reused);
                self.watch.ended(worker, false);
                self.delivered.fetch_add(1, Ordering::Relaxed);
                Step::Skip
            }
            Ok(false) => fetch(self, worker, never_sent).await,
            Err(message) => Step::Broken(message),
        }
    }

    /// A place with the host. Nothing when the run is stopped before there is one.
    async fn admit(&self, worker: u16, position: u64, wire: &Wire) -> Option<Result<Permit, QuotaUsedUp>> {
        let host = host_of(wire);
        let mut admit = pin!(self.sender.pace.admit(&host));
        tokio::select! {
            biased;
            permit = &mut admit => return Some(permit),
            () = ready(()) => {}
        }
        self.watch.worker(worker, WorkerState::HeldBack, Some(position));
        let permit = tokio::select! {
            permit = &mut admit => permit,
            () = self.stopping.cancelled() => return None,
        };
        // A pause may have begun while it was waited for.
        self.pause_over().await;
        (!self.stopping.is_cancelled()).then_some(permit)
    }
}

/// Sends a request once more than it was sent so far.
async fn fetch(shared: &Shared, worker: u16, before: Retry) -> Step {
    let watch = &shared.watch;
    let position = before.position;
    let planned = shared.plan.request(position);
    let attempts = before.attempts + 1;
    let attempt = match planned.wire {
        Err(reason) => Attempt::unsendable(Cause::invalid(&reason)),
        Ok(wire) => {
            let permit = match shared.admit(worker, position, &wire).await {
                None => return Step::End,
                Some(Ok(permit)) => permit,
                Some(Err(used_up)) => return shared.out_of_quota(&used_up),
            };
            watch.worker(worker, WorkerState::Waiting, Some(position));
            watch.note(worker, position, Event::Started { attempt: attempts });
            let send = shared.sender.send(wire, shared.plan.compiled(), permit, shared.timing.base, before.excused);
            tokio::select! {
                sent = send => match sent {
                    Ok(attempt) => attempt,
                    Err(used_up) => return shared.out_of_quota(&used_up),
                },
                () = shared.cut.cancelled() => return Step::End,
            }
        }
    };
    if attempt.is_answered() {
        watch.answered(attempt.duration);
    }
    let how = ended(&attempt);
    shared.crew.ended(attempt.duration, how, shared.in_flight() + 1);
    if let Some(step) = again(shared, worker, &attempt, Retry { attempts, ..before }) {
        return step;
    }
    let micros = attempt.duration.as_micros() as u64;
    let event = match &attempt.result {
        Ok(response) => Event::Done { status: response.status, micros },
        Err(failed) => Event::Failed { why: Why::of(failed), micros },
    };
    watch.note(worker, position, event);
    watch.ended(worker, attempt.result.is_err());
    Step::Outcome(outcome(&shared.plan, position, planned.values, planned.address, attempt, attempts))
}

/// What an attempt says about the number of workers.
fn ended(attempt: &Attempt) -> Ended {
    match &attempt.result {
        Ok(_) => Ended::Answer,
        Err(failed) => match failed.cause.category {
            FailureCategory::TooManyRequests => Ended::SlowDown,
            FailureCategory::Timeout => Ended::TimeOut,
            // It took the server as long as any other answer.
            FailureCategory::NotFound => Ended::Answer,
            _ => Ended::Failure,
        },
    }
}

/// When and how often a failed request is sent again; nothing when this was its outcome.
fn again(shared: &Shared, worker: u16, attempt: &Attempt, sent: Retry) -> Option<Step> {
    let failed = attempt.result.as_ref().err()?;
    let why = Why::of(failed);
    let now = Instant::now();
    let (wait, retry) = match failed.blame {
        Blame::Network => (None, Retry { due: now, ..sent }),
        Blame::Connection if !sent.excused => (None, Retry { due: now, excused: true, ..sent }),
        Blame::Connection | Blame::Request => {
            let counted = sent.counted + 1;
            let wait = shared.timing.wait(counted, why.category)?;
            (Some(wait), Retry { due: now + wait, counted, ..sent })
        }
    };
    let wait_us = wait.unwrap_or_default().as_micros() as u64;
    shared.watch.note(worker, sent.position, Event::Retrying { why, wait_us });
    Some(Step::Again(retry, why.category))
}

impl Shared {
    fn out_of_quota(&self, used_up: &QuotaUsedUp) -> Step {
        self.hold(crate::run::quota_reason(used_up));
        Step::End
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
