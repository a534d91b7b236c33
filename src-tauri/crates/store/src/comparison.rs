//! What became of the rows of an earlier table.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use fetchgrid_model::{CompareInfo, CompareWhich, RowChange, SharedColumn};
use lru::LruCache;

use crate::document::Document;

/// That stay readable.
const READY: NonZeroUsize = NonZeroUsize::new(4).unwrap();

/// The fingerprints of a row: of its key, and of the cells that are compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Print {
    pub key: u128,
    pub rest: u128,
}

/// A row that differs: its number in the table as it is now, and in the earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub now: Option<u32>,
    pub then: Option<u32>,
}

/// Rows by their keys. Where a key occurs several times, the first row of one table is matched with the first of the other,
/// and so on.
#[derive(Debug, Default)]
pub(crate) struct Matched {
    /// Changed and added ones in the order of the table as it is now, then removed ones in that of the earlier one.
    pub differences: Vec<Difference>,
    pub unchanged: u64,
    pub repeated_keys: u64,
}

impl Difference {
    pub fn change(self) -> RowChange {
        match (self.now, self.then) {
            (Some(_), Some(_)) => RowChange::Changed,
            (Some(_), None) => RowChange::Added,
            (None, _) => RowChange::Removed,
        }
    }
}

impl Matched {
    pub fn new(now: &[Print], then: &[Print]) -> Self {
        let in_order = |prints: &[Print]| {
            let mut order: Vec<u32> = (0..prints.len() as u32).collect();
            order.sort_unstable_by_key(|row| (prints[*row as usize].key, *row));
            order
        };
        let (now_order, then_order) = (in_order(now), in_order(then));
        let repeated = |prints: &[Print], order: &[u32]| {
            let pairs = order.windows(2).filter(|pair| prints[pair[0] as usize].key == prints[pair[1] as usize].key);
            pairs.count() as u64
        };
        let mut matched =
            Matched { repeated_keys: repeated(now, &now_order) + repeated(then, &then_order), ..Matched::default() };
        let (mut left, mut right) = (now_order.iter().peekable(), then_order.iter().peekable());
        let mut removed = Vec::new();
        loop {
            let key = |row: Option<&&u32>, prints: &[Print]| row.map(|row| prints[**row as usize].key);
            match (key(left.peek(), now), key(right.peek(), then)) {
                (None, None) => break,
                (Some(one), Some(two)) if one == two => {
                    let (Some(one), Some(two)) = (left.next(), right.next()) else { break };
                    if now[*one as usize].rest == then[*two as usize].rest {
                        matched.unchanged += 1;
                    } else {
                        matched.differences.push(Difference { now: Some(*one), then: Some(*two) });
                    }
                }
                (Some(one), two) if two.is_none_or(|two| one < two) => {
                    matched.differences.extend(left.next().map(|row| Difference { now: Some(*row), then: None }));
                }
                _ => removed.extend(right.next().map(|row| Difference { now: None, then: Some(*row) })),
            }
        }
        matched.differences.sort_unstable_by_key(|difference| difference.now);
        removed.sort_unstable_by_key(|difference: &Difference| difference.then);
        matched.differences.append(&mut removed);
        matched
    }

    pub fn count(&self, change: RowChange) -> u64 {
        self.differences.iter().filter(|difference| difference.change() == change).count() as u64
    }
}

/// A comparison made ready for reading by position.
pub(crate) struct Comparison {
    pub earlier: Document,
    /// The versions of both tables; rows are numbered as in them.
    pub versions: (u64, u64),
    /// Keys first, so many.
    pub columns: Vec<SharedColumn>,
    pub keys: usize,
    /// The ids of the columns, now and then.
    pub ids: (Vec<i64>, Vec<i64>),
    pub matched: Matched,
    /// Of each kind of change, the places in `matched`.
    by_change: HashMap<CompareWhich, Vec<u32>>,
}

impl Comparison {
    pub fn new(
        earlier: Document,
        versions: (u64, u64),
        columns: Vec<SharedColumn>,
        keys: usize,
        ids: (Vec<i64>, Vec<i64>),
        matched: Matched,
    ) -> Self {
        let mut by_change: HashMap<CompareWhich, Vec<u32>> = HashMap::new();
        for (place, difference) in (0..).zip(&matched.differences) {
            let which = match difference.change() {
                RowChange::Added => CompareWhich::Added,
                RowChange::Removed => CompareWhich::Removed,
                RowChange::Changed => CompareWhich::Changed,
            };
            by_change.entry(which).or_default().push(place);
        }
        Comparison { earlier, versions, columns, keys, ids, matched, by_change }
    }

    /// So many from a place, and how many there are in all.
    pub fn differences(&self, which: CompareWhich, offset: u64, limit: u32) -> (Vec<Difference>, u64) {
        let page = |count: usize| {
            let from = usize::try_from(offset).map_or(count, |offset| offset.min(count));
            from..count.min(from + limit as usize)
        };
        let all = &self.matched.differences;
        if which == CompareWhich::Differing {
            return (all[page(all.len())].to_vec(), all.len() as u64);
        }
        let places = self.by_change.get(&which).map_or(&[][..], Vec::as_slice);
        let rows = places[page(places.len())].iter().map(|place| all[*place as usize]).collect();
        (rows, places.len() as u64)
    }

    fn info(&self, id: u64) -> CompareInfo {
        CompareInfo {
            id,
            added: self.matched.count(RowChange::Added),
            removed: self.matched.count(RowChange::Removed),
            changed: self.matched.count(RowChange::Changed),
            unchanged: self.matched.unchanged,
            repeated_keys: self.matched.repeated_keys,
            columns: self.columns.clone(),
        }
    }
}

pub(crate) struct Comparisons(Mutex<(u64, LruCache<u64, Arc<Comparison>>)>);

impl Default for Comparisons {
    fn default() -> Self {
        Comparisons(Mutex::new((1, LruCache::new(READY))))
    }
}

impl Comparisons {
    pub fn add(&self, comparison: Comparison) -> CompareInfo {
        let mut comparisons = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (next_id, shelf) = &mut *comparisons;
        let id = *next_id;
        *next_id += 1;
        let info = comparison.info(id);
        shelf.put(id, Arc::new(comparison));
        info
    }

    pub fn get(&self, id: u64) -> Option<Arc<Comparison>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.get(&id).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_matched_by_their_keys() {
        let check =
            |now: &[(u128, u128)], then: &[(u128, u128)], expected: &[(Option<u32>, Option<u32>)], unchanged| {
                let prints = |rows: &[(u128, u128)]| -> Vec<Print> {
                    rows.iter().map(|(key, rest)| Print { key: *key, rest: *rest }).collect()
                };
                let matched = Matched::new(&prints(now), &prints(then));
                let found: Vec<_> = matched.differences.iter().map(|row| (row.now, row.then)).collect();
                assert_eq!((found.as_slice(), matched.unchanged), (expected, unchanged), "{now:?} {then:?}");
            };
        check(&[], &[], &[], 0);
        check(&[(1, 0)], &[], &[(Some(0), None)], 0);
        check(&[], &[(1, 0)], &[(None, Some(0))], 0);
        check(&[(2, 0), (1, 0)], &[(1, 0), (2, 0)], &[], 2);
        check(&[(2, 0), (1, 7)], &[(1, 0), (2, 0)], &[(Some(1), Some(0))], 1);
        check(
            &[(9, 0), (5, 1), (3, 0)],
            &[(3, 0), (4, 0), (5, 0), (1, 0)],
            &[(Some(0), None), (Some(1), Some(2)), (None, Some(1)), (None, Some(3))],
            1,
        );
        // Of equal keys, one by one.
        check(&[(1, 0), (1, 5), (1, 6)], &[(1, 0), (1, 7)], &[(Some(1), Some(1)), (Some(2), None)], 1);
    }
}
