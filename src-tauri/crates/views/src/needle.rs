//! Which cells contain a text.

use arrow_array::Array;
use memchr::memmem::{self, Finder};

use crate::cells::{Cells, Values};
use crate::fold::{fold, fold_into};

#[derive(Clone, Debug)]
pub struct Needle {
    /// Folded, unless its case matters.
    text: String,
    finder: Finder<'static>,
    match_case: bool,
    /// Could be part of a whole number.
    is_integral: bool,
}

impl Needle {
    /// Whatever the case; none for an empty text, which every cell contains.
    pub fn new(text: &str) -> Option<Self> {
        Needle::with_case(text, false)
    }

    pub fn with_case(text: &str, match_case: bool) -> Option<Self> {
        let text = if match_case { text.to_owned() } else { fold(text) };
        let is_integral = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let finder = Finder::new(text.as_bytes()).into_owned();
        (!text.is_empty()).then_some(Needle { text, finder, match_case, is_integral })
    }

    /// `scratch` saves making room anew for every text.
    pub fn is_in(&self, text: &str, scratch: &mut String) -> bool {
        if text.is_ascii() && !self.text.is_ascii() {
            return false;
        }
        if self.match_case {
            return self.finder.find(text.as_bytes()).is_some();
        }
        scratch.clear();
        fold_into(text, scratch);
        self.finder.find(scratch.as_bytes()).is_some()
    }

    /// Marks the rows whose cell contains the text.
    pub fn mark(&self, cells: &Cells, marks: &mut [bool]) {
        match cells.values() {
            Values::Integers(_) if !self.is_integral => {}
            Values::Integers(integers) => {
                let mut buffer = itoa::Buffer::new();
                for (mark, integer) in marks.iter_mut().zip(integers.iter()) {
                    if let (false, Some(integer)) = (*mark, integer) {
                        *mark = self.finder.find(buffer.format(integer).as_bytes()).is_some();
                    }
                }
            }
            Values::Texts(texts) if texts.is_empty() => {}
            Values::Texts(texts) => {
                let offsets = texts.value_offsets();
                let base = offsets[0] as usize;
                let data = &texts.value_data()[base..offsets[texts.len()] as usize];
                if self.match_case {
                    return self.mark_all(data, offsets, marks);
                }
                let is_ascii = data.is_ascii();
                if self.text.is_ascii() && (is_ascii || !folds_to_ascii(data)) {
                    self.mark_all(&data.to_ascii_lowercase(), offsets, marks);
                } else if !is_ascii {
                    let mut scratch = String::new();
                    for (row, mark) in marks.iter_mut().enumerate() {
                        *mark = *mark || self.is_in(texts.value(row), &mut scratch);
                    }
                }
            }
            Values::None(_) => {}
        }
    }

    /// All cells at once: lower case and search run at gigabytes a second over one long text.
    fn mark_all(&self, data: &[u8], offsets: &[i32], marks: &mut [bool]) {
        let base = offsets[0] as usize;
        let mut from = 0;
        let mut row = 0;
        while let Some(found) = self.finder.find(&data[from..]) {
            let at = from + found;
            // Not far, as a rule.
            let mut step = 1;
            while row + step < marks.len() && offsets[row + step] as usize - base <= at {
                step *= 2;
            }
            let until = (row + step).min(marks.len()) + 1;
            row += offsets[row..until].partition_point(|offset| *offset as usize - base <= at) - 1;
            let end = offsets[row + 1] as usize - base;
            if at + self.text.len() <= end {
                marks[row] = true;
                from = end;
            } else {
                // It runs over into the next cell.
                from = at + 1;
            }
        }
    }
}

/// Whether there is one of the two characters that are not ASCII and fold to what is: the sign for kelvin, and the capital
/// i with its dot.
fn folds_to_ascii(data: &[u8]) -> bool {
    ["\u{212A}", "\u{130}"].iter().any(|character| memmem::find(data, character.as_bytes()).is_some())
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::{Cell, CellKind};
    use proptest::prelude::*;

    use super::*;

    fn marks(cells: &[Cell], needle: &str) -> Vec<bool> {
        let mut marks = vec![false; cells.len()];
        Needle::new(needle).expect("not empty").mark(&Cells::of(cells), &mut marks);
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
        check(&["é İI", "ıi", "éxi"], "i", &[0, 1, 2]);
        check(&["é ab", "b", "É AB"], " ab", &[0, 2]);
        check(&["🦀 crab", "crab"], "🦀", &[0]);
        let numbers = [Cell::number("123"), Cell::number("-45"), Cell::NULL];
        assert_eq!(marks(&numbers, "2"), [true, false, false]);
        assert_eq!(marks(&numbers, "-4"), [false, true, false]);
        assert_eq!(marks(&numbers, "x"), [false; 3]);
        assert!(Needle::new("").is_none());
    }

    #[test]
    fn case_may_matter() {
        let check = |text: &str, needle: &str, expected: bool| {
            let mut marks = [false];
            let needle = Needle::with_case(needle, true).expect("not empty");
            needle.mark(&Cells::of(&[Cell::text(text)]), &mut marks);
            assert_eq!(marks, [expected], "{text}");
            assert_eq!(needle.is_in(text, &mut String::new()), expected, "{text}");
        };
        check("Rick", "Rick", true);
        check("rick", "Rick", false);
        check("École", "Éc", true);
        check("école", "Éc", false);
    }

    proptest! {
        #[test]
        fn agrees_with_the_obvious(texts in prop::collection::vec("[abAB]{0,4}|[aAéÉ1kK\u{212A}]{0,3}", 0..12), needle in "[abAÉ1k]{1,2}") {
            let cells: Vec<Cell> = texts.iter().map(|text| Cell { kind: CellKind::Text, text: text.clone() }).collect();
            let expected: Vec<bool> = texts.iter().map(|text| fold(text).contains(&fold(&needle))).collect();
            prop_assert_eq!(marks(&cells, &needle), expected);
        }
    }
}
