use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use fetchgrid_model::{Activity, HostPace, LatencySummary, WorkerState};

use crate::attempt::now_ms;
use crate::journal::{Event, Journal, RunEvent};
use crate::meter::Meter;
use crate::plan::Plan;
use crate::roster::Roster;

/// What a run leaves to be looked at, while it goes on and after. Both locks are held for some ten nanoseconds, never
/// across a wait; readers copy first and put into words afterwards.
#[derive(Debug)]
pub(crate) struct Watch {
    started: Instant,
    roster: Roster,
    meter: Mutex<Meter>,
    journal: Mutex<Journal>,
}

impl Watch {
    pub(crate) fn new(workers: u16, total: u64) -> Self {
        let watch = Watch {
            started: Instant::now(),
            roster: Roster::new(workers),
            meter: Mutex::new(Meter::new()),
            journal: Mutex::default(),
        };
        watch.note_run(RunEvent::Began { workers, total });
        watch
    }

    pub(crate) fn started(&self) -> Instant {
        self.started
    }

    pub(crate) fn worker(&self, worker: u16, state: WorkerState, position: Option<u64>) {
        self.roster.set(worker, state, position);
    }

    pub(crate) fn note(&self, worker: u16, place: (u64, u32), event: Event) {
        lock(&self.journal).note(now_ms(), worker, place, event);
    }

    pub(crate) fn note_run(&self, event: RunEvent) {
        self.note(0, (0, 1), Event::Run(event));
    }

    /// An attempt that the server answered.
    pub(crate) fn answered(&self, duration: Duration) {
        lock(&self.meter).answered(duration);
    }

    /// A request came to its end.
    pub(crate) fn ended(&self, worker: u16, failed: bool) {
        self.roster.count(worker);
        lock(&self.meter).ended(self.started.elapsed(), failed);
    }

    pub(crate) fn finish(&self) {
        self.roster.finish();
    }

    pub(crate) fn latency(&self) -> LatencySummary {
        lock(&self.meter).summary()
    }

    /// `shown` workers, and what is known of the hosts.
    pub(crate) fn activity(&self, plan: &Plan, shown: u16, hosts: Vec<HostPace>) -> Activity {
        let meter = lock(&self.meter).clone();
        let journal = lock(&self.journal).copy();
        Activity {
            throughput: meter.throughput(),
            seconds_per_point: meter.seconds_per_point(),
            histogram: meter.histogram(),
            latency: meter.summary(),
            workers: self.roster.table(plan, shown),
            hosts,
            log: journal.words(plan),
        }
    }
}

/// Nothing in here is left half done by a panic: every change is one step.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}
