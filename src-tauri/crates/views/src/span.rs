//! From where to where the numbers and dates of a column reach, and how they are spread in between.

use std::cmp::Ordering;

use fetchgrid_model::{CellKind, DateBin, DateSpan, DateUnit, NumberBin, NumberSpan};
use time::{Date, Month};

use crate::cells::Datum;
use crate::counter::{Counts, Value};
use crate::decimal;
use crate::moment::Moment;

/// None without numbers.
pub(crate) fn number_span(counts: &Counts, bins: u32) -> Option<NumberSpan> {
    let mut span: Option<(Value<'_>, Value<'_>)> = None;
    let mut count = 0;
    for value in counts.values().filter(|value| value.kind == CellKind::Number) {
        count += value.count;
        span = Some(match span {
            None => (value, value),
            Some((min, max)) => (
                if compare(&value, &min) == Ordering::Less { value } else { min },
                if compare(&value, &max) == Ordering::Greater { value } else { max },
            ),
        });
    }
    let (min, max) = span?;
    Some(NumberSpan { min: min.cell().text, max: max.cell().text, count, bins: number_bins(counts, bins) })
}

/// Numbers by value; exactly, unless they are told apart by rounding already.
pub(crate) fn compare(left: &Value<'_>, right: &Value<'_>) -> Ordering {
    if let (Datum::Integer(left), Datum::Integer(right)) = (left.datum, right.datum) {
        return left.cmp(&right);
    }
    match float(left).partial_cmp(&float(right)) {
        Some(order) if order != Ordering::Equal => order,
        _ => left
            .datum
            .with_text(|left| right.datum.with_text(|right| decimal::compare(left, right)))
            .unwrap_or(Ordering::Equal),
    }
}

pub(crate) fn float(value: &Value<'_>) -> f64 {
    match value.datum {
        Datum::Integer(integer) => integer as f64,
        Datum::Text(text) => text.parse().unwrap_or(f64::NAN),
    }
}

/// Of equal width. Numbers beyond what a float holds are left out.
pub fn number_bins(counts: &Counts, bins: u32) -> Vec<NumberBin> {
    let numbers = || {
        let numbers = counts.values().filter(|value| value.kind == CellKind::Number);
        numbers.map(|value| (float(&value), value.count)).filter(|(number, _)| number.is_finite())
    };
    let (low, high) = numbers()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (number, _)| (low.min(number), high.max(number)));
    if bins == 0 || low > high {
        return Vec::new();
    }
    // Halves, so that the difference does not run over.
    let width = high / f64::from(bins) - low / f64::from(bins);
    let count = if width > 0.0 { bins } else { 1 };
    let edge = |bin: u32| if bin == count { high } else { low + width * f64::from(bin) };
    let mut bars: Vec<NumberBin> =
        (0..count).map(|bin| NumberBin { from: edge(bin), to: edge(bin + 1), count: 0 }).collect();
    for (number, times) in numbers() {
        let place = if width > 0.0 { (number / width - low / width) as usize } else { 0 };
        let mut place = place.min(bars.len() - 1);
        // Rounding may have put it one beside.
        while place > 0 && number < bars[place].from {
            place -= 1;
        }
        while place + 1 < bars.len() && number >= bars[place].to {
            place += 1;
        }
        bars[place].count += times;
    }
    bars
}

/// None without dates. In the smallest unit that needs no more bars than these; years where none does.
pub(crate) fn date_span(counts: &Counts, bins: u32) -> Option<DateSpan> {
    let dates = || {
        let texts = counts.values().filter(|value| value.kind == CellKind::Text);
        texts.filter_map(|value| match value.datum {
            Datum::Text(text) => Moment::parse(text).map(|moment| (moment, text, value.count)),
            Datum::Integer(_) => None,
        })
    };
    let mut span: Option<[(Moment, &str); 2]> = None;
    let mut count = 0;
    for (moment, text, times) in dates() {
        count += times;
        let [first, last] = span.get_or_insert([(moment, text); 2]);
        if (moment.micros, text) < (first.0.micros, first.1) {
            *first = (moment, text);
        }
        if (moment.micros, text) > (last.0.micros, last.1) {
            *last = (moment, text);
        }
    }
    let [first, last] = span?;
    let (from, to) = (first.0.day(), last.0.day());
    let bars = |unit: DateUnit| (number_of(unit, to) - number_of(unit, from)) as u64 + 1;
    let fits = |unit: &DateUnit| bars(*unit) <= u64::from(bins);
    let unit = [DateUnit::Day, DateUnit::Month].into_iter().find(fits).unwrap_or(DateUnit::Year);
    let mut span = DateSpan { min: first.1.to_owned(), max: last.1.to_owned(), count, unit, bins: Vec::new() };
    if bins > 0 {
        let begin = number_of(unit, from);
        span.bins = (0..bars(unit) as i64)
            .map(|bar| DateBin { from: day_text(first_day(unit, begin + bar)), count: 0 })
            .collect();
        for (moment, _, count) in dates() {
            span.bins[(number_of(unit, moment.day()) - begin) as usize].count += count;
        }
    }
    Some(span)
}

/// Days, months or years, counted.
fn number_of(unit: DateUnit, date: Date) -> i64 {
    match unit {
        DateUnit::Day => i64::from(date.to_julian_day()),
        DateUnit::Month => i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1,
        DateUnit::Year => i64::from(date.year()),
    }
}

fn first_day(unit: DateUnit, number: i64) -> Date {
    let first = |year: i64, month: i64| {
        let month = Month::try_from(month as u8 + 1).unwrap_or(Month::January);
        Date::from_calendar_date(year as i32, month, 1).unwrap_or(Date::MIN)
    };
    match unit {
        DateUnit::Day => Date::from_julian_day(number as i32).unwrap_or(Date::MIN),
        DateUnit::Month => first(number.div_euclid(12), number.rem_euclid(12)),
        DateUnit::Year => first(number, 0),
    }
}

pub(crate) fn day_text(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::Cell;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_by_the_unit_that_fits() {
        let check = |texts: &[&str], bins: u32, unit: DateUnit, expected: &[(&str, u64)]| {
            let cells: Vec<Cell> = texts.iter().map(|text| Cell::text(*text)).collect();
            let span = date_span(&Counts::of(&cells), bins).expect("dates");
            let bars: Vec<(&str, u64)> = span.bins.iter().map(|bin| (bin.from.as_str(), bin.count)).collect();
            assert_eq!((span.unit, bars.as_slice()), (unit, expected), "{texts:?}");
        };
        check(
            &["2024-02-28", "2024-03-01T10:00Z", "x"],
            5,
            DateUnit::Day,
            &[("2024-02-28", 1), ("2024-02-29", 0), ("2024-03-01", 1)],
        );
        check(
            &["2024-01-31", "2024-03-01"],
            5,
            DateUnit::Month,
            &[("2024-01-01", 1), ("2024-02-01", 0), ("2024-03-01", 1)],
        );
        check(
            &["2021-01-31", "2024-03-01"],
            3,
            DateUnit::Year,
            &[("2021-01-01", 1), ("2022-01-01", 0), ("2023-01-01", 0), ("2024-01-01", 1)],
        );
        assert_eq!(date_span(&Counts::of(&[Cell::text("x")]), 5), None);
    }

    #[test]
    fn numbers_as_they_are_written() {
        let cells = ["9007199254740993", "9007199254740992", "1e400", "-0.50"].map(Cell::number);
        let span = number_span(&Counts::of(&cells), 2).expect("numbers");
        assert_eq!((span.min.as_str(), span.max.as_str(), span.count), ("-0.50", "1e400", 4));
        // What no float holds is in no bar.
        assert_eq!(span.bins.iter().map(|bin| bin.count).sum::<u64>(), 3);
        assert_eq!(number_span(&Counts::of(&[Cell::text("7")]), 2), None);
    }

    proptest! {
        #[test]
        fn every_number_is_in_its_bar(numbers in prop::collection::vec(-1e300_f64..1e300, 1..40), bins in 1_u32..20) {
            let cells: Vec<Cell> = numbers.iter().map(|number| Cell::number(format!("{number:e}"))).collect();
            let bars = number_bins(&Counts::of(&cells), bins);
            for (place, bar) in bars.iter().enumerate() {
                let is_last = place + 1 == bars.len();
                let within = |number: &&f64| bar.from <= **number && (**number < bar.to || is_last && **number <= bar.to);
                prop_assert_eq!(numbers.iter().filter(within).count() as u64, bar.count);
            }
            prop_assert_eq!(bars.iter().map(|bar| bar.count).sum::<u64>(), numbers.len() as u64);
        }
    }
}
