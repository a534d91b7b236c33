//! Ranges of whole numbers: `1-826`, `001-120`, `0-100/5`, `1..500`, `10-1`.

use std::fmt::Write;

/// Evenly spaced numbers, written with at least `width` digits. Nothing is held per number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberRange {
    start: u64,
    step: u64,
    descending: bool,
    count: u64,
    /// Digits to pad to with zeros; 0 when the numbers are not padded.
    width: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadRange {
    ZeroStep,
    TooLong,
}

/// One entry of a typed list, read as a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// A text like any other.
    Text,
    Range(NumberRange),
    /// Certainly meant as a range, but not one that can be counted.
    Bad(BadRange),
}

impl Reading {
    /// Both sides have to be all digits. `a..b` is always a range. `a-b` could be something else, so it is one only when
    /// it counts up, or counts down between numbers of the same length or to 0 or 1 (`10-1`): `2024-12` and the post code
    /// `12345-6789` stay texts. With zeros in front the end must not be shorter: `02134-2345` stays a text. What still
    /// reads as a range against the user's will (`555-1234`) can be put in double quotes.
    pub(crate) fn of(entry: &str) -> Self {
        let (sides, step) = match entry.split_once('/') {
            Some((sides, step)) => (sides, Some(step.trim())),
            None => (entry, None),
        };
        let (start, end, sure) = if let Some((start, end)) = sides.split_once("..") {
            (start.trim(), end.trim(), true)
        } else if let Some((start, end)) = sides.split_once(['-', '–']) {
            (start.trim(), end.trim(), false)
        } else {
            return Reading::Text;
        };
        if !all_digits(start) || !all_digits(end) || !step.is_none_or(all_digits) {
            return Reading::Text;
        }
        let (Ok(first), Ok(last)) = (start.parse::<u64>(), end.parse::<u64>()) else {
            return if sure { Reading::Bad(BadRange::TooLong) } else { Reading::Text };
        };
        let padded = is_padded(start) || is_padded(end);
        if !sure {
            let descends_plainly = start.len() == end.len() || (last <= 1 && end.len() == 1);
            let shorter_end = is_padded(start) && end.len() < start.len();
            if shorter_end || (last < first && !descends_plainly) {
                return Reading::Text;
            }
        }
        let step = match step.map(str::parse::<u64>) {
            None => 1,
            Some(Ok(0)) => return Reading::Bad(BadRange::ZeroStep),
            Some(Ok(step)) => step,
            // A step past 64 bits takes nothing but the first number, as any step past the end does.
            Some(Err(_)) => u64::MAX,
        };
        let Some(count) = (first.abs_diff(last) / step).checked_add(1) else {
            return Reading::Bad(BadRange::TooLong);
        };
        let width = if padded { start.len() } else { 0 };
        Reading::Range(NumberRange { start: first, step, descending: last < first, count, width })
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_padded(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('0')
}

impl NumberRange {
    pub(crate) fn len(&self) -> u64 {
        self.count
    }

    pub(crate) fn write(&self, index: u64, out: &mut String) {
        write!(out, "{:0width$}", self.number(index), width = self.width).expect("a String takes everything");
    }

    fn number(&self, index: u64) -> u64 {
        // The count was made from two numbers of 64 bits, so that neither line can leave them.
        if self.descending { self.start - index * self.step } else { self.start + index * self.step }
    }

    /// Whether the range writes this very text.
    pub(crate) fn writes(&self, text: &str) -> bool {
        if !all_digits(text) || text.len() < self.width || (text.len() > self.width && is_padded(text)) {
            return false;
        }
        let Ok(number) = text.parse::<u64>() else { return false };
        let (low, high) = self.bounds();
        (low..=high).contains(&number) && (number - low).is_multiple_of(self.step)
    }

    pub(crate) fn bounds(&self) -> (u64, u64) {
        let (first, last) = (self.number(0), self.number(self.count - 1));
        (first.min(last), first.max(last))
    }

    pub(crate) fn step(&self) -> u64 {
        // One number alone has no step; calling it 1 lets it be counted as an interval.
        if self.count == 1 { 1 } else { self.step }
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// For the fingerprint: the same for two ranges that write the same texts in the same order.
    pub(crate) fn key(&self) -> [u64; 5] {
        let step = if self.count == 1 { 0 } else { self.step };
        [self.start, step, u64::from(self.descending), self.count, self.width as u64]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(range: NumberRange) -> Vec<String> {
        (0..range.len())
            .map(|index| {
                let mut text = String::new();
                range.write(index, &mut text);
                text
            })
            .collect()
    }

    #[test]
    fn ranges_are_read() {
        #[track_caller]
        fn check(entry: &str, expected: &[&str]) {
            match Reading::of(entry) {
                Reading::Range(range) => {
                    assert_eq!(texts(range), expected, "{entry}");
                    assert!(expected.iter().all(|text| range.writes(text)), "{entry}");
                }
                other => panic!("{entry}: {other:?}"),
            }
        }
        check("1-3", &["1", "2", "3"]);
        check(" 1 - 3 ", &["1", "2", "3"]);
        check("1–3", &["1", "2", "3"]);
        check("1..3", &["1", "2", "3"]);
        check("3-1", &["3", "2", "1"]);
        check("3..1", &["3", "2", "1"]);
        check("2-0", &["2", "1", "0"]);
        check("11-1/5", &["11", "6", "1"]);
        check("08-11", &["08", "09", "10", "11"]);
        check("10-08", &["10", "09", "08"]);
        check("098-101", &["098", "099", "100", "101"]);
        check("98..101", &["98", "99", "100", "101"]);
        check("007..9", &["007", "008", "009"]);
        check("0-10/5", &["0", "5", "10"]);
        check("0-11 / 5", &["0", "5", "10"]);
        check("5-5", &["5"]);
        check("1-3/99999999999999999999", &["1"]);
        check("2024..2022", &["2024", "2023", "2022"]);
    }

    #[test]
    fn what_only_looks_like_a_range_stays_a_text() {
        for entry in [
            "",
            "-",
            "5",
            "-5",
            "1-",
            "a-b",
            "1-b",
            "1.5",
            "1...5",
            "2024-01-15",
            "2024-12",
            "2024-01",
            "12345-6789",
            "02134-2345",
            "007-12",
            "1-3/x",
            "1-3/",
            "1/3",
            "+1-3",
            "1-٣",
            "99999999999999999999-99999999999999999999",
        ] {
            assert_eq!(Reading::of(entry), Reading::Text, "{entry}");
        }
        assert_eq!(Reading::of("1-3/0"), Reading::Bad(BadRange::ZeroStep));
        assert_eq!(Reading::of("1..99999999999999999999"), Reading::Bad(BadRange::TooLong));
    }

    #[test]
    fn a_range_knows_its_texts() {
        #[track_caller]
        fn check(entry: &str, text: &str, expected: bool) {
            let Reading::Range(range) = Reading::of(entry) else { panic!("{entry}") };
            assert_eq!(range.writes(text), expected, "{entry} writes {text}");
        }
        check("1-826", "826", true);
        check("1-826", "827", false);
        check("1-826", "0826", false);
        check("1-826", "x", false);
        check("001-120", "7", false);
        check("001-120", "007", true);
        check("001-120", "0007", false);
        check("098..1000", "1000", true);
        check("0-100/5", "15", true);
        check("0-100/5", "16", false);
        check("101-1/5", "16", true);
    }

    #[test]
    fn huge_ranges_cost_nothing() {
        let Reading::Range(range) = Reading::of("1-18446744073709551615") else { panic!() };
        assert_eq!(range.len(), u64::MAX);
        let mut last = String::new();
        range.write(u64::MAX - 1, &mut last);
        assert_eq!(last, "18446744073709551615");
        assert_eq!(Reading::of("0..18446744073709551615"), Reading::Bad(BadRange::TooLong));
    }
}
