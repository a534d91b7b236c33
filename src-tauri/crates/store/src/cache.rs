//! Decoded columns that were read lately, so that scrolling decodes each once.

use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use crate::column_data::ColumnData;
use crate::segment::RowMap;

/// The screenfuls around where the user is take a few megabytes; this keeps a column of a million numbers or short texts
/// for sorting the other way round, too.
const MOST_BYTES: usize = 64 * 1024 * 1024;

#[derive(Clone)]
pub(crate) enum Cached {
    Column(Arc<ColumnData>),
    /// All cells are missing.
    Absent,
    RowMap(Arc<RowMap>),
}

impl Cached {
    fn bytes(&self) -> usize {
        // The entry itself takes about this much.
        64 + match self {
            Cached::Column(column) => column.bytes(),
            Cached::Absent => 0,
            Cached::RowMap(map) => map.bytes(),
        }
    }
}

/// Keyed by segment and column. Segments never change, and their ids are not used twice, so nothing goes stale.
pub(crate) struct ColumnCache(Mutex<Entries>);

struct Entries {
    columns: LruCache<(i64, i64), Cached>,
    bytes: usize,
}

impl Default for ColumnCache {
    fn default() -> Self {
        ColumnCache(Mutex::new(Entries { columns: LruCache::unbounded(), bytes: 0 }))
    }
}

impl ColumnCache {
    pub fn get(&self, segment: i64, column: i64) -> Option<Cached> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).columns.get(&(segment, column)).cloned()
    }

    pub fn contains(&self, segment: i64, column: i64) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).columns.contains(&(segment, column))
    }

    pub fn put(&self, segment: i64, column: i64, cached: Cached) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.bytes += cached.bytes();
        if let Some(before) = entries.columns.put((segment, column), cached) {
            entries.bytes -= before.bytes();
        }
        while entries.bytes > MOST_BYTES {
            let Some((_, oldest)) = entries.columns.pop_lru() else { break };
            entries.bytes -= oldest.bytes();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;

    #[test]
    fn the_oldest_make_room() {
        let cache = ColumnCache::default();
        let map = |rows: usize| {
            Cached::RowMap(Arc::new(RowMap::Ragged { places: vec![Place::default(); rows], starts: vec![0; rows] }))
        };
        // Twelve bytes a row: eleven maps of 6.2 MB are too many by one.
        for segment in 0..11 {
            cache.put(segment, 0, map(520_000));
        }
        assert!(!cache.contains(0, 0));
        assert!((1..11).all(|segment| cache.contains(segment, 0)));
        cache.get(1, 0);
        cache.put(11, 0, map(520_000));
        assert!(cache.contains(1, 0) && !cache.contains(2, 0));
    }
}
