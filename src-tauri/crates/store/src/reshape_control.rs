use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far a reshaping has come, and a way to end it: the table then stays as it was.
#[derive(Debug, Default)]
pub struct ReshapeControl {
    pub(crate) done: AtomicU64,
    pub(crate) total: AtomicU64,
    cancelled: AtomicBool,
}

impl ReshapeControl {
    /// Stored answers and failures, once they are counted.
    pub fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// Of them, those that were read anew.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}
