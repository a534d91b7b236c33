//! What stays known of a view while rows arrive: segments never change, so that what was found out of them holds.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_buffer::BooleanBuffer;
use fetchgrid_views::Sorted;

use crate::book::State;
use crate::stretch::Stretch;

/// Keys of more bytes are made anew instead of kept: a table of so many rows is not put in order ten times a second.
const MOST_KEY_BYTES: usize = 256 * 1024 * 1024;

#[derive(Debug, Default)]
pub(crate) struct Basis {
    /// Columns that are not searched; with others, what was found does not hold.
    pub hidden: Vec<i64>,
    /// By segment, which of its rows are shown.
    pub shown: HashMap<i64, BooleanBuffer>,
    pub sorted: Option<SortedSegments>,
}

/// Rows of segments in order, with their keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct SortedSegments {
    /// By segment, the number of its first row in `sorted`.
    pub starts: HashMap<i64, u32>,
    pub sorted: Arc<Sorted>,
}

pub(crate) fn hidden(state: &State) -> Vec<i64> {
    state.table.columns.iter().filter(|column| column.hidden).map(|column| column.id).collect()
}

impl SortedSegments {
    /// The same with the numbers that the rows have now. None when a segment is not there any more.
    pub fn renumbered(&self, stretches: &[Stretch<'_>]) -> Option<SortedSegments> {
        // Segments in the order of their rows, which is the same then and now: where each began, and where it does now.
        let mut moved: Vec<(u32, u32)> = Vec::with_capacity(self.starts.len());
        let mut starts = HashMap::with_capacity(self.starts.len());
        for stretch in stretches {
            let Some(segment) = stretch.segment() else { continue };
            if let Some(start) = self.starts.get(&segment.id) {
                moved.push((*start, stretch.start as u32));
                starts.insert(segment.id, stretch.start as u32);
            }
        }
        if moved.len() < self.starts.len() || !moved.is_sorted() {
            return None;
        }
        if moved.iter().all(|(then, now)| then == now) {
            return Some(self.clone());
        }
        let mut sorted = Sorted::clone(&self.sorted);
        sorted.renumber(|row| {
            let (then, now) = moved[moved.partition_point(|(then, _)| *then <= row) - 1];
            now + (row - then)
        });
        Some(SortedSegments { starts, sorted: Arc::new(sorted) })
    }

    /// With the rows of further segments.
    pub fn with(mut self, further: &[Sorted], starts: impl Iterator<Item = (i64, u32)>) -> SortedSegments {
        self.starts.extend(starts);
        for sorted in further.iter().filter(|sorted| !sorted.is_empty()) {
            self.sorted = Arc::new(self.sorted.merge(sorted));
        }
        self
    }

    pub fn is_worth_keeping(&self) -> bool {
        self.sorted.bytes() <= MOST_KEY_BYTES
    }
}
