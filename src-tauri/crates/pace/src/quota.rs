use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Counts the requests of a day, for all runs together.
pub trait QuotaBook: Send + Sync {
    /// Counts one more request of the day (days since 1970, UTC), unless `most` are used up.
    fn take(&self, host: &str, day: i64, most: u64) -> bool;

    fn used(&self, host: &str, day: i64) -> u64;

    /// A run is over: what a book counted in advance goes back.
    fn give_back(&self) {}
}

/// For as long as the program lives.
#[derive(Default)]
pub struct MemoryBook {
    used: Mutex<HashMap<(String, i64), u64>>,
}

impl QuotaBook for MemoryBook {
    fn take(&self, host: &str, day: i64, most: u64) -> bool {
        let mut book = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let used = book.entry((host.to_owned(), day)).or_default();
        if *used >= most {
            return false;
        }
        *used += 1;
        true
    }

    fn used(&self, host: &str, day: i64) -> u64 {
        let book = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        book.get(&(host.to_owned(), day)).copied().unwrap_or_default()
    }
}
