//! How often each value occurs. Several threads count for themselves, and their counts are put together.

use std::thread;

use ahash::RandomState;
use arrow_array::Array;
use arrow_buffer::BooleanBuffer;
use fetchgrid_model::{Cell, CellKind};
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::cells::{Cells, Datum, Values};
use crate::decimal;

/// Values are spread over so many tables, so that threads can put them together side by side.
const PARTS: usize = 16;

/// The same in every thread; nobody chooses values to collide in their own program.
fn hasher() -> RandomState {
    RandomState::with_seeds(1, 2, 3, 4)
}

#[derive(Clone, Debug)]
pub struct Counter {
    hasher: RandomState,
    missing: u64,
    null: u64,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, Default)]
struct Part {
    integers: HashTable<(i64, u64)>,
    /// Hashes and places of `texts`: with the hash at hand a table grows without looking at them.
    index: HashTable<(u64, u32)>,
    texts: Vec<Text>,
    bytes: String,
}

#[derive(Clone, Copy, Debug)]
struct Text {
    hash: u64,
    start: usize,
    length: u32,
    kind: CellKind,
    count: u64,
}

/// A value that occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value<'a> {
    pub kind: CellKind,
    pub datum: Datum<'a>,
    pub count: u64,
}

impl Value<'_> {
    pub fn cell(&self) -> Cell {
        Cell { kind: self.kind, text: self.datum.with_text(str::to_owned) }
    }
}

impl Default for Counter {
    fn default() -> Self {
        Counter { hasher: hasher(), missing: 0, null: 0, parts: vec![Part::default(); PARTS] }
    }
}

impl Counter {
    /// Counts the cells of these rows.
    pub fn count(&mut self, cells: &Cells, rows: &BooleanBuffer) {
        match (cells.values(), cells.filled_kind()) {
            (Values::Integers(integers), Some(_)) if integers.null_count() == 0 => {
                rows.set_indices().for_each(|row| self.add_integer(integers.value(row), 1));
            }
            (Values::Texts(texts), Some(kind)) if texts.null_count() == 0 && kind != CellKind::Number => {
                rows.set_indices().for_each(|row| self.add_text(kind, texts.value(row), 1));
            }
            _ => rows.set_indices().for_each(|row| self.add(cells.kind(row), cells.datum(row), 1)),
        }
    }

    pub fn add(&mut self, kind: CellKind, datum: Datum<'_>, count: u64) {
        match (kind, datum) {
            (CellKind::Missing, _) => self.missing += count,
            (CellKind::Null, _) => self.null += count,
            (_, Datum::Integer(integer)) => self.add_integer(integer, count),
            (CellKind::Number, Datum::Text(text)) => match decimal::canonical_integer(text) {
                Some(integer) => self.add_integer(integer, count),
                None => self.add_text(kind, text, count),
            },
            (_, Datum::Text(text)) => self.add_text(kind, text, count),
        }
    }

    fn add_integer(&mut self, integer: i64, count: u64) {
        let hash = self.hasher.hash_one(integer);
        self.parts[part(hash)].add_integer(&self.hasher, hash, integer, count);
    }

    fn add_text(&mut self, kind: CellKind, text: &str, count: u64) {
        let hash = self.hasher.hash_one((kind as u8, text));
        self.parts[part(hash)].add_text(hash, kind, text, count);
    }

    /// All counts in one.
    pub fn together(counters: Vec<Counter>) -> Counter {
        let mut counters = counters.into_iter();
        let mut all = counters.next().unwrap_or_default();
        let others: Vec<Counter> = counters.collect();
        if others.is_empty() {
            return all;
        }
        all.missing += others.iter().map(|other| other.missing).sum::<u64>();
        all.null += others.iter().map(|other| other.null).sum::<u64>();
        let at_once = PARTS.div_ceil(others.len() + 1);
        let hasher = &all.hasher;
        thread::scope(|scope| {
            for (block, parts) in all.parts.chunks_mut(at_once).enumerate() {
                let others = &others;
                scope.spawn(move || {
                    for (at, part) in parts.iter_mut().enumerate() {
                        others.iter().for_each(|other| part.take(hasher, &other.parts[block * at_once + at]));
                    }
                });
            }
        });
        all
    }

    pub fn missing(&self) -> u64 {
        self.missing
    }

    pub fn null(&self) -> u64 {
        self.null
    }

    /// Different filled values.
    pub fn distinct(&self) -> u64 {
        self.parts.iter().map(|part| (part.integers.len() + part.texts.len()) as u64).sum()
    }

    /// The filled values, in no particular order.
    pub fn values(&self) -> impl Iterator<Item = Value<'_>> {
        self.parts.iter().flat_map(|part| {
            let integers = part.integers.iter().map(|(integer, count)| Value {
                kind: CellKind::Number,
                datum: Datum::Integer(*integer),
                count: *count,
            });
            let texts = part.texts.iter().map(|text| Value {
                kind: text.kind,
                datum: Datum::Text(part.text(text)),
                count: text.count,
            });
            integers.chain(texts)
        })
    }
}

/// The tables use the other bits.
fn part(hash: u64) -> usize {
    (hash >> 20) as usize % PARTS
}

impl Part {
    fn text(&self, text: &Text) -> &str {
        &self.bytes[text.start..text.start + text.length as usize]
    }

    fn add_integer(&mut self, hasher: &RandomState, hash: u64, integer: i64, count: u64) {
        let rehash = |(integer, _): &(i64, u64)| hasher.hash_one(integer);
        match self.integers.entry(hash, |(known, _)| *known == integer, rehash) {
            Entry::Occupied(mut entry) => entry.get_mut().1 += count,
            Entry::Vacant(entry) => drop(entry.insert((integer, count))),
        }
    }

    fn add_text(&mut self, hash: u64, kind: CellKind, text: &str, count: u64) {
        let Part { index, texts, bytes, .. } = self;
        let is_same = |(known, at): &(u64, u32)| {
            *known == hash && {
                let known = &texts[*at as usize];
                known.kind == kind && bytes[known.start..known.start + known.length as usize] == *text
            }
        };
        match index.entry(hash, is_same, |(hash, _)| *hash) {
            Entry::Occupied(entry) => texts[entry.get().1 as usize].count += count,
            Entry::Vacant(entry) => {
                entry.insert((hash, texts.len() as u32));
                texts.push(Text { hash, start: bytes.len(), length: text.len() as u32, kind, count });
                bytes.push_str(text);
            }
        }
    }

    fn take(&mut self, hasher: &RandomState, other: &Part) {
        // At most as many as there may be: one growth instead of several.
        self.index.reserve(other.texts.len(), |(hash, _)| *hash);
        for (integer, count) in &other.integers {
            self.add_integer(hasher, hasher.hash_one(integer), *integer, *count);
        }
        for text in &other.texts {
            self.add_text(text.hash, text.kind, other.text(text), text.count);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    fn cell() -> impl Strategy<Value = Cell> {
        prop_oneof![
            (0_i64..4).prop_map(|number| Cell::number(number.to_string())),
            Just(Cell::number("1.0")),
            "[1a]{0,1}".prop_map(Cell::text),
            Just(Cell::NULL),
            Just(Cell::MISSING),
            any::<bool>().prop_map(Cell::bool),
        ]
    }

    proptest! {
        #[test]
        fn counts_add_up(parts in prop::collection::vec(prop::collection::vec(cell(), 0..30), 1..4)) {
            let counters = parts.iter().map(|cells| {
                let mut counter = Counter::default();
                counter.count(&Cells::of(cells), &BooleanBuffer::new_set(cells.len()));
                counter
            });
            let counter = Counter::together(counters.collect());
            let mut expected: HashMap<Cell, u64> = HashMap::new();
            parts.iter().flatten().for_each(|cell| *expected.entry(cell.clone()).or_default() += 1);
            prop_assert_eq!(counter.missing(), expected.remove(&Cell::MISSING).unwrap_or(0));
            prop_assert_eq!(counter.null(), expected.remove(&Cell::NULL).unwrap_or(0));
            prop_assert_eq!(counter.distinct(), expected.len() as u64);
            let found: HashMap<Cell, u64> = counter.values().map(|value| (value.cell(), value.count)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
