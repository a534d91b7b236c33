//! The place of a row in an order, as bytes that compare so. Truths and falsehoods, then numbers by value, then texts;
//! blank cells last whichever way. Keys of several columns follow each other, and no key is the beginning of another.

use arrow_array::Array;
use fetchgrid_model::{Cell, CellKind, Sort, TextOrder};

use crate::cells::{Cells, Datum, Values};
use crate::decimal::{self, Decimal};
use crate::natural::{END, exact_into, natural_into};

const BOOL: u8 = 0x10;
const NUMBER: u8 = 0x20;
const TEXT: u8 = 0x30;
/// After all of them, also when they are turned round.
const BLANK: u8 = 0xFF;

/// How one column is put in order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyColumn {
    pub descending: bool,
    pub order: TextOrder,
    /// Texts that read as numbers sort as numbers: an ID list of `1 … 826` is always text, and still nobody wants 1, 10,
    /// 100, 2.
    pub numbers_in_text: bool,
}

impl KeyColumn {
    pub fn new(sort: &Sort, numbers_in_text: bool) -> Self {
        KeyColumn { descending: sort.descending, order: sort.order, numbers_in_text }
    }

    pub fn push(&self, cells: &Cells, row: usize, key: &mut Vec<u8>) {
        let start = key.len();
        match (cells.values(), cells.datum(row)) {
            (Values::Integers(integers), Datum::Integer(integer)) if integers.is_valid(row) => {
                integer_into(integer, key);
            }
            (_, Datum::Integer(integer)) => integer_into(integer, key),
            (_, Datum::Text(text)) => self.push_text(cells.kind(row), text, key),
        }
        if self.descending && key[start] != BLANK {
            for byte in &mut key[start..] {
                *byte = !*byte;
            }
        }
    }

    fn push_text(&self, kind: CellKind, text: &str, key: &mut Vec<u8>) {
        match kind {
            CellKind::Missing | CellKind::Null => key.push(BLANK),
            CellKind::Bool => key.extend([BOOL, u8::from(text == "true")]),
            CellKind::Number => number_into(text, key),
            CellKind::Text if self.numbers_in_text && decimal::is_number(text) => number_into(text, key),
            CellKind::Text | CellKind::Json => {
                key.push(TEXT);
                match self.order {
                    TextOrder::Natural => natural_into(text, key),
                    TextOrder::Exact => exact_into(text, key),
                }
            }
        }
    }
}

/// The key of a single cell, in natural order.
pub(crate) fn cell_into(cell: &Cell, key: &mut Vec<u8>) {
    KeyColumn { descending: false, order: TextOrder::Natural, numbers_in_text: false }
        .push_text(cell.kind, &cell.text, key);
}

const NEGATIVE: u8 = 1;
const ZERO: u8 = 2;
const POSITIVE: u8 = 3;

fn integer_into(integer: i64, key: &mut Vec<u8>) {
    let mut buffer = itoa::Buffer::new();
    let text = buffer.format(integer.unsigned_abs());
    let digits = text.as_bytes();
    key.push(NUMBER);
    parts_into(integer < 0, digits.len() as i64, digits.iter().copied(), key);
}

/// What is no number after all is put in order as a text.
fn number_into(text: &str, key: &mut Vec<u8>) {
    match Decimal::parse(text) {
        Some(number) => {
            key.push(NUMBER);
            parts_into(number.is_negative(), number.magnitude(), number.digits(), key);
        }
        None => {
            key.push(TEXT);
            natural_into(text, key);
        }
    }
}

/// The sign, the place of the first digit, and the digits two by two without zeros at their end.
fn parts_into(negative: bool, magnitude: i64, digits: impl Iterator<Item = u8>, key: &mut Vec<u8>) {
    let start = key.len();
    key.push(POSITIVE);
    match u8::try_from(magnitude + 0x80) {
        // The places of all numbers that anybody meets.
        Ok(place) if (0x10..0xF0).contains(&place) => key.push(place),
        _ => {
            key.push(if magnitude < 0 { 0x01 } else { 0xFE });
            key.extend(((magnitude as u64) ^ (1 << 63)).to_be_bytes());
        }
    }
    let first = key.len();
    let mut half = None;
    for digit in digits.map(|digit| digit - b'0') {
        match half.take() {
            None => half = Some(digit),
            Some(tens) => key.push(1 + tens * 10 + digit),
        }
    }
    key.extend(half.map(|tens| 1 + tens * 10));
    while key.len() > first && key.last() == Some(&1) {
        key.pop();
    }
    if key.len() == first {
        key.truncate(start);
        key.push(ZERO);
        return;
    }
    key.push(END);
    if negative {
        key[start] = NEGATIVE;
        for byte in &mut key[start + 1..] {
            *byte = !*byte;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::*;

    use super::*;

    fn key(cell: &Cell, descending: bool) -> Vec<u8> {
        let column = KeyColumn { descending, order: TextOrder::Natural, numbers_in_text: false };
        let mut key = Vec::new();
        column.push(&Cells::of(std::slice::from_ref(cell)), 0, &mut key);
        key
    }

    #[test]
    fn cells_in_order() {
        let number = |text: &str| Cell::number(text);
        let cells = [
            Cell::bool(false),
            Cell::bool(true),
            number("-1e400"),
            number("-9007199254740993"),
            number("-9007199254740992"),
            number("-10"),
            number("-9.5"),
            number("-1e-400"),
            number("0"),
            number("1e-99999999999999999999"),
            number("0.05"),
            number("0.5"),
            number("1"),
            number("1.0000000000000000000000001"),
            number("9"),
            number("10"),
            number("9007199254740992"),
            number("9007199254740993"),
            number("99999999999999999998"),
            number("99999999999999999999"),
            number("1e400"),
            number("1e99999999999999999999"),
            Cell::text(""),
            Cell::text("007"),
            Cell::text("8"),
            Cell::json("[]"),
            Cell::text("a"),
        ];
        for (left, right) in cells.iter().zip(&cells[1..]) {
            // What begins with a sign stands before what begins with a digit.
            if right.kind != CellKind::Json {
                assert!(key(left, false) < key(right, false), "{left:?} before {right:?}");
                assert!(key(left, true) > key(right, true), "{left:?} after {right:?}");
            }
            assert!(key(left, true) < key(&Cell::NULL, true));
        }
        assert_eq!(key(&Cell::NULL, false), key(&Cell::MISSING, true));
        for (left, right) in [("0", "-0.0"), ("1", "1.00"), ("1e2", "100"), ("0.30", "0.3"), ("5e-1", "0.05e1")] {
            assert_eq!(key(&number(left), false), key(&number(right), false), "{left} {right}");
        }
    }

    proptest! {
        #[test]
        fn numbers_compare_by_value(left in "-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,3})?(e-?[0-9]{1,2})?", right in "-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,3})?(e-?[0-9]{1,2})?") {
            let expected = decimal::compare(&left, &right).expect("numbers");
            let (left, right) = (Cell::number(left), Cell::number(right));
            prop_assert_eq!(key(&left, false).cmp(&key(&right, false)), expected);
            prop_assert_eq!(key(&left, true).cmp(&key(&right, true)), expected.reverse());
        }

        #[test]
        fn integers_compare_by_value(left: i64, right: i64) {
            let keys = [left, right].map(|integer| key(&Cell::number(integer.to_string()), false));
            prop_assert_eq!(keys[0].cmp(&keys[1]), left.cmp(&right));
            prop_assert!(keys[0] == keys[1] || keys[0].cmp(&keys[1]) != Ordering::Equal);
        }
    }
}
