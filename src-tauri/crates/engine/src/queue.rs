use std::sync::Mutex;

/// The positions that are still to be fetched, in the order in which they are taken.
pub(crate) type Positions = Box<dyn Iterator<Item = Result<u64, String>> + Send>;

/// What the workers take from. Pause and stop go through the same lock as taking, so that nothing is taken any more once
/// they return.
pub(crate) struct Queue {
    inner: Mutex<Inner>,
}

struct Inner {
    positions: Positions,
    /// Where the plan ends.
    len: u64,
    paused: bool,
    /// Ended, failed or stopped.
    closed: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    Position(u64),
    /// Nothing for now; ask again after the pause.
    Paused,
    /// Nothing any more.
    End,
    /// The positions could not be read.
    Broken(String),
}

impl Queue {
    pub(crate) fn new(positions: Positions, len: u64) -> Self {
        Queue { inner: Mutex::new(Inner { positions, len, paused: false, closed: false }) }
    }

    pub(crate) fn take(&self) -> Taken {
        let mut inner = self.lock();
        if inner.closed {
            return Taken::End;
        }
        if inner.paused {
            return Taken::Paused;
        }
        let taken = match inner.positions.next() {
            Some(Ok(position)) if position < inner.len => return Taken::Position(position),
            Some(Ok(position)) => Taken::Broken(format!("There is no request {position} in a plan of {}.", inner.len)),
            Some(Err(message)) => Taken::Broken(message),
            None => Taken::End,
        };
        // An iterator that has ended, or failed, is not asked again: it need not say the same twice.
        inner.closed = true;
        taken
    }

    /// Also when nothing is left to be taken: what has to be sent again waits for the end of the pause as well.
    pub(crate) fn set_paused(&self, paused: bool) {
        self.lock().paused = paused;
    }

    pub(crate) fn close(&self) {
        self.lock().closed = true;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        // A panic inside the iterator poisons the lock and ends its worker; the others find the queue as it is.
        self.inner.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(positions: Vec<Result<u64, String>>) -> Queue {
        Queue::new(Box::new(positions.into_iter()), 10)
    }

    #[test]
    fn positions_come_in_order_and_not_while_paused() {
        let queue = queue(vec![Ok(3), Ok(1), Ok(2)]);
        assert_eq!(queue.take(), Taken::Position(3));
        queue.set_paused(true);
        assert_eq!((queue.take(), queue.take()), (Taken::Paused, Taken::Paused));
        queue.set_paused(false);
        assert_eq!((queue.take(), queue.take(), queue.take()), (Taken::Position(1), Taken::Position(2), Taken::End));
        queue.set_paused(true);
        assert_eq!(queue.take(), Taken::End, "whoever finds nothing need not wait for the end of the pause");
    }

    #[test]
    fn a_closed_queue_stays_closed() {
        let queue = queue(vec![Ok(3)]);
        queue.close();
        queue.set_paused(false);
        assert_eq!(queue.take(), Taken::End);
    }

    #[test]
    fn what_cannot_be_taken_breaks_once() {
        let unreadable = queue(vec![Err("disk".into()), Ok(1)]);
        assert_eq!((unreadable.take(), unreadable.take()), (Taken::Broken("disk".into()), Taken::End));
        assert!(matches!(queue(vec![Ok(10)]).take(), Taken::Broken(_)));
    }
}
