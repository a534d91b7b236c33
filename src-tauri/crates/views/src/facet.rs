//! The values of a column with their counts, and all that is told of a column.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::thread;

use fetchgrid_model::{
    CellKind, ColumnProfile, ColumnType, Facet, FacetRequest, NumberProfile, TextProfile, ValueCount,
};

use crate::cells::Datum;
use crate::counter::{Counts, Value};
use crate::natural::natural_into;
use crate::needle::Needle;
use crate::span::{compare, date_span, number_span};
use crate::sum::Sum;

/// Values of a profile.
const TOP: usize = 10;
/// Bars of a profile.
const BINS: u32 = 24;

pub fn facet(counts: &Counts, request: &FacetRequest) -> Facet {
    thread::scope(|scope| {
        // There may be a million values to look at in either way.
        let spans = scope.spawn(|| (number_span(counts, request.bins), date_span(counts, request.bins)));
        let facet = values_of(counts, request);
        // It does not break, and if it did, the scope would.
        let (numbers, dates) = spans.join().unwrap_or_default();
        Facet { numbers, dates, ..facet }
    })
}

fn values_of(counts: &Counts, request: &FacetRequest) -> Facet {
    let needle = Needle::new(&request.search);
    let mut scratch = String::new();
    let (mut rows, mut matching) = (0, 0);
    let values = blanks(counts).into_iter().chain(counts.values()).filter(|value| {
        rows += value.count;
        let matches =
            needle.as_ref().is_none_or(|needle| value.datum.with_text(|text| needle.is_in(text, &mut scratch)));
        matching += u64::from(matches);
        matches
    });
    let values = most_frequent(values, request.limit as usize);
    Facet {
        column: request.column,
        rows,
        values,
        distinct: counts.distinct() + blanks(counts).len() as u64,
        matching,
        numbers: None,
        dates: None,
    }
}

/// Missing and null cells, where there are any.
fn blanks(counts: &Counts) -> Vec<Value<'static>> {
    let blank = |kind, count| Value { kind, datum: Datum::Text(""), count };
    let blanks = [blank(CellKind::Missing, counts.missing()), blank(CellKind::Null, counts.null())];
    blanks.into_iter().filter(|value| value.count > 0).collect()
}

/// Of equally frequent ones the first by their characters: there may be a million of them, so that only the few that are
/// taken are put in the order of people.
fn most_frequent<'v>(values: impl Iterator<Item = Value<'v>>, limit: usize) -> Vec<ValueCount> {
    let mut taken: BinaryHeap<Ranked<'v>> = BinaryHeap::with_capacity(limit.min(1_000));
    for value in values {
        let ranked = Ranked(value);
        if taken.len() < limit {
            taken.push(ranked);
        } else if let Some(mut last) = taken.peek_mut()
            && ranked < *last
        {
            *last = ranked;
        }
    }
    let mut values: Vec<Value<'_>> = taken.into_iter().map(|ranked| ranked.0).collect();
    values.sort_by_cached_key(|value| {
        let mut key = Vec::new();
        value.datum.with_text(|text| natural_into(text, &mut key));
        (Reverse(value.count), value.kind as u8, key)
    });
    values.iter().map(|value| ValueCount { cell: value.cell(), count: value.count }).collect()
}

/// The more frequent one is less.
struct Ranked<'v>(Value<'v>);

impl Ord for Ranked<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let (left, right) = (&self.0, &other.0);
        let by_text = || match (left.datum, right.datum) {
            (Datum::Integer(left), Datum::Integer(right)) => left.cmp(&right),
            (Datum::Text(left), Datum::Text(right)) => left.cmp(right),
            (left, right) => left.with_text(|left| right.with_text(|right| left.cmp(right))),
        };
        right.count.cmp(&left.count).then((left.kind as u8).cmp(&(right.kind as u8))).then_with(by_text)
    }
}

impl PartialOrd for Ranked<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked<'_> {}

pub fn profile(counts: &Counts, column: i64, ty: ColumnType) -> ColumnProfile {
    let is_empty = |value: &Value<'_>| value.kind == CellKind::Text && value.datum == Datum::Text("");
    let filled = || counts.values().filter(|value| !is_empty(value));
    let empty = counts.values().find(is_empty).map_or(0, |value| value.count);
    let (mut count, mut distinct, mut unique) = (0, 0, 0);
    let mut texts: Option<TextProfile> = None;
    for value in filled() {
        count += value.count;
        distinct += 1;
        unique += u64::from(value.count == 1);
        if let (CellKind::Text, Datum::Text(text)) = (value.kind, value.datum) {
            measure(&mut texts, text, value.count);
        }
    }
    ColumnProfile {
        column,
        ty,
        rows: counts.missing() + counts.null() + empty + count,
        missing: counts.missing(),
        null: counts.null(),
        empty,
        filled: count,
        distinct,
        unique,
        numbers: numbers(counts),
        dates: date_span(counts, BINS * 2),
        texts,
        top: most_frequent(filled(), TOP),
    }
}

fn measure(profile: &mut Option<TextProfile>, text: &str, count: u64) {
    let length = if text.is_ascii() { text.len() } else { text.chars().count() } as u32;
    let known = profile.get_or_insert(TextProfile { count: 0, shortest: length, longest: length });
    known.count += count;
    known.shortest = known.shortest.min(length);
    known.longest = known.longest.max(length);
}

fn numbers(counts: &Counts) -> Option<NumberProfile> {
    let span = number_span(counts, BINS)?;
    let mut sum = Sum::default();
    let mut numbers: Vec<Value<'_>> = counts.values().filter(|value| value.kind == CellKind::Number).collect();
    for value in &numbers {
        match value.datum {
            Datum::Integer(integer) => sum.add_integer(integer, value.count),
            Datum::Text(text) => sum.add(text, value.count),
        }
    }
    let median = median(&mut numbers, span.count);
    Some(NumberProfile { median, sum: sum.total(), mean: sum.mean().unwrap_or_default(), span })
}

/// The one in the middle of so many; of an even number, the lower of the two.
fn median(numbers: &mut [Value<'_>], count: u64) -> String {
    numbers.sort_unstable_by(compare);
    let middle = count.saturating_sub(1) / 2;
    let mut before = 0;
    let found = numbers.iter().find(|value| {
        before += value.count;
        before > middle
    });
    found.map_or_else(String::new, |value| value.cell().text)
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::Cell;

    use super::*;

    fn counts() -> Counts {
        let mut cells =
            vec![Cell::MISSING, Cell::NULL, Cell::NULL, Cell::text(""), Cell::text("a10"), Cell::text("a9")];
        cells.extend([
            Cell::text("7"),
            Cell::number("7"),
            Cell::number("7"),
            Cell::number("2.5"),
            Cell::text("2024-01-01"),
        ]);
        Counts::of(&cells)
    }

    #[test]
    fn values_with_their_counts() {
        let check = |search: &str, limit: u32, expected: &[(Cell, u64)], matching: u64| {
            let request = FacetRequest { column: 1, search: search.into(), limit, bins: 0 };
            let facet = facet(&counts(), &request);
            let values: Vec<(Cell, u64)> = facet.values.into_iter().map(|value| (value.cell, value.count)).collect();
            assert_eq!((values.as_slice(), facet.matching), (expected, matching), "{search}");
            assert_eq!((facet.rows, facet.distinct), (11, 9));
        };
        let all = [
            (Cell::NULL, 2),
            (Cell::number("7"), 2),
            (Cell::MISSING, 1),
            (Cell::number("2.5"), 1),
            (Cell::text(""), 1),
            (Cell::text("7"), 1),
            (Cell::text("2024-01-01"), 1),
            (Cell::text("a9"), 1),
            (Cell::text("a10"), 1),
        ];
        check("", 100, &all, 9);
        check("", 2, &all[..2], 9);
        check("", 0, &[], 9);
        check("A", 100, &all[7..], 2);
        check("zzz", 100, &[], 0);
    }

    #[test]
    fn a_column_in_figures() {
        let profile = profile(&counts(), 1, ColumnType::Text);
        assert_eq!((profile.rows, profile.missing, profile.null, profile.empty, profile.filled), (11, 1, 2, 1, 7));
        assert_eq!((profile.distinct, profile.unique), (6, 5));
        let numbers = profile.numbers.expect("numbers");
        assert_eq!((numbers.median.as_str(), numbers.sum.as_str(), numbers.mean.as_str()), ("7", "16.5", "5.5"));
        assert_eq!((numbers.span.min.as_str(), numbers.span.max.as_str()), ("2.5", "7"));
        assert_eq!(profile.dates.expect("dates").count, 1);
        assert_eq!(profile.texts, Some(TextProfile { count: 4, shortest: 1, longest: 10 }));
        assert_eq!(profile.top[0], ValueCount { cell: Cell::number("7"), count: 2 });
    }

    #[test]
    fn a_column_of_nothing() {
        let profile = profile(&Counts::default(), 1, ColumnType::Empty);
        assert_eq!((profile.rows, profile.distinct, profile.numbers, profile.top.len()), (0, 0, None, 0));
    }
}
