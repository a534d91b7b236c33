use std::collections::VecDeque;
use std::sync::Mutex;

use tokio::sync::Notify;
use tokio::sync::futures::Notified;
use tokio::time::Instant;

use crate::aside::{Aside, Retry};
use crate::paging::Pages;

/// The positions that are still to be fetched, in the order in which they are taken.
pub type Positions = Box<dyn Iterator<Item = Result<u64, String>> + Send>;

/// What the workers take from: new positions, and requests that have to be sent again. Pause and stop go through the same
/// lock as taking, so that nothing is taken any more once they return.
pub(crate) struct Queue {
    inner: Mutex<Inner>,
    /// There may be something to take where there was nothing.
    changed: Notify,
}

struct Inner {
    positions: Positions,
    /// Where the plan ends.
    len: u64,
    aside: Aside,
    /// Further pages of requests that were begun.
    pages: VecDeque<Pages>,
    /// Requests that were begun and may turn out to have further pages.
    unfinished: usize,
    paused: bool,
    /// There are no new positions.
    exhausted: bool,
    /// Failed or stopped: nothing is taken any more, whatever is left.
    closed: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    Position(u64),
    /// A page after the first of a request that was begun.
    Page {
        position: u64,
        page: u32,
    },
    /// It is due, or there is nothing else to do than to wait for it.
    Retry(Retry),
    /// Nothing for now; ask again after the pause.
    Paused,
    /// Nothing for now; ask again when something has [changed](Queue::changed).
    Wait,
    /// Nothing any more.
    End,
    /// The positions could not be read.
    Broken(String),
}

impl Queue {
    pub(crate) fn new(positions: Positions, len: u64, workers: u16) -> Self {
        let aside = Aside::new(workers);
        let inner = Inner {
            positions,
            len,
            aside,
            pages: VecDeque::new(),
            unfinished: 0,
            paused: false,
            exhausted: false,
            closed: false,
        };
        Queue { inner: Mutex::new(inner), changed: Notify::new() }
    }

    /// A due retry comes before a new position. When there are no new positions, whoever asks gets the earliest retry to
    /// wait for in person. It cannot be the wrong one: what is set aside from then on is followed by a take of the same
    /// worker, who gets it unless there is one that is due still earlier.
    ///
    /// Nobody ends while something is aside, so that as many workers are left as there are requests.
    pub(crate) fn take(&self, now: Instant) -> Taken {
        let mut inner = self.lock();
        let is_empty = inner.exhausted && inner.aside.is_empty() && inner.pages.is_empty() && inner.unfinished == 0;
        if inner.closed || is_empty {
            return Taken::End;
        }
        if inner.paused {
            return Taken::Paused;
        }
        if let Some(retry) = inner.aside.take_due(now) {
            return Taken::Retry(retry);
        }
        // What was begun comes before what is new: so that few requests are half done.
        if let Some(pages) = inner.pages.front_mut() {
            let (position, page) = (pages.position, pages.from);
            if page == pages.to {
                inner.pages.pop_front();
            } else {
                pages.from += 1;
            }
            return Taken::Page { position, page };
        }
        // An iterator that has ended is not asked again: it need not say the same twice.
        let next = if inner.exhausted { None } else { inner.positions.next() };
        let message = match next {
            Some(Ok(position)) if position < inner.len => return Taken::Position(position),
            Some(Ok(position)) => format!("There is no request {position} in a plan of {}.", inner.len),
            Some(Err(message)) => message,
            None => {
                inner.exhausted = true;
                let end = if inner.unfinished > 0 { Taken::Wait } else { Taken::End };
                return inner.aside.take_earliest().map_or(end, Taken::Retry);
            }
        };
        inner.closed = true;
        self.changed.notify_waiters();
        Taken::Broken(message)
    }

    /// Leaves a request to whoever is free when it is due. When the set is full the earliest comes back, to be waited for
    /// in person.
    pub(crate) fn set_aside(&self, retry: Retry) -> Option<Retry> {
        self.lock().aside.put(retry)
    }

    /// Something that comes when there may be more to take. Ask for it before taking, so that nothing is missed.
    pub(crate) fn changed(&self) -> Notified<'_> {
        self.changed.notified()
    }

    /// A request is begun whose further pages are not known yet.
    pub(crate) fn begin_pages(&self) {
        self.lock().unfinished += 1;
    }

    pub(crate) fn add_pages(&self, pages: Vec<Pages>) {
        if !pages.is_empty() {
            self.lock().pages.extend(pages);
            self.changed.notify_waiters();
        }
    }

    /// There are no further pages of one of the requests.
    pub(crate) fn end_pages(&self) {
        self.lock().unfinished -= 1;
        self.changed.notify_waiters();
    }

    /// Another round, when there is nothing left of the one before.
    pub(crate) fn refill(&self, positions: Positions) {
        let mut inner = self.lock();
        inner.positions = positions;
        inner.exhausted = false;
    }

    /// Also when nothing is left to be taken: what has to be sent again waits for the end of the pause as well.
    pub(crate) fn set_paused(&self, paused: bool) {
        self.lock().paused = paused;
    }

    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_waiters();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        // A panic inside the iterator poisons the lock and ends its worker; the others find the queue as it is.
        self.inner.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn queue(positions: Vec<Result<u64, String>>) -> Queue {
        Queue::new(Box::new(positions.into_iter()), 10, 1)
    }

    /// One that is due this many seconds after `now`.
    fn retry(now: Instant, seconds: u64, position: u64) -> Retry {
        Retry { due: now + Duration::from_secs(seconds), position, page: 1, attempts: 1, counted: 1, excused: false }
    }

    #[test]
    fn positions_come_in_order_and_not_while_paused() {
        let queue = queue(vec![Ok(3), Ok(1), Ok(2)]);
        let take = || queue.take(Instant::now());
        assert_eq!(take(), Taken::Position(3));
        queue.set_paused(true);
        assert_eq!((take(), take()), (Taken::Paused, Taken::Paused));
        queue.set_paused(false);
        assert_eq!((take(), take(), take()), (Taken::Position(1), Taken::Position(2), Taken::End));
        queue.set_paused(true);
        assert_eq!(take(), Taken::End, "whoever finds nothing need not wait for the end of the pause");
    }

    /// What is taken at each second, from three positions of which the first was set aside until the given second.
    #[test]
    fn a_due_retry_comes_first_and_one_that_is_not_due_last() {
        #[track_caller]
        fn check(due: u64, expected: [u64; 3]) {
            let queue = queue(vec![Ok(0), Ok(1), Ok(2)]);
            let now = Instant::now();
            assert_eq!(queue.take(now), Taken::Position(0));
            assert_eq!(queue.set_aside(retry(now, due, 0)), None);
            let taken = [1, 2, 3].map(|second| match queue.take(now + Duration::from_secs(second)) {
                Taken::Position(position) => position,
                Taken::Retry(retry) => retry.position,
                other => panic!("{other:?}"),
            });
            assert_eq!(taken, expected, "due at {due}");
            assert_eq!(queue.take(now), Taken::End);
        }
        check(0, [0, 1, 2]);
        check(1, [0, 1, 2]);
        check(2, [1, 0, 2]);
        check(3, [1, 2, 0]);
        check(3600, [1, 2, 0]);
    }

    #[test]
    fn what_is_aside_waits_for_the_end_of_the_pause_and_keeps_the_queue_open() {
        let queue = queue(vec![]);
        let now = Instant::now();
        let (early, late) = (retry(now, 0, 7), retry(now, 9, 3));
        assert_eq!((queue.set_aside(late), queue.set_aside(early)), (None, None));
        queue.set_paused(true);
        assert_eq!(queue.take(now), Taken::Paused);
        queue.set_paused(false);
        assert_eq!(queue.take(now), Taken::Retry(early));
        assert_eq!(queue.take(now), Taken::Retry(late), "nothing new is left, so it is waited for in person");
        assert_eq!(queue.take(now), Taken::End);
        assert_eq!(queue.set_aside(late), None);
        assert_eq!(queue.take(now), Taken::Retry(late), "an ended queue still hands out what is set aside");
    }

    #[test]
    fn a_closed_queue_stays_closed() {
        let queue = queue(vec![Ok(3)]);
        let now = Instant::now();
        assert_eq!(queue.set_aside(retry(now, 0, 1)), None);
        queue.close();
        queue.set_paused(false);
        assert_eq!(queue.take(now), Taken::End);
    }

    #[test]
    fn what_cannot_be_taken_breaks_once() {
        let now = Instant::now();
        let unreadable = queue(vec![Err("disk".into()), Ok(1)]);
        assert_eq!((unreadable.take(now), unreadable.take(now)), (Taken::Broken("disk".into()), Taken::End));
        assert!(matches!(queue(vec![Ok(10)]).take(now), Taken::Broken(_)));
    }
}
