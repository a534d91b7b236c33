use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fetchgrid_model::{HostLimits, HostPace, RunWait, WaitKind};
use tokio::sync::{Notify, Semaphore};
use tokio::time::Instant;

use crate::clock::{Clock, Deadline, Now, day_of, midnight_after};
use crate::hold::Hold;
use crate::meter::{Meter, Sent};
use crate::pace::{AtQuota, QuotaUsedUp};
use crate::permit::{Heard, Permit, Verdict};
use crate::quota::QuotaBook;
use crate::rate::RateGate;
use crate::reach::{Away, Reach};

/// How often somebody who waits looks at the clock on the wall, which is past the end of the wait at once when the
/// computer wakes up.
const LOOK: Duration = Duration::from_secs(30);

/// A shorter wait is over before anybody has read about it.
const WORTH_TELLING: Duration = Duration::from_secs(1);

/// What holds for every host of a run.
pub(crate) struct Rules {
    pub(crate) limits: HostLimits,
    pub(crate) at_quota: AtQuota,
    pub(crate) book: Arc<dyn QuotaBook>,
    pub(crate) clock: Arc<dyn Clock>,
}

/// One host and all that stands between it and the workers.
///
/// Who wants to send queues for the turn, and only who has the turn waits for a moment to come. So thousands of workers
/// cost one timer, and they go on in the order in which they came.
pub(crate) struct Host {
    name: Arc<str>,
    rules: Arc<Rules>,
    slots: Option<Arc<Semaphore>>,
    turn: tokio::sync::Mutex<()>,
    /// What the one with the turn waits for may have changed.
    changed: Notify,
    /// Locked for nanoseconds, and never while something is awaited or read from a disk.
    state: Mutex<State>,
}

struct State {
    /// The number of the next request.
    next: u64,
    in_flight: u32,
    rate: Option<RateGate>,
    hold: Hold,
    reach: Reach,
    meter: Meter,
    /// The day on which the quota was found used up.
    used_up: Option<i64>,
    /// What the one with the turn waits for.
    waiting: Option<Waiting>,
}

#[derive(Clone, Copy)]
struct Waiting {
    kind: WaitKind,
    since: Instant,
    until: Deadline,
}

/// What the one with the turn does next.
enum Step {
    Send(u64),
    LookAgain(Instant),
    End(QuotaUsedUp),
}

impl Host {
    pub(crate) fn new(name: Arc<str>, rules: Arc<Rules>) -> Host {
        let slots = rules.limits.max_in_flight.map(|most| Arc::new(Semaphore::new(usize::from(most.get()))));
        let state = State {
            next: 0,
            in_flight: 0,
            rate: rules.limits.rate.map(RateGate::new),
            hold: Hold::default(),
            reach: Reach::default(),
            meter: Meter::new(Instant::now()),
            used_up: None,
            waiting: None,
        };
        let (turn, changed) = (tokio::sync::Mutex::default(), Notify::new());
        Host { name, rules, slots, turn, changed, state: Mutex::new(state) }
    }

    pub(crate) async fn admit(self: Arc<Self>) -> Result<Permit, QuotaUsedUp> {
        let slot = match &self.slots {
            None => None,
            Some(slots) => Some(slots.clone().acquire_owned().await.expect("nobody closes it")),
        };
        // Nearly always nobody is in the way, and then nothing is awaited.
        let _turn = match self.turn.try_lock() {
            Ok(turn) => turn,
            Err(_) => self.turn.lock().await,
        };
        let mut leaving = None;
        loop {
            match self.step() {
                Step::Send(number) => {
                    drop(leaving);
                    return Ok(Permit::new(self.clone(), number, slot));
                }
                Step::End(used_up) => return Err(used_up),
                Step::LookAgain(then) => {
                    leaving.get_or_insert_with(|| Leaving(&self));
                    // Either is a reason to look again.
                    let _ = tokio::time::timeout_at(then, self.changed.notified()).await;
                }
            }
        }
    }

    fn step(&self) -> Step {
        let Rules { limits, at_quota, book, clock } = &*self.rules;
        let mut state = self.state();
        if state.is_clear() && limits.per_day.is_none() {
            return state.pass(Instant::now());
        }
        let now = Now::read(&**clock);
        let today = day_of(now.wall);
        if let Some(per_day) = limits.per_day
            && state.used_up == Some(today)
        {
            let until = midnight_after(now);
            return match at_quota {
                AtQuota::End => Step::End(QuotaUsedUp { host: self.name.to_string(), per_day, until_ms: until.ms() }),
                AtQuota::Wait => state.wait_for(WaitKind::Quota, now.mono, until, now),
            };
        }
        if let Some(until) = state.hold.until(now) {
            return state.wait_for(WaitKind::SlowDown, now.mono, until, now);
        }
        if let Some(away) = state.reach.away()
            && (away.is_probing || !away.next_probe.is_over(now))
        {
            return state.wait_for(WaitKind::Offline, away.since.mono, away.next_probe, now);
        }
        let Some(per_day) = limits.per_day else { return state.pass(now.mono) };
        if let Err(until) = state.pass_rate() {
            return Step::LookAgain(until);
        }
        // The book may have to look into a file. Who has the turn is alone with it, so nothing is counted twice.
        drop(state);
        let is_left = book.take(&self.name, today, per_day);
        let mut state = self.state();
        if is_left {
            return state.send(now.mono);
        }
        state.used_up = Some(today);
        Step::LookAgain(now.mono)
    }

    /// What became of request `number`.
    pub(crate) fn heard(&self, number: u64, heard: Heard) -> Verdict {
        let mut state = self.state();
        let State { next, in_flight, hold, reach, .. } = &mut *state;
        *in_flight = in_flight.saturating_sub(1);
        let read = || Now::read(&*self.rules.clock);
        let (is_offline, is_changed) = match heard {
            Heard::Answer(asked) => {
                let is_back = reach.answered(*next);
                hold.answered();
                let told = asked.budget.is_some_and(|budget| hold.told(read(), budget, u64::from(*in_flight)));
                (false, is_back || told)
            }
            Heard::SlowDown { asked, fallback } => {
                reach.answered(*next);
                hold.slow_down(read(), number, *next, asked, fallback);
                (false, true)
            }
            Heard::Unreachable => (reach.unreachable(read(), number), true),
            Heard::Nothing => (reach.nothing(read(), number), true),
        };
        let is_waited_for = state.waiting.is_some();
        drop(state);
        if is_changed && is_waited_for {
            self.changed.notify_one();
        }
        Verdict { is_offline }
    }

    /// The wait for which somebody waits, where it is worth telling.
    pub(crate) fn wait(&self, now: Now) -> Option<RunWait> {
        let state = self.state();
        let Waiting { kind, since, until } = state.waiting.or_else(|| state.probing())?;
        let is_long = until.mono.saturating_duration_since(since) >= WORTH_TELLING
            || now.mono.saturating_duration_since(since) >= WORTH_TELLING;
        is_long.then(|| RunWait { kind, host: self.name.to_string(), until_ms: until.ms() })
    }

    pub(crate) fn pace(&self, now: Now) -> HostPace {
        let HostLimits { rate, max_in_flight, per_day } = self.rules.limits;
        let used_today = per_day.map(|_| self.rules.book.used(&self.name, day_of(now.wall)));
        let wait = self.wait(now);
        let mut state = self.state();
        HostPace {
            host: self.name.to_string(),
            per_second: state.meter.over_last_seconds(now.mono).per_second(),
            rate: rate.map(|rate| rate.per_second()),
            in_flight: state.in_flight,
            max_in_flight: max_in_flight.map(|most| most.get()),
            used_today,
            per_day,
            remaining: state.hold.remaining(now),
            wait,
        }
    }

    pub(crate) fn sent(&self, now: Instant) -> Sent {
        self.state().meter.over_last_seconds(now)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Neither the host nor the network is in the way.
    fn is_clear(&self) -> bool {
        self.hold.is_clear() && self.reach.away().is_none()
    }

    fn wait_for(&mut self, kind: WaitKind, since: Instant, until: Deadline, now: Now) -> Step {
        let since = self.waiting.filter(|waiting| waiting.kind == kind).map_or(since, |waiting| waiting.since);
        self.waiting = Some(Waiting { kind, since, until });
        // Where it is over already something else is waited for: what became of the probe.
        let left = until.left(now);
        Step::LookAgain(now.mono + if left.is_zero() { LOOK } else { left.min(LOOK) })
    }

    fn pass(&mut self, now: Instant) -> Step {
        match self.pass_rate() {
            Ok(()) => self.send(now),
            Err(until) => Step::LookAgain(until),
        }
    }

    fn pass_rate(&mut self) -> Result<(), Instant> {
        let Some(rate) = &mut self.rate else { return Ok(()) };
        // What a rate makes wait is no wait to tell of: it is what was asked for.
        rate.pass().inspect_err(|_| self.waiting = None)
    }

    fn send(&mut self, now: Instant) -> Step {
        let number = self.next;
        self.next += 1;
        self.in_flight += 1;
        self.hold.sent();
        self.reach.sent(number);
        self.meter.sent(now);
        Step::Send(number)
    }

    /// The whole run waits for what becomes of one request.
    fn probing(&self) -> Option<Waiting> {
        let Away { since, next_probe, .. } = self.reach.away().filter(|away| away.is_probing)?;
        Some(Waiting { kind: WaitKind::Offline, since: since.mono, until: next_probe })
    }
}

/// Whoever had the turn, and waited, goes: with a permit, or because its future was dropped.
struct Leaving<'a>(&'a Host);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.0.state().waiting = None;
    }
}
