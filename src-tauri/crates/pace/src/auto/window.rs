use std::time::Duration;

use super::Ended;
use super::tally::Tally;

/// What is measured until the next conclusion.
#[derive(Debug, Default)]
pub(super) struct Window {
    began: Duration,
    /// So many ends still belong to the number that was in force before: first they have to be over.
    pub(super) warm_up: u32,
    pub(super) ends: u32,
    answers: u32,
    failures: u32,
    time_outs: u32,
    in_flight: u64,
    idle: Duration,
}

impl Window {
    pub(super) fn new(began: Duration, warm_up: u32) -> Window {
        Window { began, warm_up, ..Window::default() }
    }

    pub(super) fn count(&mut self, how: Ended, in_flight: u16) {
        self.ends += 1;
        self.in_flight += u64::from(in_flight);
        match how {
            Ended::Answer => self.answers += 1,
            Ended::Failure => self.failures += 1,
            Ended::TimeOut => self.time_outs += 1,
            Ended::SlowDown => {}
        }
    }

    /// Nothing was under way for so long, although the server had not asked for it: that says nothing about the server.
    pub(super) fn was_idle(&mut self, time: Duration) {
        self.idle += time;
    }

    pub(super) fn tally(&self, until: Duration) -> Tally {
        let seconds = until.saturating_sub(self.began).saturating_sub(self.idle).as_secs_f64();
        Tally { answers: f64::from(self.answers), seconds }
    }

    /// A single one that never answers is nobody's fault; a tenth of all is.
    pub(super) fn has_many_time_outs(&self, workers: u16) -> bool {
        self.time_outs >= 2 && self.time_outs * 10 >= self.ends.max(u32::from(workers))
    }

    /// At least half, and not by chance.
    pub(super) fn has_many_failures(&self) -> bool {
        f64::from(self.failures) >= f64::from(self.ends) * (0.5 + self.noise(0.7))
    }

    /// Something else than the number of workers kept the run slow: a rate limit, a slow disk, the end of the list.
    pub(super) fn was_held_back(&self, workers: u16) -> bool {
        self.in_flight * 4 < u64::from(self.ends) * u64::from(workers) * 3
    }

    /// By how much the speed may be off by chance, as a share of it: so many times the standard error of latencies that
    /// vary as much as they are long.
    pub(super) fn noise(&self, times: f64) -> f64 {
        times / f64::from(self.ends).sqrt()
    }

    /// Answers to requests that began together come together. A window must not begin or end in the middle of such a bunch,
    /// or the speed would be off by half of it: so it ends before a pause that is about as long as they are in the mean.
    pub(super) fn ends_before(&self, last_end: Duration, at: Duration) -> bool {
        let gap = at.saturating_sub(last_end).as_secs_f64();
        gap * f64::from(self.ends) > 0.9 * self.tally(last_end).seconds
    }
}
