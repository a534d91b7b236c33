//! Dates and times as they are written (ISO 8601), as numbers that can be compared. A zone is read and not reckoned with:
//! what is asked of a date is asked of what stands in the cell.

use time::{Date, Month};

pub(crate) const DAY: i64 = 86_400_000_000;

/// Microseconds since 1970 on the clock of whoever wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    pub micros: i64,
    /// Without a time.
    pub is_day: bool,
}

impl Moment {
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.as_bytes();
        let is = |at: usize, expected: u8| text.get(at) == Some(&expected);
        let two = |at: usize| -> Option<i64> {
            let digits = text.get(at..at + 2).filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
            Some(i64::from((digits[0] - b'0') * 10 + digits[1] - b'0'))
        };
        (is(4, b'-') && is(7, b'-')).then_some(())?;
        let (year, month, day) = (two(0)? * 100 + two(2)?, two(5)?, two(8)?);
        (day >= 1 && day <= days_of(year, month)?).then_some(())?;
        let midnight = days(year, month, day) * DAY;
        if text.len() == 10 {
            return Some(Moment { micros: midnight, is_day: true });
        }
        (is(10, b'T') || is(10, b't') || is(10, b' ')).then_some(())?;
        let (hour, minute) = (two(11)?, two(14)?);
        (is(13, b':') && hour < 24 && minute < 60).then_some(())?;
        let mut rest = 16;
        let (mut second, mut fraction) = (0, 0);
        if is(16, b':') {
            // A leap second is the last one of its minute once more.
            second = two(17).filter(|second| *second <= 60)?;
            rest = 19;
            if is(19, b'.') || is(19, b',') {
                let digits = text[20..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                (digits > 0).then_some(())?;
                let shown = text[20..20 + digits.min(6)].iter();
                fraction = shown.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'))
                    * 10_i64.pow(6 - digits.min(6) as u32);
                rest = 20 + digits;
            }
        }
        is_zone(&text[rest..]).then_some(())?;
        let seconds = (hour * 60 + minute) * 60 + second;
        Some(Moment { micros: midnight + seconds * 1_000_000 + fraction, is_day: false })
    }

    pub fn of_day(date: Date) -> Self {
        let days = i64::from(date.to_julian_day()) - i64::from(EPOCH.to_julian_day());
        Moment { micros: days * DAY, is_day: true }
    }

    pub fn day(self) -> Date {
        let day = i64::from(EPOCH.to_julian_day()) + self.micros.div_euclid(DAY);
        i32::try_from(day).ok().and_then(|day| Date::from_julian_day(day).ok()).unwrap_or(EPOCH)
    }
}

const EPOCH: Date = time::macros::date!(1970 - 01 - 01);

fn is_zone(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().all(u8::is_ascii_digit);
    match text {
        [] | [b'Z' | b'z'] => true,
        [b'+' | b'-', a, b, b':', c, d] => digits(&[*a, *b, *c, *d]),
        [b'+' | b'-', rest @ ..] => matches!(rest.len(), 2 | 4) && digits(rest),
        _ => false,
    }
}

fn days_of(year: i64, month: i64) -> Option<i64> {
    let month = u8::try_from(month).ok().and_then(|month| Month::try_from(month).ok())?;
    Some(i64::from(month.length(year as i32)))
}

/// Since 1970, by counting years from March so that the leap day is their last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_and_times_as_they_are_written() {
        let check = |text: &str, expected: Option<i64>| {
            assert_eq!(Moment::parse(text).map(|moment| moment.micros), expected, "{text}");
        };
        check("1970-01-01", Some(0));
        check("1970-01-02", Some(DAY));
        check("1969-12-31T23:59:59Z", Some(-1_000_000));
        check("1970-01-01T00:01", Some(60_000_000));
        check("1970-01-01 00:00:01.5", Some(1_500_000));
        check("1970-01-01T00:00:01.123456789+02:00", Some(1_123_456));
        check("1970-01-01T00:00:00-0530", Some(0));
        check("2024-02-29", Some(19_782 * DAY));
        for text in
            ["", "2023-02-29", "2023-13-01", "2023-00-01", "2023-1-1", "20230101", "2023-01-01T", "2023-01-01T25:00"]
        {
            check(text, None);
        }
        for text in
            ["2023-01-01T10", "2023-01-01T10:00:00.", "2023-01-01T10:00x", "2023-01-01T10:00+1", "today", "२०२३-०१-०१"]
        {
            check(text, None);
        }
    }

    proptest! {
        #[test]
        fn days_are_counted_as_calendars_count_them(julian in 1_721_426_i32..5_373_484) {
            let date = Date::from_julian_day(julian).expect("a day");
            let text = format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day());
            prop_assert_eq!(Moment::parse(&text), Some(Moment::of_day(date)));
            prop_assert_eq!(Moment::of_day(date).day(), date);
        }
    }
}
