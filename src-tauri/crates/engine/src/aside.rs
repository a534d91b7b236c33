use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tokio::time::Instant;

/// Requests that may be set aside, for each worker. Eight workers at 4 000 requests a second, with every 30th answered by a
/// 500 and waiting for half a second, have 67 of them aside: within their 128, so nobody is held up. A server that is
/// altogether down is asked this many times more per worker before everybody waits, and no oftener.
const PER_WORKER: usize = 16;

/// A request that has to be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Retry {
    /// Not before. It comes first, because retries are ordered by it.
    pub(crate) due: Instant,
    pub(crate) position: u64,
    /// From 1.
    pub(crate) page: u32,
    /// How often it was sent so far.
    pub(crate) attempts: u32,
    /// How many of these sendings count.
    pub(crate) counted: u32,
    /// A closed connection was excused once.
    pub(crate) excused: bool,
}

impl Retry {
    /// Something that was never sent.
    pub(crate) fn first(position: u64, page: u32) -> Self {
        Retry { due: Instant::now(), position, page, attempts: 0, counted: 0, excused: false }
    }
}

/// Requests that wait to be sent again while the workers go on with others. What is in here has no outcome yet and is in
/// nobody's hands: when the run ends before it is due, it is as if it had never been taken.
#[derive(Debug)]
pub(crate) struct Aside {
    waiting: BinaryHeap<Reverse<Retry>>,
    most: usize,
}

impl Aside {
    pub(crate) fn new(workers: u16) -> Self {
        Aside { waiting: BinaryHeap::new(), most: usize::from(workers) * PER_WORKER }
    }

    /// Gives the earliest of all back when there is no room for one more: somebody has to wait for it in person.
    pub(crate) fn put(&mut self, retry: Retry) -> Option<Retry> {
        self.waiting.push(Reverse(retry));
        if self.waiting.len() > self.most { self.take_earliest() } else { None }
    }

    pub(crate) fn take_due(&mut self, now: Instant) -> Option<Retry> {
        if self.waiting.peek()?.0.due <= now { self.take_earliest() } else { None }
    }

    pub(crate) fn take_earliest(&mut self) -> Option<Retry> {
        self.waiting.pop().map(|Reverse(retry)| retry)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_is_taken_before_it_is_due() {
        let now = Instant::now();
        let at = |seconds, position| Retry {
            due: now + Duration::from_secs(seconds),
            position,
            page: 1,
            attempts: 1,
            counted: 1,
            excused: false,
        };
        let mut aside = Aside::new(1);
        for retry in [at(9, 1), at(3, 2), at(6, 3)] {
            assert_eq!(aside.put(retry), None);
        }
        #[track_caller]
        fn check(taken: Option<Retry>, expected: Option<u64>) {
            assert_eq!(taken.map(|retry| retry.position), expected);
        }
        check(aside.take_due(now), None);
        check(aside.take_due(now + Duration::from_secs(3)), Some(2));
        check(aside.take_due(now + Duration::from_secs(3)), None);
        check(aside.take_due(now + Duration::from_secs(60)), Some(3));
        check(aside.take_earliest(), Some(1));
        check(aside.take_due(now + Duration::from_secs(60)), None);
        assert!(aside.is_empty());
    }

    proptest! {
        /// Whatever comes, no more than the bound is kept, the earliest are given back, and nothing is lost.
        #[test]
        fn a_full_set_gives_the_earliest_back(waits in proptest::collection::vec(0u64..1000, 0..80)) {
            let now = Instant::now();
            let mut aside = Aside::new(2);
            let mut seen = Vec::new();
            for (position, wait) in (0..).zip(&waits) {
                let retry = Retry { due: now + Duration::from_secs(*wait), position, page: 1, attempts: 1, counted: 1, excused: false };
                if let Some(given_back) = aside.put(retry) {
                    prop_assert!(aside.waiting.iter().all(|kept| given_back <= kept.0));
                    seen.push(given_back.position);
                }
                prop_assert!(aside.waiting.len() <= 2 * PER_WORKER);
            }
            prop_assert_eq!(seen.len(), waits.len().saturating_sub(2 * PER_WORKER));
            seen.extend(std::iter::from_fn(|| aside.take_earliest()).map(|retry| retry.position));
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..waits.len() as u64).collect::<Vec<_>>());
        }
    }
}
