use std::hash::{BuildHasher, Hash, Hasher};

use ahash::RandomState;
use fetchgrid_model::CellKind;

use crate::cells::{Cells, Datum};
use crate::decimal;

/// Cells of a row as one number: long enough that two different rows do not get the same by chance.
#[derive(Clone, Debug)]
pub struct Fingerprint([RandomState; 2]);

impl Default for Fingerprint {
    fn default() -> Self {
        Fingerprint([RandomState::with_seeds(11, 12, 13, 14), RandomState::with_seeds(15, 16, 17, 18)])
    }
}

impl Fingerprint {
    pub fn of(&self, cells: &[Cells], row: usize) -> u128 {
        let [high, low] = &self.0;
        let half = |state: &RandomState| {
            let mut hasher = state.build_hasher();
            cells.iter().for_each(|cells| cell(cells.kind(row), cells.datum(row), &mut hasher));
            u128::from(hasher.finish())
        };
        half(high) << 64 | half(low)
    }
}

/// However it is held.
fn cell(kind: CellKind, datum: Datum<'_>, hasher: &mut impl Hasher) {
    (kind as u8).hash(hasher);
    match datum {
        Datum::Integer(integer) => integer.hash(hasher),
        Datum::Text(text) => match decimal::canonical_integer(text) {
            Some(integer) if kind == CellKind::Number => integer.hash(hasher),
            _ => text.hash(hasher),
        },
    }
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::Cell;

    use super::*;

    #[test]
    fn different_rows_are_different() {
        let rows = [
            [Cell::text("ab"), Cell::text("c")],
            [Cell::text("a"), Cell::text("bc")],
            [Cell::text(""), Cell::MISSING],
            [Cell::MISSING, Cell::text("")],
            [Cell::NULL, Cell::MISSING],
            [Cell::number("7"), Cell::text("7")],
            [Cell::text("7"), Cell::number("7")],
            [Cell::number("7.0"), Cell::text("7")],
        ];
        let fingerprint = Fingerprint::default();
        // Held as texts and, where that is possible, as integers.
        let of = |row: &[Cell; 2]| fingerprint.of(&row.each_ref().map(|cell| Cells::of(std::slice::from_ref(cell))), 0);
        let together = [0, 1].map(|column| Cells::of(&rows.each_ref().map(|row| row[column].clone())));
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(of(row), fingerprint.of(&together, at), "{row:?}");
            assert!(rows[..at].iter().all(|other| of(other) != of(row)), "{row:?}");
        }
    }
}
