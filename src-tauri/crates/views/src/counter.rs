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
use crate::text_table::{Text, TextStore, TextTable};

/// A thread looks for a text among so many; what is not there is set aside until all are put together. Where nearly all texts
/// differ, each goes into a table once instead of twice, and no table grows.
const AT_HAND: usize = 16 * 1024;
/// No more are set aside, for the memory that they take.
const MOST_ASIDE: usize = 768 * 1024;
const ASIDE_CHUNK: usize = 8 * 1024;

/// The same in every thread; nobody chooses values to collide in their own program.
fn hasher() -> RandomState {
    RandomState::with_seeds(1, 2, 3, 4)
}

/// The counts of one thread.
#[derive(Clone, Debug)]
pub struct Counter {
    hasher: RandomState,
    missing: u64,
    null: u64,
    integers: Integers,
    texts: TextTable,
    /// Texts that may be among `texts`, and more than once here; in chunks of one size.
    aside: Vec<Vec<Text>>,
    /// Nothing is set aside any more.
    is_settled: bool,
    store: TextStore,
}

type Integers = HashTable<(i64, u64)>;

/// How often each value occurs in all rows.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    missing: u64,
    null: u64,
    /// Each thread has put together those whose hashes are its own.
    parts: Vec<(Integers, TextTable)>,
    store: TextStore,
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
        Counter {
            hasher: hasher(),
            missing: 0,
            null: 0,
            integers: Integers::new(),
            texts: TextTable::default(),
            aside: Vec::new(),
            is_settled: false,
            store: TextStore::default(),
        }
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
        put_integer(&mut self.integers, &self.hasher, integer, count);
    }

    fn add_text(&mut self, kind: CellKind, text: &str, count: u64) {
        let hash = self.hasher.hash_one((kind as u8, text));
        if self.texts.count(&self.store, (hash, kind, text), count) {
            return;
        }
        let text = self.store.put(hash, kind, text, count);
        if self.is_settled || self.texts.len() < AT_HAND {
            self.texts.add(&self.store, text);
            return;
        }
        match self.aside.last_mut().filter(|chunk| chunk.len() < ASIDE_CHUNK) {
            Some(chunk) => chunk.push(text),
            None => {
                let mut chunk = Vec::with_capacity(ASIDE_CHUNK);
                chunk.push(text);
                self.aside.push(chunk);
            }
        }
        if self.aside.len() * ASIDE_CHUNK > MOST_ASIDE {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.aside.drain(..).flatten().for_each(|text| self.texts.add(&self.store, text));
        self.is_settled = true;
    }

    fn texts(&self) -> impl Iterator<Item = &Text> {
        self.texts.texts().iter().chain(self.aside.iter().flatten())
    }

    /// All counts in one.
    pub fn together(mut counters: Vec<Counter>) -> Counts {
        let missing = counters.iter().map(|counter| counter.missing).sum();
        let null = counters.iter().map(|counter| counter.null).sum();
        let mut store = TextStore::default();
        let chunks: Vec<u32> =
            counters.iter_mut().map(|counter| store.take(std::mem::take(&mut counter.store))).collect();
        let all: Vec<(Counter, u32)> = counters.into_iter().zip(chunks).collect();
        let (all, known) = (&all, &store);
        let count = all.len().min(thread::available_parallelism().map_or(1, usize::from));
        let parts = thread::scope(|scope| {
            let threads: Vec<_> =
                (0..count).map(|part| scope.spawn(move || part_of(all, known, (part, count)))).collect();
            // They do not break, and if one did, the scope would.
            threads.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
        });
        Counts { missing, null, parts, store }
    }
}

/// What all counters have of one of so many parts.
fn part_of(all: &[(Counter, u32)], store: &TextStore, (part, count): (usize, usize)) -> (Integers, TextTable) {
    let is_of = |hash: u64| (hash >> 20) as usize % count == part;
    let mut integers = Integers::new();
    for (counter, _) in all {
        for (integer, count) in &counter.integers {
            if is_of(counter.hasher.hash_one(integer)) {
                put_integer(&mut integers, &counter.hasher, *integer, *count);
            }
        }
    }
    let found = || {
        all.iter().flat_map(|(counter, chunks)| {
            counter.texts().filter(|text| is_of(text.hash)).map(|text| text.chunks_later(*chunks))
        })
    };
    let mut texts = TextTable::with_room(found().count());
    found().for_each(|text| texts.add(store, text));
    (integers, texts)
}

fn put_integer(integers: &mut Integers, hasher: &RandomState, integer: i64, count: u64) {
    let rehash = |(integer, _): &(i64, u64)| hasher.hash_one(integer);
    match integers.entry(hasher.hash_one(integer), |(known, _)| *known == integer, rehash) {
        Entry::Occupied(mut entry) => entry.get_mut().1 += count,
        Entry::Vacant(entry) => drop(entry.insert((integer, count))),
    }
}

impl Counts {
    pub fn missing(&self) -> u64 {
        self.missing
    }

    pub fn null(&self) -> u64 {
        self.null
    }

    /// Different filled values.
    pub fn distinct(&self) -> u64 {
        self.parts.iter().map(|(integers, texts)| (integers.len() + texts.len()) as u64).sum()
    }

    /// The filled values, in no particular order.
    pub fn values(&self) -> impl Iterator<Item = Value<'_>> {
        self.parts.iter().flat_map(|(integers, texts)| {
            let integers = integers.iter().map(|(integer, count)| Value {
                kind: CellKind::Number,
                datum: Datum::Integer(*integer),
                count: *count,
            });
            let texts = texts.texts().iter().map(|text| Value {
                kind: text.kind,
                datum: Datum::Text(self.store.get(text)),
                count: text.count,
            });
            integers.chain(texts)
        })
    }
}

#[cfg(test)]
impl Counts {
    pub(crate) fn of(cells: &[Cell]) -> Self {
        let mut counter = Counter::default();
        counter.count(&Cells::of(cells), &BooleanBuffer::new_set(cells.len()));
        Counter::together(vec![counter])
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
            let counts = Counter::together(counters.collect());
            let mut expected: HashMap<Cell, u64> = HashMap::new();
            parts.iter().flatten().for_each(|cell| *expected.entry(cell.clone()).or_default() += 1);
            prop_assert_eq!(counts.missing(), expected.remove(&Cell::MISSING).unwrap_or(0));
            prop_assert_eq!(counts.null(), expected.remove(&Cell::NULL).unwrap_or(0));
            prop_assert_eq!(counts.distinct(), expected.len() as u64);
            let found: HashMap<Cell, u64> = counts.values().map(|value| (value.cell(), value.count)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    /// So many rows, of so many different texts, in two threads.
    #[test]
    fn what_is_set_aside_is_counted() {
        let cases = [(500, 1), (AT_HAND, AT_HAND), (50_000, 30_000), (2 * MOST_ASIDE, MOST_ASIDE + AT_HAND)];
        for (rows, different) in cases {
            let text = |row: usize| format!("no. {}", row % different);
            let counters = [0, different / 2].map(|from| {
                let mut counter = Counter::default();
                (from..from + rows).for_each(|row| counter.add(CellKind::Text, Datum::Text(&text(row)), 1));
                counter
            });
            let counts = Counter::together(counters.into());
            let mut expected: HashMap<String, u64> = HashMap::new();
            for row in (0..rows).flat_map(|row| [row, row + different / 2]) {
                *expected.entry(text(row)).or_default() += 1;
            }
            let found: HashMap<String, u64> = counts.values().map(|value| (value.cell().text, value.count)).collect();
            assert_eq!(counts.distinct(), expected.len() as u64, "{rows} of {different}");
            assert!(found == expected, "{rows} of {different}");
        }
    }
}
