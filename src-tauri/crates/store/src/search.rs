//! Which cells contain a text, whatever its case.

use arrow_array::Array;
use memchr::memmem::Finder;

use crate::column_data::{ColumnData, Contents};
use crate::fold::{fold, fold_into};

pub(crate) struct Needle {
    folded: String,
    finder: Finder<'static>,
    /// Could be part of a whole number.
    is_integral: bool,
    scratch: String,
}

impl Needle {
    /// None for an empty text, which every row contains.
    pub fn new(text: &str) -> Option<Self> {
        let folded = fold(text);
        let is_integral = folded.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let finder = Finder::new(folded.as_bytes()).into_owned();
        (!folded.is_empty()).then_some(Needle { folded, finder, is_integral, scratch: String::new() })
    }

    pub fn is_in(&mut self, text: &str) -> bool {
        if text.is_ascii() && !self.folded.is_ascii() {
            return false;
        }
        self.scratch.clear();
        fold_into(text, &mut self.scratch);
        self.finder.find(self.scratch.as_bytes()).is_some()
    }

    /// Marks the rows whose cell contains the text.
    pub fn mark(&mut self, column: &ColumnData, marks: &mut [bool]) {
        match column.contents() {
            Contents::Integers(_) if !self.is_integral => {}
            Contents::Integers(integers) => {
                let mut buffer = itoa::Buffer::new();
                for (mark, integer) in marks.iter_mut().zip(integers.iter()) {
                    if let (false, Some(integer)) = (*mark, integer) {
                        *mark = self.finder.find(buffer.format(integer).as_bytes()).is_some();
                    }
                }
            }
            Contents::Texts(texts) if texts.is_empty() => {}
            Contents::Texts(texts) => {
                let offsets = texts.value_offsets();
                let base = offsets[0] as usize;
                let data = &texts.value_data()[base..offsets[texts.len()] as usize];
                if !data.is_ascii() {
                    for (row, mark) in marks.iter_mut().enumerate() {
                        *mark = *mark || self.is_in(texts.value(row));
                    }
                } else if self.folded.is_ascii() {
                    // All cells at once: lower case and search run at gigabytes a second over one long text.
                    let lower = data.to_ascii_lowercase();
                    let mut from = 0;
                    while let Some(found) = self.finder.find(&lower[from..]) {
                        let at = from + found;
                        let row = offsets.partition_point(|offset| *offset as usize - base <= at) - 1;
                        let end = offsets[row + 1] as usize - base;
                        if at + self.folded.len() <= end {
                            marks[row] = true;
                            from = end;
                        } else {
                            // It runs over into the next cell.
                            from = at + 1;
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::{Cell, CellKind};
    use proptest::prelude::*;

    use super::*;
    use crate::column_data::ColumnBuilder;

    fn marks(cells: &[Cell], needle: &str) -> Vec<bool> {
        let mut builder = ColumnBuilder::default();
        for (row, cell) in cells.iter().enumerate() {
            builder.push(row as u32, cell.kind, &cell.text);
        }
        let column = builder.finish(cells.len() as u32).expect("builds");
        let mut marks = vec![false; cells.len()];
        Needle::new(needle).expect("not empty").mark(&column, &mut marks);
        marks
    }

    fn check(texts: &[&str], needle: &str, expected: &[usize]) {
        let cells: Vec<Cell> = texts.iter().map(|text| Cell::text(*text)).collect();
        let found = marks(&cells, needle);
        let found: Vec<usize> = (0..texts.len()).filter(|row| found[*row]).collect();
        assert_eq!(found, expected, "{needle} in {texts:?}");
    }

    #[test]
    fn cells_that_contain_a_text() {
        check(&["Rick", "Morty", "rick and morty"], "RICK", &[0, 2]);
        check(&["ab", "cd", ""], "bc", &[]);
        check(&["", "ab", "ab"], "ab", &[1, 2]);
        check(&["abab", "bab"], "aba", &[0]);
        check(&["aab", "b"], "ab", &[0]);
        check(&["ÉCOLE", "ecole"], "école", &[0]);
        check(&["ΟΔΟΣ", "οδος", "οδοσ"], "δοσ", &[0, 1, 2]);
        check(&["300 K", "\u{212A}elvin"], "k", &[0, 1]);
        check(&["plain"], "é", &[]);
        check(&["🦀 crab", "crab"], "🦀", &[0]);
        let numbers = [Cell::number("123"), Cell::number("-45"), Cell::NULL];
        assert_eq!(marks(&numbers, "2"), [true, false, false]);
        assert_eq!(marks(&numbers, "-4"), [false, true, false]);
        assert_eq!(marks(&numbers, "x"), [false; 3]);
        assert!(Needle::new("").is_none());
    }

    proptest! {
        #[test]
        fn agrees_with_the_obvious(texts in prop::collection::vec("[abAB]{0,4}|[aAéÉ1]{0,3}", 0..12), needle in "[abAÉ1]{1,2}") {
            let cells: Vec<Cell> = texts.iter().map(|text| Cell { kind: CellKind::Text, text: text.clone() }).collect();
            let expected: Vec<bool> = texts.iter().map(|text| fold(text).contains(&fold(&needle))).collect();
            prop_assert_eq!(marks(&cells, &needle), expected);
        }
    }
}
