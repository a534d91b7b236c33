use std::future::ready;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use fetchgrid_model::{Failure, FailureCategory, Outcome, OutcomeResult, Rest, WorkerState};
use fetchgrid_pace::{Ended, Permit, QuotaUsedUp};
use tokio::time::Instant;

use crate::aside::Retry;
use crate::attempt::{Attempt, Blame, host_of};
use crate::cause::Cause;
use crate::journal::{Event, Why};
use crate::paging::{Follows, incomplete};
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
        let changed = shared.queue.changed();
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
            Taken::Page { position, page } => fetch(&shared, worker, Retry::first(position, page)).await,
            Taken::Paused => {
                shared.pause_over().await;
                continue;
            }
            Taken::Wait => {
                shared.watch.worker(worker, WorkerState::Idle, None);
                tokio::select! {
                    () = changed => {}
                    () = shared.stopping.cancelled() => {}
                }
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
                if let Err(message) = shared.deliver(*outcome).await {
                    shared.break_off(message);
                    break;
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
    Outcome(Box<Outcome>),
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
        if let Some(paging) = &self.paging {
            let address = self.plan.request(position).address;
            let pages = match self.sink.pages(position).await {
                Ok(pages) => pages,
                Err(message) => return Step::Broken(message),
            };
            self.queue.begin_pages();
            if !pages.is_empty() {
                let follows = paging.go_on(position, &address, pages);
                return match self.follow(position, follows, None).await {
                    Ok(()) => Step::Skip,
                    Err(message) => Step::Broken(message),
                };
            }
            paging.begin(position, &address);
        }
        fetch(self, worker, Retry::first(position, 1)).await
    }

    /// An outcome that is in the document already. None when there is none.
    async fn reuse(&self, worker: u16, position: u64, page: u32, planned: &PlannedRequest) -> Option<Step> {
        let equal_to = self.plan.equal_to(position);
        if equal_to.is_none() && !self.has_kept_answers {
            return None;
        }
        let rest = if self.paging.is_some() { Rest::More } else { Rest::SINGLE };
        let PlannedRequest { values, address, .. } = planned.clone();
        let reused = match self.sink.reuse(Reuse { position, page, rest, values, address, equal_to }).await {
            Ok(Some(reused)) => reused,
            Ok(None) => return None,
            Err(message) => return Some(Step::Broken(message)),
        };
        self.watch.note(worker, (position, page), Event::Reused);
        self.watch.ended(worker, false);
        let Some(paging) = &self.paging else {
            self.delivered.fetch_add(1, Ordering::Relaxed);
            return Some(Step::Skip);
        };
        let follows = match &reused.response {
            Some(response) if !reused.failed => paging.answered(position, page, response).1,
            response => paging.failed(position, page, response.as_ref().map(|response| response.status)).1,
        };
        Some(match self.follow(position, follows, None).await {
            Ok(()) => Step::Skip,
            Err(message) => Step::Broken(message),
        })
    }

    /// Hands an outcome on, and sees to what follows from it.
    async fn deliver(&self, mut outcome: Outcome) -> Result<(), String> {
        let position = outcome.position;
        let mut follows = None;
        if let Some(paging) = &self.paging {
            let (page, status) = (outcome.page, outcome.response().map(|response| response.status));
            let next = match &outcome.result {
                OutcomeResult::Response(response) => {
                    let (answered, next) = paging.answered(position, page, response);
                    if let Err(message) = answered {
                        let failure = Failure { category: FailureCategory::Incomplete, message };
                        outcome.result = OutcomeResult::Failure { failure, response: Some(response.clone()) };
                    }
                    next
                }
                OutcomeResult::Failure { .. } => {
                    let (is_past_the_end, next) = paging.failed(position, page, status);
                    if is_past_the_end {
                        return self.follow(position, next, None).await;
                    }
                    next
                }
            };
            outcome.rest = match (next.ended, &next.verdict) {
                (Some(pages), None) => Rest::Ended { pages },
                _ => Rest::More,
            };
            follows = Some(next);
        }
        let pause = self.rules.ended(outcome.failure());
        let follows = follows.map(|follows| (follows, outcome.clone_without_body()));
        self.sink.deliver(outcome).await?;
        match follows {
            Some((follows, of)) => self.follow(position, follows, Some(of)).await?,
            None => drop(self.delivered.fetch_add(1, Ordering::Relaxed)),
        }
        if let Some(reason) = pause {
            self.hold(reason);
        }
        Ok(())
    }

    /// Gives out the pages that are now known, and ends the request when there are none. `told`: an outcome that says so.
    async fn follow(&self, position: u64, follows: Follows, told: Option<Outcome>) -> Result<(), String> {
        let Follows { pages, ended, verdict } = follows;
        self.queue.add_pages(pages);
        let Some(pages) = ended else { return Ok(()) };
        match (verdict, told) {
            (Some(message), told) => {
                let of = told.unwrap_or_else(|| self.nothing_of(position));
                let outcome = incomplete(&of, pages, message);
                let pause = self.rules.ended(outcome.failure());
                self.sink.deliver(outcome).await?;
                if let Some(reason) = pause {
                    self.hold(reason);
                }
            }
            (None, Some(_)) => {}
            (None, None) => self.sink.end(position, pages).await?,
        }
        self.delivered.fetch_add(1, Ordering::Relaxed);
        self.queue.end_pages();
        Ok(())
    }

    /// A request of which nothing was sent in this run.
    fn nothing_of(&self, position: u64) -> Outcome {
        let PlannedRequest { values, address, .. } = self.plan.request(position);
        let attempt = Attempt::unsendable(Cause::invalid(""));
        outcome(&self.plan, position, 1, values, address, attempt, 0)
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
    let Retry { position, page, .. } = before;
    let mut planned = shared.plan.request(position);
    if page > 1 {
        planned = match shared.paging.as_ref().and_then(|paging| paging.ask(position, page)) {
            Some(ask) => planned.page(&ask, shared.plan.compiled()),
            None => return Step::Broken(format!("Nobody knows how page {page} is asked for.")),
        };
    }
    if before.attempts == 0
        && let Some(step) = shared.reuse(worker, position, page, &planned).await
    {
        return step;
    }
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
            watch.note(worker, (position, page), Event::Started { attempt: attempts });
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
    watch.note(worker, (position, page), event);
    watch.ended(worker, attempt.result.is_err());
    let outcome = outcome(&shared.plan, position, page, planned.values, planned.address, attempt, attempts);
    Step::Outcome(Box::new(outcome))
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
    shared.watch.note(worker, (sent.position, sent.page), Event::Retrying { why, wait_us });
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
    page: u32,
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
    Outcome {
        position,
        page,
        rest: Rest::SINGLE,
        values,
        address,
        started_at_ms,
        duration_us: duration.as_micros() as u64,
        attempts,
        result,
    }
}
