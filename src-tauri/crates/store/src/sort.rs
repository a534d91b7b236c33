//! The order of rows by one column. Truths and falsehoods, then numbers by value, then texts without regard to case and
//! then exactly; blank cells last whichever way; what is equal stays in plan order.

use std::cmp::Ordering;

use fetchgrid_model::CellKind;

use crate::decimal;
use crate::fold::fold_into;

/// Collects the keys of a column.
#[derive(Default)]
pub(crate) struct SortKeys {
    /// While all cells are whole numbers of 64 bits.
    integers: Vec<(i64, u32)>,
    /// Otherwise.
    mixed: Vec<Key>,
    /// The texts of `mixed`, folded, and then as they are if that is different.
    texts: String,
    blanks: Vec<u32>,
    /// Texts that read as numbers sort as numbers: an ID list of `1 … 826` is always text, and still nobody wants 1, 10,
    /// 100, 2.
    numbers_in_text: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Bool,
    Number,
    Text,
}

struct Key {
    class: Class,
    /// Decides most comparisons: a number rounded to a float, or the first eight bytes of a text.
    prefix: u64,
    start: u64,
    folded: u32,
    /// 0 when the text is the same as the folded one.
    exact: u32,
    row: u32,
}

impl SortKeys {
    pub fn new(numbers_in_text: bool) -> Self {
        SortKeys { numbers_in_text, ..SortKeys::default() }
    }

    /// Rows come in plan order.
    pub fn push(&mut self, row: u32, kind: CellKind, text: &str) {
        let class = match kind {
            CellKind::Missing | CellKind::Null => return self.blanks.push(row),
            CellKind::Bool => Class::Bool,
            CellKind::Number => Class::Number,
            CellKind::Text if self.numbers_in_text => Class::Number,
            CellKind::Text | CellKind::Json => Class::Text,
        };
        if class == Class::Number
            && let Some(integer) = decimal::canonical_integer(text)
        {
            return self.push_integer(row, integer);
        }
        self.push_mixed(row, class, text);
    }

    pub fn push_blank(&mut self, row: u32) {
        self.blanks.push(row);
    }

    pub fn push_integer(&mut self, row: u32, integer: i64) {
        if self.mixed.is_empty() {
            self.integers.push((integer, row));
        } else {
            self.push_mixed(row, Class::Number, itoa::Buffer::new().format(integer));
        }
    }

    fn push_mixed(&mut self, row: u32, class: Class, text: &str) {
        for (integer, row) in std::mem::take(&mut self.integers) {
            self.add(row, Class::Number, itoa::Buffer::new().format(integer));
        }
        self.add(row, class, text);
    }

    fn add(&mut self, row: u32, class: Class, text: &str) {
        let start = self.texts.len();
        let (class, prefix) = match class {
            Class::Bool => (class, u64::from(text == "true")),
            Class::Number if decimal::is_number(text) => (class, float_order(text.parse().unwrap_or(0.0))),
            Class::Number | Class::Text => (Class::Text, 0),
        };
        if class == Class::Number {
            self.texts.push_str(text);
        } else {
            fold_into(text, &mut self.texts);
        }
        let folded = self.texts.len() - start;
        let prefix = if class == Class::Text { text_order(&self.texts.as_bytes()[start..]) } else { prefix };
        let exact = if &self.texts[start..] == text { 0 } else { text.len() };
        if exact > 0 {
            self.texts.push_str(text);
        }
        self.mixed.push(Key { class, prefix, start: start as u64, folded: folded as u32, exact: exact as u32, row });
    }

    /// Row numbers in order.
    pub fn into_order(mut self, descending: bool) -> Vec<u32> {
        let directed = |order: Ordering| if descending { order.reverse() } else { order };
        self.integers.sort_unstable_by(|left, right| directed(left.0.cmp(&right.0)).then(left.1.cmp(&right.1)));
        let texts = self.texts.as_str();
        self.mixed.sort_unstable_by(|left, right| directed(left.compare(right, texts)).then(left.row.cmp(&right.row)));
        let mut order: Vec<u32> = self.integers.into_iter().map(|(_, row)| row).collect();
        order.extend(self.mixed.iter().map(|key| key.row));
        order.extend(self.blanks);
        order
    }
}

impl Key {
    fn compare(&self, other: &Key, texts: &str) -> Ordering {
        self.class.cmp(&other.class).then(self.prefix.cmp(&other.prefix)).then_with(|| match self.class {
            Class::Bool => Ordering::Equal,
            // Rounding keeps the order but for numbers that round to the same.
            Class::Number => {
                let (left, right) = (self.folded(texts), other.folded(texts));
                if left == right { Ordering::Equal } else { decimal::compare(left, right).unwrap_or(Ordering::Equal) }
            }
            Class::Text => {
                self.folded(texts).cmp(other.folded(texts)).then_with(|| self.exact(texts).cmp(other.exact(texts)))
            }
        })
    }

    fn folded<'a>(&self, texts: &'a str) -> &'a str {
        let start = self.start as usize;
        &texts[start..start + self.folded as usize]
    }

    fn exact<'a>(&self, texts: &'a str) -> &'a str {
        if self.exact == 0 {
            return self.folded(texts);
        }
        let start = self.start as usize + self.folded as usize;
        &texts[start..start + self.exact as usize]
    }
}

/// Whole numbers in the same order as the floats.
fn float_order(float: f64) -> u64 {
    // There is one zero.
    let bits = (float + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

fn text_order(text: &[u8]) -> u64 {
    let mut prefix = [0; 8];
    let length = text.len().min(8);
    prefix[..length].copy_from_slice(&text[..length]);
    u64::from_be_bytes(prefix)
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::Cell;
    use proptest::prelude::*;

    use super::*;

    fn order(cells: &[Cell], descending: bool) -> Vec<u32> {
        let mut keys = SortKeys::new(false);
        for (row, cell) in cells.iter().enumerate() {
            keys.push(row as u32, cell.kind, &cell.text);
        }
        keys.into_order(descending)
    }

    fn check(cells: &[Cell], up: &[u32], down: &[u32]) {
        assert_eq!(order(cells, false), up, "{cells:?}");
        assert_eq!(order(cells, true), down, "{cells:?} descending");
    }

    #[test]
    fn rows_in_order() {
        let number = |text: &str| Cell::number(text);
        check(&[number("10"), number("9"), number("-1")], &[2, 1, 0], &[0, 1, 2]);
        check(&[number("9007199254740993"), number("9007199254740992")], &[1, 0], &[0, 1]);
        check(&[number("99999999999999999999"), number("9"), number("99999999999999999998")], &[1, 2, 0], &[0, 2, 1]);
        check(&[number("0.3"), number("0.30"), number("0.2")], &[2, 0, 1], &[0, 1, 2]);
        check(&[number("0.1"), number("0.10000000000000000001"), number("0.1")], &[0, 2, 1], &[1, 0, 2]);
        check(&[number("0"), number("-0.0"), number("-1e-9")], &[2, 0, 1], &[0, 1, 2]);
        check(&[Cell::NULL, number("1"), Cell::MISSING, number("2")], &[1, 3, 0, 2], &[3, 1, 0, 2]);
        check(&[Cell::text("b"), Cell::text("B"), Cell::text("a"), Cell::text("A")], &[3, 2, 1, 0], &[0, 1, 2, 3]);
        check(&[Cell::text("É"), Cell::text("é"), Cell::text("f")], &[2, 0, 1], &[1, 0, 2]);
        check(&[Cell::text("12345678b"), Cell::text("12345678a"), Cell::text("12345678")], &[2, 1, 0], &[0, 1, 2]);
        check(
            &[Cell::text("x"), Cell::bool(true), number("5"), Cell::bool(false), Cell::json("[]")],
            &[3, 1, 2, 4, 0],
            &[0, 4, 2, 1, 3],
        );
    }

    #[test]
    fn an_id_list_sorts_as_numbers() {
        let mut keys = SortKeys::new(true);
        for (row, text) in ["10", "9", "007", "7", "x", "1.5"].into_iter().enumerate() {
            keys.push(row as u32, CellKind::Text, text);
        }
        assert_eq!(keys.into_order(false), [5, 2, 3, 1, 0, 4]);
    }

    proptest! {
        #[test]
        fn floats_keep_their_order(left: f64, right: f64) {
            prop_assume!(!left.is_nan() && !right.is_nan());
            prop_assert_eq!(float_order(left).cmp(&float_order(right)), left.partial_cmp(&right).expect("no NaN"));
        }

        /// The same as a plain stable sort by an obvious comparison.
        #[test]
        fn agrees_with_the_obvious(numbers in prop::collection::vec(prop_oneof![
            any::<i64>().prop_map(|n| n.to_string()),
            (-50_i32..50).prop_map(|n| n.to_string()),
            (-50_i32..50, 0_u8..10).prop_map(|(n, d)| format!("{n}.{d}")),
        ], 0..40), descending: bool) {
            let cells: Vec<Cell> = numbers.iter().map(|text| Cell::number(text.as_str())).collect();
            let mut expected: Vec<u32> = (0..cells.len() as u32).collect();
            expected.sort_by(|left, right| {
                let order = decimal::compare(&numbers[*left as usize], &numbers[*right as usize]).expect("numbers");
                if descending { order.reverse() } else { order }
            });
            prop_assert_eq!(order(&cells, descending), expected);
        }
    }
}
