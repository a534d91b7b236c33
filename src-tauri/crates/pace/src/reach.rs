use std::time::Duration;

use crate::clock::{Deadline, Now};

/// So many requests that could not reach the host, with no answer in between, and it counts as unreachable.
const IN_ROW: u32 = 5;
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// How soon a network that is back is noticed at the latest.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Whether the host can be reached. One that never answered is never taken for unreachable: its address is wrong, and
/// waiting would hide that.
#[derive(Default)]
pub(crate) struct Reach {
    has_answered: bool,
    in_row: u32,
    offline: Option<Offline>,
    /// The first request that was not yet sent when the host was last back. What was sent before says nothing about it.
    first_after: u64,
}

struct Offline {
    since: Now,
    pause: Duration,
    next_probe: Deadline,
    /// The request that is sent to try.
    probe: Option<u64>,
}

/// What stands in the way while the host cannot be reached.
#[derive(Clone, Copy)]
pub(crate) struct Away {
    pub(crate) since: Now,
    pub(crate) next_probe: Deadline,
    /// A request is on its way to try, so no other follows until it is known what became of it.
    pub(crate) is_probing: bool,
}

impl Reach {
    /// Request `number` got no further than the network. True when that does not count as its attempt.
    pub(crate) fn unreachable(&mut self, now: Now, number: u64) -> bool {
        if let Some(offline) = &mut self.offline {
            if offline.probe == Some(number) {
                // Half a second, a second, two, four …
                offline.again_after(now, (offline.pause * 2).min(LONGEST_PAUSE));
            }
            return true;
        }
        if number < self.first_after {
            return true;
        }
        self.in_row = self.in_row.saturating_add(1);
        if !self.has_answered || self.in_row < IN_ROW {
            return false;
        }
        let next_probe = Deadline::after(now, FIRST_PAUSE);
        self.offline = Some(Offline { since: now, pause: FIRST_PAUSE, next_probe, probe: None });
        true
    }

    /// There was an answer, to whichever request; `next` is the number of the next one. True when the host is back.
    pub(crate) fn answered(&mut self, next: u64) -> bool {
        self.has_answered = true;
        self.in_row = 0;
        let is_back = self.offline.take().is_some();
        if is_back {
            self.first_after = next;
        }
        is_back
    }

    /// It is not known what became of request `number`. True when that does not count as its attempt.
    pub(crate) fn nothing(&mut self, now: Now, number: u64) -> bool {
        if let Some(offline) = &mut self.offline {
            if offline.probe == Some(number) {
                offline.again_after(now, offline.pause);
            }
            return true;
        }
        number < self.first_after
    }

    /// Request `number` is sent; while the host is away that is the one to try with.
    pub(crate) fn sent(&mut self, number: u64) {
        if let Some(offline) = &mut self.offline {
            offline.probe = Some(number);
        }
    }

    pub(crate) fn away(&self) -> Option<Away> {
        let Offline { since, next_probe, probe, .. } = self.offline.as_ref()?;
        Some(Away { since: *since, next_probe: *next_probe, is_probing: probe.is_some() })
    }
}

impl Offline {
    fn again_after(&mut self, now: Now, pause: Duration) {
        self.pause = pause;
        self.next_probe = Deadline::after(now, pause);
        self.probe = None;
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use tokio::time::Instant;

    use super::*;

    fn at(begin: Instant, ms: u64) -> Now {
        let since = Duration::from_millis(ms);
        Now { mono: begin + since, wall: UNIX_EPOCH + since }
    }

    /// What is heard of requests 0, 1, 2 … one after the other (`a`nswer, `u`nreachable, `n`othing), and for each whether
    /// it does not count (`-`) or does (`+`).
    fn check(heard: &str, counts: &str, is_away: bool) {
        let begin = Instant::now();
        let mut reach = Reach::default();
        let mut given = String::new();
        for (number, what) in (0..).zip(heard.chars()) {
            let is_offline = match what {
                'a' => {
                    reach.answered(number + 1);
                    false
                }
                'u' => reach.unreachable(at(begin, number), number),
                _ => reach.nothing(at(begin, number), number),
            };
            given.push(if is_offline { '-' } else { '+' });
        }
        assert_eq!((given.as_str(), reach.away().is_some()), (counts, is_away), "{heard}");
    }

    #[test]
    fn five_in_a_row_of_a_host_that_answered() {
        check("auuuu", "+++++", false);
        check("auuuuu", "+++++-", true);
        check("auuuuuu", "+++++--", true);
        check("auuuuauuuu", "++++++++++", false);
        check("anununununu", "++++++++++-", true);
        check("auuuuuaauuuuu", "+++++-++++++-", true);
        check("uuuuuuuuuuuuuuu", "+++++++++++++++", false);
        check("nnnnnnn", "+++++++", false);
        check("auuuuun", "+++++--", true);
    }

    #[test]
    fn probes_come_slower_and_slower() {
        let begin = Instant::now();
        let mut reach = Reach::default();
        reach.answered(1);
        for number in 1..=5 {
            reach.unreachable(at(begin, 0), number);
        }
        let next = |reach: &Reach| {
            let away = reach.away().expect("it is away");
            ((away.next_probe.mono - begin).as_millis() as u64, away.is_probing)
        };
        assert_eq!(next(&reach), (500, false));
        let mut now = 500;
        for (probe, pause) in (6..).zip([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]) {
            reach.sent(probe);
            assert!(next(&reach).1);
            // Others that come back meanwhile are not the probe.
            assert!(reach.unreachable(at(begin, now), 3) && reach.nothing(at(begin, now), 4));
            assert!(next(&reach).1);
            assert!(reach.unreachable(at(begin, now), probe));
            assert_eq!(next(&reach), (now + pause, false));
            now += pause;
        }
        // A probe of which nothing is heard is followed by another, no slower than it came.
        reach.sent(14);
        reach.nothing(at(begin, now), 14);
        assert_eq!(next(&reach), (now + 60_000, false));
        assert!(reach.answered(15));
        assert!(reach.away().is_none());
        assert!(!reach.answered(16));
    }

    #[test]
    fn what_was_sent_before_the_host_was_back_does_not_count() {
        let begin = Instant::now();
        let mut reach = Reach::default();
        reach.answered(1);
        for number in 1..=5 {
            reach.unreachable(at(begin, 0), number);
        }
        reach.answered(20);
        for number in 6..20 {
            assert!(reach.unreachable(at(begin, 9), number) && reach.nothing(at(begin, 9), number));
        }
        assert!(reach.away().is_none(), "stragglers do not send it away again");
        assert!(!reach.unreachable(at(begin, 9), 20) && !reach.nothing(at(begin, 9), 21));
    }
}
