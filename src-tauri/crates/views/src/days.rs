//! Which days a relative date means.

use fetchgrid_model::RelativeDate;
use time::{Date, Duration, Month};

/// From one day to another, both included; none for an open end.
pub(crate) fn days(date: RelativeDate, today: Date) -> (Option<Date>, Option<Date>) {
    let day = |offset: i64| today.saturating_add(Duration::days(offset));
    let whole = |first: Date, next: Date| (Some(first), next.previous_day());
    match date {
        RelativeDate::Today => (Some(today), Some(today)),
        RelativeDate::Yesterday => (Some(day(-1)), Some(day(-1))),
        RelativeDate::Tomorrow => (Some(day(1)), Some(day(1))),
        RelativeDate::LastDays { days } => (Some(day(1 - i64::from(days))), Some(today)),
        RelativeDate::NextDays { days } => (Some(today), Some(day(i64::from(days) - 1))),
        RelativeDate::Week { offset } => {
            let monday = -i64::from(today.weekday().number_days_from_monday()) + 7 * i64::from(offset);
            (Some(day(monday)), Some(day(monday + 6)))
        }
        RelativeDate::Month { offset } => {
            let month = months(today) + i64::from(offset);
            whole(first_of(month), first_of(month + 1))
        }
        RelativeDate::Quarter { offset } => {
            let month = months(today).div_euclid(3) * 3 + 3 * i64::from(offset);
            whole(first_of(month), first_of(month + 3))
        }
        RelativeDate::Year { offset } => {
            let month = (i64::from(today.year()) + i64::from(offset)) * 12;
            whole(first_of(month), first_of(month + 12))
        }
        RelativeDate::YearToDate => (Some(first_of(i64::from(today.year()) * 12)), Some(today)),
        RelativeDate::Past => (None, Some(day(-1))),
        RelativeDate::Future => (Some(day(1)), None),
    }
}

/// Counted from the year 0.
fn months(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1
}

/// What no calendar reaches is its end.
fn first_of(month: i64) -> Date {
    let year = i32::try_from(month.div_euclid(12)).unwrap_or(if month < 0 { i32::MIN } else { i32::MAX });
    let month = Month::try_from(month.rem_euclid(12) as u8 + 1).unwrap_or(Month::January);
    Date::from_calendar_date(year, month, 1).unwrap_or(if year < 0 { Date::MIN } else { Date::MAX })
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn days_counted_from_today() {
        let today = date!(2026 - 03 - 31);
        let check = |relative, from: Option<Date>, to: Option<Date>| {
            assert_eq!(days(relative, today), (from, to), "{relative:?}");
        };
        check(RelativeDate::Today, Some(today), Some(today));
        check(RelativeDate::Yesterday, Some(date!(2026 - 03 - 30)), Some(date!(2026 - 03 - 30)));
        check(RelativeDate::Tomorrow, Some(date!(2026 - 04 - 01)), Some(date!(2026 - 04 - 01)));
        check(RelativeDate::LastDays { days: 7 }, Some(date!(2026 - 03 - 25)), Some(today));
        check(RelativeDate::NextDays { days: 2 }, Some(today), Some(date!(2026 - 04 - 01)));
        check(RelativeDate::Week { offset: 0 }, Some(date!(2026 - 03 - 30)), Some(date!(2026 - 04 - 05)));
        check(RelativeDate::Week { offset: -1 }, Some(date!(2026 - 03 - 23)), Some(date!(2026 - 03 - 29)));
        check(RelativeDate::Month { offset: -1 }, Some(date!(2026 - 02 - 01)), Some(date!(2026 - 02 - 28)));
        check(RelativeDate::Month { offset: 10 }, Some(date!(2027 - 01 - 01)), Some(date!(2027 - 01 - 31)));
        check(RelativeDate::Quarter { offset: 0 }, Some(date!(2026 - 01 - 01)), Some(today));
        check(RelativeDate::Quarter { offset: 3 }, Some(date!(2026 - 10 - 01)), Some(date!(2026 - 12 - 31)));
        check(RelativeDate::Year { offset: -1 }, Some(date!(2025 - 01 - 01)), Some(date!(2025 - 12 - 31)));
        check(RelativeDate::YearToDate, Some(date!(2026 - 01 - 01)), Some(today));
        check(RelativeDate::Past, None, Some(date!(2026 - 03 - 30)));
        check(RelativeDate::Future, Some(date!(2026 - 04 - 01)), None);
        check(RelativeDate::Year { offset: i32::MAX }, Some(Date::MAX), Date::MAX.previous_day());
    }
}
