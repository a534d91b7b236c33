//! Values and combinations of them by small numbers.

use ahash::RandomState;
use fetchgrid_model::{Cell, CellKind};
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::cells::Datum;
use crate::decimal;

/// Different cells, numbered as they are met.
#[derive(Clone, Debug)]
pub(crate) struct Interner {
    hasher: RandomState,
    index: HashTable<u32>,
    known: Vec<Known>,
    bytes: String,
}

#[derive(Clone, Copy, Debug)]
struct Known {
    hash: u64,
    kind: CellKind,
    value: Held,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    Integer(i64),
    Text(usize, usize),
}

impl Default for Interner {
    fn default() -> Self {
        let hasher = RandomState::with_seeds(5, 6, 7, 8);
        Interner { hasher, index: HashTable::new(), known: Vec::new(), bytes: String::new() }
    }
}

impl Interner {
    pub fn number(&mut self, kind: CellKind, datum: Datum<'_>) -> u32 {
        let datum = match datum {
            Datum::Text(text) if kind == CellKind::Number => {
                decimal::canonical_integer(text).map_or(datum, Datum::Integer)
            }
            datum => datum,
        };
        let hash = match datum {
            Datum::Integer(integer) => self.hasher.hash_one(integer),
            Datum::Text(text) => self.hasher.hash_one((kind as u8, text)),
        };
        let Interner { index, known, bytes, .. } = self;
        let is_same = |at: &u32| {
            let known = &known[*at as usize];
            known.hash == hash
                && known.kind == kind
                && match (known.value, datum) {
                    (Held::Integer(left), Datum::Integer(right)) => left == right,
                    (Held::Text(from, to), Datum::Text(text)) => bytes[from..to] == *text,
                    _ => false,
                }
        };
        match index.entry(hash, is_same, |at| known[*at as usize].hash) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let number = known.len() as u32;
                entry.insert(number);
                let value = match datum {
                    Datum::Integer(integer) => Held::Integer(integer),
                    Datum::Text(text) => {
                        bytes.push_str(text);
                        Held::Text(bytes.len() - text.len(), bytes.len())
                    }
                };
                known.push(Known { hash, kind, value });
                number
            }
        }
    }

    pub fn len(&self) -> u32 {
        self.known.len() as u32
    }

    pub fn get(&self, number: u32) -> (CellKind, Datum<'_>) {
        let known = &self.known[number as usize];
        (
            known.kind,
            match known.value {
                Held::Integer(integer) => Datum::Integer(integer),
                Held::Text(from, to) => Datum::Text(&self.bytes[from..to]),
            },
        )
    }

    pub fn cell(&self, number: u32) -> Cell {
        let (kind, datum) = self.get(number);
        Cell { kind, text: datum.with_text(str::to_owned) }
    }

    /// What the numbers of another are here.
    pub fn adopt(&mut self, other: &Interner) -> Vec<u32> {
        (0..other.len())
            .map(|number| {
                let (kind, datum) = other.get(number);
                self.number(kind, datum)
            })
            .collect()
    }
}
