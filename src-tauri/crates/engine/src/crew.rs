use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use fetchgrid_model::AutoChoice;
use fetchgrid_pace::{Auto, Ended};
use tokio::sync::watch;

/// How many of the workers may be busy: all of them, or as many as the search for the best number says.
pub(crate) struct Crew {
    began: Instant,
    auto: Option<Mutex<Auto>>,
    allowed: watch::Sender<u16>,
    /// The most that were allowed so far.
    seen: watch::Sender<u16>,
}

impl Crew {
    pub(crate) fn fixed(workers: u16) -> Self {
        Self::new(workers, None)
    }

    pub(crate) fn automatic(most: u16) -> Self {
        let auto = Auto::new(most);
        Self::new(auto.target(), Some(Mutex::new(auto)))
    }

    fn new(allowed: u16, auto: Option<Mutex<Auto>>) -> Self {
        Crew { began: Instant::now(), auto, allowed: watch::Sender::new(allowed), seen: watch::Sender::new(allowed) }
    }

    /// Returns when this worker (from 1) may be busy.
    pub(crate) async fn wait_for_turn(&self, worker: u16) {
        if *self.allowed.borrow() < worker {
            // The sender lives as long as `self`.
            let _ = self.allowed.subscribe().wait_for(|allowed| *allowed >= worker).await;
        }
    }

    /// Nothing is left to be taken: whoever waits for a turn shall see it.
    pub(crate) fn let_all_go(&self) {
        self.allowed.send_replace(u16::MAX);
    }

    /// The second round is done by as many as the first one ended with.
    pub(crate) fn gather(&self, workers: u16) {
        let wanted = self.auto().map_or(workers, |auto| auto.target());
        self.allowed.send_replace(wanted);
    }

    pub(crate) fn ended(&self, latency: Duration, how: Ended, in_flight: u32) {
        let Some(mut auto) = self.auto() else { return };
        auto.ended(self.began.elapsed(), latency, how, u16::try_from(in_flight).unwrap_or(u16::MAX));
        let target = auto.target();
        drop(auto);
        // Not after everybody was let go: that is for good.
        let changes = |allowed: &mut u16| {
            let changes = *allowed != target && *allowed != u16::MAX;
            *allowed = if changes { target } else { *allowed };
            changes
        };
        if self.allowed.send_if_modified(changes) {
            self.seen.send_if_modified(|seen| {
                let grows = target > *seen;
                *seen = target.max(*seen);
                grows
            });
        }
    }

    /// As many as ever had a turn; the others are of no interest to anybody.
    pub(crate) fn seen(&self) -> u16 {
        *self.seen.borrow()
    }

    pub(crate) fn choice(&self) -> Option<AutoChoice> {
        self.auto().map(|auto| auto.choice())
    }

    pub(crate) fn size(&self) -> u16 {
        self.choice().map_or_else(|| self.seen(), |choice| choice.workers)
    }

    fn auto(&self) -> Option<MutexGuard<'_, Auto>> {
        self.auto.as_ref().map(|auto| auto.lock().unwrap_or_else(|poisoned| poisoned.into_inner()))
    }
}
