use std::time::Duration;

use crate::asked::{Asked, Budget, LONGEST};
use crate::clock::{Deadline, Now};

/// A host that does not say how long is not left alone for longer than this.
const LONGEST_FALLBACK: Duration = Duration::from_secs(60);

/// What a host asked for: to be left alone for a while, or so many requests at most until it counts anew.
///
/// Requests are known by their numbers, which go up by one with each that is sent to the host.
#[derive(Default)]
pub(crate) struct Hold {
    /// Nothing is sent until then.
    until: Option<Deadline>,
    /// The first request that was not yet sent when the last wait began. What was sent before cannot have known of it.
    first_after: u64,
    /// Waits since the last answer.
    in_row: u32,
    allowance: Option<Allowance>,
}

struct Allowance {
    /// Requests that may still be sent.
    left: u64,
    /// The same as the host said it, who did not yet know of all that were under way.
    said: u64,
    until: Deadline,
}

impl Hold {
    /// The host answered request `number` by asking for a slower pace. `next` is the number of the next request.
    pub(crate) fn slow_down(&mut self, now: Now, number: u64, next: u64, asked: Asked, fallback: Duration) {
        // A wait of nothing, such as a date that is over by this computer's clock, does not say how long either.
        let is_said = |wait: &Duration| !wait.is_zero();
        let used_up = asked.budget.filter(|budget| budget.remaining == 0).map(|budget| budget.reset);
        let said = asked.wait.filter(is_said).or(used_up.filter(is_said));
        let is_known = number < self.first_after;
        if !is_known {
            self.in_row = self.in_row.saturating_add(1);
        }
        let wait = match said {
            Some(wait) => wait.min(LONGEST),
            // It was sent before the wait that it would lead to, so it says nothing new.
            None if is_known => return,
            None => fallback.saturating_mul(1 << (self.in_row - 1).min(20)).min(LONGEST_FALLBACK),
        };
        let until = Deadline::after(now, wait);
        let current = self.until.filter(|until| !until.is_over(now));
        if current.is_none() || !is_known {
            self.first_after = next;
        }
        self.until = Some(current.map_or(until, |current| current.later(until)));
    }

    /// The host answered without asking for a slower pace.
    pub(crate) fn answered(&mut self) {
        self.in_row = 0;
    }

    /// The answer said what is left, while `others` were under way. True when that changes how long to wait.
    pub(crate) fn told(&mut self, now: Now, Budget { remaining, reset }: Budget, others: u64) -> bool {
        let was_used_up = self.allowance.as_ref().is_some_and(|allowance| allowance.left == 0);
        // What is under way may or may not have been counted by the host; the answers to come will tell.
        let left = remaining.saturating_sub(others);
        self.allowance =
            Some(Allowance { left, said: remaining, until: Deadline::after(now, reset) }).filter(|_| !reset.is_zero());
        left == 0 || was_used_up
    }

    /// One more request is sent.
    pub(crate) fn sent(&mut self) {
        if let Some(allowance) = &mut self.allowance {
            allowance.left = allowance.left.saturating_sub(1);
            allowance.said = allowance.said.saturating_sub(1);
        }
    }

    /// Whether there is anything to look at; without it the time need not be read.
    pub(crate) fn is_clear(&self) -> bool {
        self.until.is_none() && self.allowance.is_none()
    }

    /// Until when nothing may be sent. Forgets what is over.
    pub(crate) fn until(&mut self, now: Now) -> Option<Deadline> {
        self.until.take_if(|until| until.is_over(now));
        self.allowance.take_if(|allowance| allowance.until.is_over(now));
        let used_up = self.allowance.as_ref().filter(|allowance| allowance.left == 0).map(|allowance| allowance.until);
        match (self.until, used_up) {
            (Some(one), Some(other)) => Some(one.later(other)),
            (one, other) => one.or(other),
        }
    }

    /// Requests that the host says are left.
    pub(crate) fn remaining(&mut self, now: Now) -> Option<u64> {
        self.allowance.take_if(|allowance| allowance.until.is_over(now));
        self.allowance.as_ref().map(|allowance| allowance.said)
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use tokio::time::Instant;

    use super::*;

    /// What a host says about request `.0`, the `.1` next one, at `.2` ms.
    enum Says {
        SlowDown(u64, u64, u64, Asked),
        Answer(u64, Option<(u64, u64)>, u64),
        Sent,
    }
    use Says::*;

    const SILENT: Asked = Asked { wait: None, budget: None };

    fn wait(ms: u64) -> Asked {
        Asked { wait: Some(Duration::from_millis(ms)), budget: None }
    }

    fn used_up(reset_ms: u64) -> Asked {
        Asked { wait: None, budget: Some(Budget { remaining: 0, reset: Duration::from_millis(reset_ms) }) }
    }

    /// Each step, and until when (in ms) the host is left alone after it.
    fn check(steps: &[(Says, Option<u64>)]) {
        let begin = Now { mono: Instant::now(), wall: UNIX_EPOCH };
        let mut hold = Hold::default();
        let at = |ms: u64| {
            let since = Duration::from_millis(ms);
            Now { mono: begin.mono + since, wall: begin.wall + since }
        };
        let mut now = begin;
        for (index, (step, expected)) in steps.iter().enumerate() {
            match *step {
                SlowDown(number, next, ms, asked) => {
                    now = at(ms);
                    hold.slow_down(now, number, next, asked, Duration::from_secs(1));
                }
                Answer(ms, budget, others) => {
                    now = at(ms);
                    hold.answered();
                    if let Some((remaining, ms)) = budget {
                        hold.told(now, Budget { remaining, reset: Duration::from_millis(ms) }, others);
                    }
                }
                Sent => hold.sent(),
            }
            let until = hold.until(now).map(|until| (until.mono - begin.mono).as_millis() as u64);
            assert_eq!(until, *expected, "step {index}");
        }
    }

    #[test]
    fn waits_without_a_word_double() {
        check(&[
            (SlowDown(0, 8, 0, SILENT), Some(1000)),
            // Seven more that were sent before.
            (SlowDown(1, 8, 10, SILENT), Some(1000)),
            (SlowDown(7, 8, 900, SILENT), Some(1000)),
            (SlowDown(8, 9, 1500, SILENT), Some(3500)),
            // A straggler of the first eight.
            (SlowDown(2, 9, 1600, SILENT), Some(3500)),
            (SlowDown(9, 10, 4000, SILENT), Some(8000)),
            (SlowDown(10, 11, 8000, SILENT), Some(16_000)),
            (SlowDown(11, 12, 16_000, SILENT), Some(32_000)),
            (SlowDown(12, 13, 32_000, SILENT), Some(64_000)),
            (SlowDown(13, 14, 64_000, SILENT), Some(124_000)),
            (SlowDown(14, 15, 124_000, SILENT), Some(184_000)),
            (Answer(184_000, None, 0), None),
            (SlowDown(16, 17, 184_000, SILENT), Some(185_000)),
        ]);
    }

    #[test]
    fn what_is_said_is_kept() {
        check(&[
            (SlowDown(0, 4, 0, wait(5000)), Some(5000)),
            // Whoever asks for more gets it, whoever asks for less changes nothing.
            (SlowDown(1, 4, 1000, wait(7000)), Some(8000)),
            (SlowDown(2, 4, 1000, wait(100)), Some(8000)),
            (SlowDown(3, 4, 1000, SILENT), Some(8000)),
            (Answer(8000, None, 0), None),
            (SlowDown(4, 5, 9000, used_up(250)), Some(9250)),
            // Nothing is no wait: it doubles as if it had not been said.
            (SlowDown(5, 6, 10_000, wait(0)), Some(12_000)),
            (SlowDown(6, 7, 12_000, used_up(0)), Some(16_000)),
            (SlowDown(7, 8, 20_000, wait(u64::MAX)), Some(86_420_000)),
        ]);
    }

    #[test]
    fn a_straggler_that_asks_for_a_wait_of_its_own_begins_one() {
        check(&[
            (SlowDown(0, 4, 0, SILENT), Some(1000)),
            // Request 1 is answered when 4 to 9 are under way already: they know as little of this wait as it did.
            (SlowDown(1, 10, 2000, wait(3000)), Some(5000)),
            (SlowDown(4, 10, 2100, SILENT), Some(5000)),
            (SlowDown(10, 11, 5000, SILENT), Some(7000)),
        ]);
    }

    #[test]
    fn budgets() {
        check(&[
            (Answer(0, Some((2, 10_000)), 0), None),
            (Sent, None),
            (Sent, Some(10_000)),
            // The newest counts, with what is under way taken off.
            (Answer(1000, Some((3, 9000)), 1), None),
            (Sent, None),
            (Sent, Some(10_000)),
            (Answer(2000, Some((1, 8000)), 5), Some(10_000)),
            (Answer(2000, Some((1, 8000)), 0), None),
            // An answer that says nothing leaves it as it was.
            (Answer(3000, None, 0), None),
            (Sent, Some(10_000)),
            (Answer(10_000, None, 0), None),
            (Answer(10_000, Some((0, 60_000)), 0), Some(70_000)),
            (Answer(10_000, Some((0, 0)), 0), None),
        ]);
    }

    #[test]
    fn the_later_of_two_waits_counts() {
        check(&[
            (Answer(0, Some((0, 10_000)), 3), Some(10_000)),
            (SlowDown(1, 4, 0, wait(2000)), Some(10_000)),
            (SlowDown(2, 4, 0, wait(20_000)), Some(20_000)),
            (Answer(12_000, None, 0), Some(20_000)),
        ]);
    }
}
