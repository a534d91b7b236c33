//! Where a text is in the cells of a view.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use fetchgrid_model::FindSummary;
use lru::LruCache;

/// The one that is stepped through, and the one before it.
const READY: NonZeroUsize = NonZeroUsize::new(2).unwrap();

/// Rows with a match, in the order of the view.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    rows: Vec<u32>,
    /// Matches up to and with each of them.
    until: Vec<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Asked {
    pub view_id: u64,
    pub text: String,
    pub columns: Vec<i64>,
}

impl Hits {
    /// Rows come in order.
    pub fn push(&mut self, row: u32, matches: u32) {
        let before = self.until.last().copied().unwrap_or(0);
        self.rows.push(row);
        self.until.push(before + u64::from(matches));
    }

    pub fn summary(&self) -> FindSummary {
        FindSummary { matches: self.matches(), rows: self.rows.len() as u64 }
    }

    pub fn matches(&self) -> u64 {
        self.until.last().copied().unwrap_or(0)
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn row(&self, at: usize) -> u64 {
        u64::from(self.rows[at])
    }

    /// Matches in rows before this one.
    pub fn before(&self, at: usize) -> u64 {
        at.checked_sub(1).map_or(0, |at| self.until[at])
    }

    /// The place of the first row that is not before this one.
    pub fn from(&self, row: u64) -> usize {
        self.rows.partition_point(|known| u64::from(*known) < row)
    }
}

pub(crate) struct Finds(Mutex<LruCache<Asked, Arc<Hits>>>);

impl Default for Finds {
    fn default() -> Self {
        Finds(Mutex::new(LruCache::new(READY)))
    }
}

impl Finds {
    pub fn get(&self, asked: &Asked) -> Option<Arc<Hits>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(asked).cloned()
    }

    pub fn put(&self, asked: Asked, hits: Arc<Hits>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).put(asked, hits);
    }
}
