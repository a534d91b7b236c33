use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::entries::entries;
use crate::range::{BadRange, NumberRange, Reading};
use crate::texts::{Packer, Texts, is_blank, write_text};

/// Lists up to this long have the fingerprint of their texts, so that `1-3` and `1,2,3` are the same list; longer ones
/// that of how they were written, because walking through a range of billions takes minutes.
const WALKED: u64 = 100_000;

/// Numbers of ranges with steps that are counted one by one when looking for duplicates; what lies beyond is taken to have
/// none. It bounds the work of one keystroke to some ten milliseconds.
const COUNTED_ONE_BY_ONE: u64 = 100_000;

/// The values of one placeholder, in order. Ranges are not spelled out.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    texts: Texts,
    parts: Vec<Part>,
    /// Entries that were empty and left out.
    pub(crate) blanks: u64,
}

#[derive(Clone, Debug)]
struct Part {
    /// Values before this part.
    before: u64,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    /// `from .. to` of the texts.
    Texts {
        from: usize,
        to: usize,
    },
    Range(NumberRange),
}

impl Content {
    fn len(&self) -> u64 {
        match self {
            Content::Texts { from, to } => (to - from) as u64,
            Content::Range(range) => range.len(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ListError {
    BadRange {
        entry: String,
        bad: BadRange,
    },
    /// More values than a number of 64 bits counts.
    TooLong,
}

impl List {
    /// Lines, commas, tabs, semicolons; entries trimmed; double quotes keep separators inside one value and keep a range
    /// from being read as one.
    pub(crate) fn typed(text: &str) -> Result<Self, ListError> {
        let mut packer = Packer::default();
        let mut contents: Vec<Content> = Vec::new();
        let mut blanks = 0;
        for entry in entries(text) {
            if entry.text.is_empty() {
                blanks += 1;
                continue;
            }
            match if entry.quoted { Reading::Text } else { Reading::of(&entry.text) } {
                Reading::Text => {
                    let at = packer.len();
                    packer.push(&entry.text);
                    match contents.last_mut() {
                        Some(Content::Texts { to, .. }) => *to = at + 1,
                        _ => contents.push(Content::Texts { from: at, to: at + 1 }),
                    }
                }
                Reading::Range(range) => contents.push(Content::Range(range)),
                Reading::Bad(bad) => return Err(ListError::BadRange { entry: entry.text.into_owned(), bad }),
            }
        }
        Self::assemble(packer.finish(), contents, blanks)
    }

    /// A list that was read from a file; blanks are left out here too.
    pub(crate) fn stored(texts: &Texts) -> Self {
        let blanks = texts.blanks();
        let texts = if blanks == 0 { texts.clone() } else { texts.iter().filter(|text| !is_blank(text)).collect() };
        let to = texts.len();
        let parts = if to == 0 { vec![] } else { vec![Part { before: 0, content: Content::Texts { from: 0, to } }] };
        List { texts, parts, blanks }
    }

    fn assemble(texts: Texts, contents: Vec<Content>, blanks: u64) -> Result<Self, ListError> {
        let mut before = 0u64;
        let mut parts = Vec::with_capacity(contents.len());
        for content in contents {
            let count = content.len();
            parts.push(Part { before, content });
            before = before.checked_add(count).ok_or(ListError::TooLong)?;
        }
        Ok(List { texts, parts, blanks })
    }

    pub(crate) fn len(&self) -> u64 {
        self.parts.last().map_or(0, |part| part.before + part.content.len())
    }

    /// # Panics
    /// When `index` is not below [`List::len`].
    pub(crate) fn get(&self, index: u64) -> Cow<'_, str> {
        let part = &self.parts[self.parts.partition_point(|part| part.before <= index) - 1];
        let within = index - part.before;
        assert!(within < part.content.len(), "value {index} of a list of {}", self.len());
        match &part.content {
            Content::Texts { from, .. } => Cow::Borrowed(self.texts.get(from + within as usize)),
            Content::Range(range) => {
                let mut text = String::new();
                range.write(within, &mut text);
                Cow::Owned(text)
            }
        }
    }

    pub(crate) fn first(&self, count: u64) -> Vec<String> {
        (0..self.len().min(count)).map(|index| self.get(index).into_owned()).collect()
    }

    fn ranges(&self) -> impl Iterator<Item = &NumberRange> {
        self.parts.iter().filter_map(|part| match &part.content {
            Content::Range(range) => Some(range),
            Content::Texts { .. } => None,
        })
    }

    /// Values that stand in the list more than once, counted beyond their first place. Exact, but for overlaps between
    /// very long ranges with different steps, which are not looked for.
    pub(crate) fn duplicates(&self) -> u64 {
        if self.ranges().next().is_none() {
            return self.texts.repeated();
        }
        let mut seen = HashSet::new();
        let mut lonely_texts = 0;
        for text in self.texts.iter() {
            if seen.insert(text) && !self.ranges().any(|range| range.writes(text)) {
                lonely_texts += 1;
            }
        }
        self.len() - lonely_texts - distinct(self.ranges())
    }

    pub(crate) fn write_fingerprint(&self, hasher: &mut SipHasher13) {
        hasher.write(&self.len().to_le_bytes());
        if self.ranges().next().is_none() {
            hasher.write(&self.texts.hash().to_le_bytes());
        } else if self.len() <= WALKED {
            let mut texts = SipHasher13::new();
            for index in 0..self.len() {
                write_text(&mut texts, &self.get(index));
            }
            hasher.write(&texts.finish128().as_u128().to_le_bytes());
        } else {
            hasher.write(&self.texts.hash().to_le_bytes());
            for part in &self.parts {
                match &part.content {
                    Content::Texts { from, to } => hasher.write(&((to - from) as u64).to_le_bytes()),
                    Content::Range(range) => range.key().iter().for_each(|number| hasher.write(&number.to_le_bytes())),
                }
            }
        }
    }
}

/// How many different texts the ranges write together, by adding up intervals instead of texts: two texts of digits are
/// the same when both their length and their number are.
fn distinct<'a>(ranges: impl Iterator<Item = &'a NumberRange>) -> u64 {
    /// Texts that can only be the same as one another: of one length, and one step and remainder.
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    struct Family {
        length: usize,
        step: u64,
        remainder: u64,
    }
    let mut families: BTreeMap<Family, Vec<(u64, u64)>> = BTreeMap::new();
    let mut one_by_one = 0;
    for range in ranges {
        let (low, high) = range.bounds();
        let mut step = range.step();
        let single = step > 1 && {
            one_by_one += range.len();
            one_by_one <= COUNTED_ONE_BY_ONE
        };
        let spans: Vec<(u64, u64)> = if single {
            let (count, each) = (range.len(), step);
            step = 1;
            (0..count).map(|index| (low + index * each, low + index * each)).collect()
        } else {
            vec![(low, high)]
        };
        for (low, high) in spans {
            for (length, low, high) in by_length(low, high, range.width()) {
                // Within a family numbers are counted in steps, so that neighbours touch.
                let remainder = range.bounds().0 % step;
                let Some((first, last)) = steps_between(low, high, remainder, step) else { continue };
                families.entry(Family { length, step, remainder }).or_default().push((first, last));
            }
        }
    }
    families.into_values().map(union_length).sum()
}

/// The numbers `remainder + k * step` within `low ..= high`, as the first and last `k`.
fn steps_between(low: u64, high: u64, remainder: u64, step: u64) -> Option<(u64, u64)> {
    let first = low.saturating_sub(remainder).div_ceil(step);
    let last = high.checked_sub(remainder)? / step;
    (first <= last).then_some((first, last))
}

/// Cuts `low ..= high` where the texts written for it become longer.
fn by_length(low: u64, high: u64, width: usize) -> impl Iterator<Item = (usize, u64, u64)> {
    const MOST_DIGITS: usize = 20;
    let mut from = Some(low);
    (width.max(1)..=width.max(MOST_DIGITS)).filter_map(move |length| {
        let start = from?;
        let longest =
            u32::try_from(length).ok().and_then(|length| 10u64.checked_pow(length)).map_or(u64::MAX, |next| next - 1);
        if start > longest {
            return None;
        }
        let end = high.min(longest);
        from = if end == high { None } else { Some(end + 1) };
        Some((length, start, end))
    })
}

fn union_length(mut intervals: Vec<(u64, u64)>) -> u64 {
    intervals.sort_unstable();
    let mut total = 0;
    // Wider than the numbers, because an interval may end at the last of them.
    let mut next_free = 0u128;
    for (low, high) in intervals {
        let (low, after) = (u128::from(low).max(next_free), u128::from(high) + 1);
        if low < after {
            total += (after - low) as u64;
            next_free = after;
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(list: &List) -> Vec<String> {
        list.first(u64::MAX)
    }

    #[test]
    fn typed_lists() {
        #[track_caller]
        fn check(text: &str, expected: &[&str], duplicates: u64, blanks: u64) {
            let list = List::typed(text).expect(text);
            assert_eq!(values(&list), expected, "{text:?}");
            assert_eq!(
                (list.len(), list.duplicates(), list.blanks),
                (expected.len() as u64, duplicates, blanks),
                "{text:?}"
            );
        }
        check("", &[], 0, 0);
        check("a", &["a"], 0, 0);
        check("007\n008\r\n009", &["007", "008", "009"], 0, 0);
        check("a,b;c\td\ne", &["a", "b", "c", "d", "e"], 0, 0);
        check("a, b ,  c", &["a", "b", "c"], 0, 0);
        check("a,,b", &["a", "b"], 0, 1);
        check("a\n\n  \nb\n\n\n", &["a", "b"], 0, 2);
        check("a,\nb,\n", &["a", "b"], 0, 0);
        check("1-3, 7, 1..2", &["1", "2", "3", "7", "1", "2"], 2, 0);
        check("\"1-3\"", &["1-3"], 0, 0);
        check("\"Paris, France\",\"say \"\"hi\"\"\"", &["Paris, France", "say \"hi\""], 0, 0);
        check("a,a,a", &["a", "a", "a"], 2, 0);
        check("Zürich; Ürümqi", &["Zürich", "Ürümqi"], 0, 0);
        check("2024-12, 2024-01", &["2024-12", "2024-01"], 0, 0);
    }

    #[test]
    fn lists_that_cannot_be_counted() {
        assert!(matches!(List::typed("1-5/0"), Err(ListError::BadRange { bad: BadRange::ZeroStep, .. })));
        assert!(matches!(
            List::typed("1..99999999999999999999"),
            Err(ListError::BadRange { bad: BadRange::TooLong, .. })
        ));
        assert!(matches!(List::typed("1-18446744073709551615, 5"), Err(ListError::TooLong)));
    }

    #[test]
    fn stored_lists_leave_out_blanks_too() {
        let list = List::stored(&["a", "", " ", "b", "a"].into_iter().collect());
        assert_eq!((values(&list), list.blanks, list.duplicates()), (vec!["a".into(), "b".into(), "a".into()], 2, 1));
        assert_eq!(List::stored(&Texts::default()).len(), 0);
    }

    #[test]
    fn huge_lists_are_counted_by_arithmetic() {
        #[track_caller]
        fn check(text: &str, len: u64, duplicates: u64) {
            let list = List::typed(text).expect(text);
            assert_eq!((list.len(), list.duplicates()), (len, duplicates), "{text}");
        }
        check("1-9000000000000000000", 9_000_000_000_000_000_000, 0);
        check("1-1000000000000, 500-1000000000500", 2_000_000_000_001, 999_999_999_501);
        check("1-18446744073709551615", u64::MAX, 0);
        // Padded to four: the same text as the plain number from 1000 on only.
        check("0001-2000, 1-2000", 4000, 1001);
        check("0-2000000000/2, 0-2000000000/2, 4", 2_000_000_003, 1_000_000_002);
    }

    fn entry() -> impl Strategy<Value = String> {
        prop_oneof![
            (0u32..40, 0u32..40).prop_map(|(a, b)| format!("{a}..{b}")),
            (0u32..200, 0u32..200, 1u32..9).prop_map(|(a, b, step)| format!("{a:03}..{b:03}/{step}")),
            (0u32..200, 0u32..40, 1u32..9).prop_map(|(a, b, step)| format!("{a}..{b}/{step}")),
            (0u32..200).prop_map(|a| a.to_string()),
            (0u32..200).prop_map(|a| format!("{a:03}")),
            "[a-c]{1,2}",
        ]
    }

    proptest! {
        #[test]
        fn duplicates_are_those_that_counting_finds(entries in proptest::collection::vec(entry(), 1..12)) {
            let list = List::typed(&entries.join("\n")).unwrap();
            let all = values(&list);
            let different: HashSet<_> = all.iter().collect();
            prop_assert_eq!(list.duplicates(), (all.len() - different.len()) as u64);
        }

        #[test]
        fn a_list_written_in_quotes_comes_back(texts in proptest::collection::vec("[a-z0-9\",;\t\n \\-]{0,8}", 0..12)) {
            let written: Vec<_> = texts.iter().map(|text| format!("\"{}\"", text.replace('"', "\"\""))).collect();
            let list = List::typed(&written.join(",")).unwrap();
            let kept: Vec<_> = texts.iter().filter(|text| !text.is_empty()).cloned().collect();
            prop_assert_eq!(values(&list), kept);
        }
    }
}
