//! What a cell looks like, and how a cell becomes one of the type that was chosen for its column.

use std::borrow::Cow;

use fetchgrid_model::{CellKind, ColumnType, Tally};
use time::{Date, Month, Time};

/// What a cell looks like: its kind, and what a text could be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Look {
    Missing,
    Null,
    Bool,
    Integer,
    Decimal,
    Json,
    /// A text of no characters.
    Empty,
    Date,
    DateTime,
    /// A text that a number could be read from, such as `007`.
    Numeric,
    Text,
}

impl Look {
    pub fn of(kind: CellKind, text: &str) -> Self {
        match kind {
            CellKind::Missing => Look::Missing,
            CellKind::Null => Look::Null,
            CellKind::Bool => Look::Bool,
            CellKind::Number if is_whole(text) => Look::Integer,
            CellKind::Number => Look::Decimal,
            CellKind::Json => Look::Json,
            CellKind::Text => Look::of_text(text.as_bytes()),
        }
    }

    fn of_text(text: &[u8]) -> Self {
        match text.first() {
            None => Look::Empty,
            Some(first) if first.is_ascii_digit() => {
                if text.get(4) == Some(&b'-')
                    && let Some(is_day) = moment(text)
                {
                    return if is_day { Look::Date } else { Look::DateTime };
                }
                if spells_number(text) { Look::Numeric } else { Look::Text }
            }
            Some(b'-' | b'+') if spells_number(&text[1..]) => Look::Numeric,
            Some(_) => Look::Text,
        }
    }

    pub fn kind(self) -> CellKind {
        match self {
            Look::Missing => CellKind::Missing,
            Look::Null => CellKind::Null,
            Look::Bool => CellKind::Bool,
            Look::Integer | Look::Decimal => CellKind::Number,
            Look::Json => CellKind::Json,
            Look::Empty | Look::Date | Look::DateTime | Look::Numeric | Look::Text => CellKind::Text,
        }
    }

    /// Counts so many cells that look like this.
    pub fn count(self, tally: &mut Tally, cells: u64) {
        let count = match self {
            Look::Missing => return,
            Look::Null => &mut tally.null,
            Look::Bool => &mut tally.bool,
            Look::Integer => &mut tally.integer,
            Look::Decimal => &mut tally.decimal,
            Look::Json => &mut tally.json,
            Look::Empty => &mut tally.empty,
            Look::Date => &mut tally.date,
            Look::DateTime => &mut tally.date_time,
            Look::Numeric => &mut tally.numeric,
            Look::Text => &mut tally.text,
        };
        *count += cells;
    }

    /// The same of cells that are no longer there.
    pub fn uncount(self, tally: &mut Tally, cells: u64) {
        let mut less = Tally::default();
        self.count(&mut less, cells);
        tally.take_away(&less);
    }
}

/// Of the cells of a column, those that are not of its type, by their places.
pub(crate) fn misfits<'t>(ty: ColumnType, cells: impl Iterator<Item = (CellKind, &'t str)>) -> Vec<u32> {
    if matches!(ty, ColumnType::Empty | ColumnType::Text) {
        return Vec::new();
    }
    (0..).zip(cells).filter(|(_, (kind, text))| !is_of(ty, *kind, text)).map(|(row, _)| row).collect()
}

/// Whether a filled cell is of a type as it stands. Blank cells are of any.
pub(crate) fn is_of(ty: ColumnType, kind: CellKind, text: &str) -> bool {
    let mut tally = Tally::default();
    Look::of(kind, text).count(&mut tally, 1);
    tally.filled() == 0 || tally.fits(ty) > 0
}

/// The cell as one of the type that was chosen; none where it stays as it came.
pub(crate) fn read_as<'t>(ty: ColumnType, kind: CellKind, text: &'t str) -> Option<(CellKind, Cow<'t, str>)> {
    match (ty, kind) {
        (ColumnType::Text, CellKind::Number | CellKind::Bool | CellKind::Json) => Some((CellKind::Text, text.into())),
        (ColumnType::Integer, CellKind::Text) => {
            number(text).filter(|number| is_whole(number)).map(|number| (CellKind::Number, number))
        }
        (ColumnType::Decimal, CellKind::Text) => number(text).map(|number| (CellKind::Number, number)),
        (ColumnType::Bool, CellKind::Text) => {
            let word = ["true", "false"].into_iter().find(|word| text.trim().eq_ignore_ascii_case(word))?;
            Some((CellKind::Bool, word.into()))
        }
        _ => None,
    }
}

fn is_whole(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// A number that a text spells, as JSON spells it: without a plus, without zeros in front.
fn number(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim_ascii();
    let (minus, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !spells_number(digits.as_bytes()) {
        return None;
    }
    let zeros = digits.bytes().take_while(|byte| *byte == b'0').count();
    let keep =
        if digits.as_bytes().get(zeros).is_some_and(u8::is_ascii_digit) { zeros } else { zeros.saturating_sub(1) };
    let digits = &digits[keep..];
    if minus.len() + digits.len() == text.len() { Some(text.into()) } else { Some(format!("{minus}{digits}").into()) }
}

/// Digits, a point with digits after it, an exponent; the last two may be left out.
fn spells_number(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(text);
    let mut rest = &text[whole..];
    if whole == 0 {
        return false;
    }
    if let Some(fraction) = rest.strip_prefix(b".") {
        let places = digits(fraction);
        if places == 0 {
            return false;
        }
        rest = &fraction[places..];
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        let exponent = exponent.strip_prefix(b"-").or_else(|| exponent.strip_prefix(b"+")).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

/// ISO 8601: whether it is a day (true), or a day and a time, with or without a zone (false). None for anything else.
fn moment(text: &[u8]) -> Option<bool> {
    let two = |at: usize| -> Option<u8> {
        let digits = text.get(at..at + 2).filter(|digits| digits.iter().all(u8::is_ascii_digit))?;
        Some((digits[0] - b'0') * 10 + digits[1] - b'0')
    };
    let is = |at: usize, expected: u8| text.get(at) == Some(&expected);
    let year = i32::from(two(0)?) * 100 + i32::from(two(2)?);
    let month = Month::try_from(two(5)?).ok()?;
    (is(4, b'-') && is(7, b'-')).then_some(())?;
    Date::from_calendar_date(year, month, two(8)?).ok()?;
    if text.len() == 10 {
        return Some(true);
    }
    (is(10, b'T') || is(10, b't') || is(10, b' ')).then_some(())?;
    let (hour, minute) = (two(11)?, two(14)?);
    is(13, b':').then_some(())?;
    let mut rest = 16;
    let mut second = 0;
    if is(16, b':') {
        second = two(17)?;
        rest = 19;
        if is(19, b'.') || is(19, b',') {
            let places = text[20..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            (places > 0).then_some(())?;
            rest = 20 + places;
        }
    }
    // The second before midnight may be said twice.
    Time::from_hms(hour, minute, second.min(59)).ok().filter(|_| second <= 60)?;
    let is_zone = match &text[rest..] {
        [] | [b'Z' | b'z'] => true,
        [b'+' | b'-', zone @ ..] => {
            let digits = zone.iter().filter(|byte| byte.is_ascii_digit()).count();
            match zone.len() {
                2 | 4 => digits == zone.len(),
                5 => digits == 4 && zone[2] == b':',
                _ => false,
            }
        }
        _ => false,
    };
    is_zone.then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_look_like_something() {
        let check = |texts: &[&str], expected: &str| {
            for text in texts {
                let look = match Look::of(CellKind::Text, text) {
                    Look::Empty => "empty",
                    Look::Date => "date",
                    Look::DateTime => "date-time",
                    Look::Numeric => "number",
                    _ => "other",
                };
                assert_eq!(look, expected, "{text:?}");
            }
        };
        check(&[""], "empty");
        check(&["2026-11-30", "2024-02-29", "0001-01-01"], "date");
        check(&["2026-11-30T06:18:19Z", "2026-11-30 06:18", "2026-11-30t06:18:19.123456+01:00"], "date-time");
        check(&["2026-11-30T06:18:19-0500", "2026-11-30T06:18:19+01", "2016-12-31T23:59:60Z"], "date-time");
        check(&["7", "007", "-1.50", "+4", "1e9", "1.5E-3", "20261130", "12345678901234567890123"], "number");
        check(&["2026-02-30", "2025-02-29", "2026-13-01", "2026-11-3", "2026-11-30T", "2026-11-30T25:00"], "other");
        check(&["2026-11-30T06:18:61Z", "2026-11-30T06:18:19.Z", "2026-11-30T06:18:19+1", "2026-11-30x06:18"], "other");
        check(
            &["2026-11", "2026-", "1.", ".5", "1e", "-", "+", "1,5", "1 000", "0x10", "NaN", "n/a", " 1", "é"],
            "other",
        );
    }

    #[test]
    fn cells_become_what_was_chosen() {
        let check = |ty, kind, text: &str, expected: Option<(CellKind, &str)>| {
            let read = read_as(ty, kind, text);
            assert_eq!(read.as_ref().map(|(kind, text)| (*kind, text.as_ref())), expected, "{text:?} as {ty:?}");
        };
        let number = |text| Some((CellKind::Number, text));
        check(ColumnType::Integer, CellKind::Text, "007", number("7"));
        check(ColumnType::Integer, CellKind::Text, " -000 ", number("-0"));
        check(ColumnType::Integer, CellKind::Text, "+12", number("12"));
        check(ColumnType::Integer, CellKind::Text, "9007199254740993", number("9007199254740993"));
        check(ColumnType::Integer, CellKind::Text, "1.5", None);
        check(ColumnType::Integer, CellKind::Text, "n/a", None);
        check(ColumnType::Integer, CellKind::Number, "1.5", None);
        check(ColumnType::Decimal, CellKind::Text, "00.10", number("0.10"));
        check(ColumnType::Decimal, CellKind::Text, "1e400", number("1e400"));
        check(ColumnType::Decimal, CellKind::Text, "", None);
        check(ColumnType::Bool, CellKind::Text, "TRUE", Some((CellKind::Bool, "true")));
        check(ColumnType::Bool, CellKind::Text, "yes", None);
        check(ColumnType::Text, CellKind::Number, "1.50", Some((CellKind::Text, "1.50")));
        check(ColumnType::Text, CellKind::Text, "x", None);
        check(ColumnType::Text, CellKind::Null, "", None);
        check(ColumnType::Date, CellKind::Text, "2026-11-30", None);
        assert!(is_of(ColumnType::Date, CellKind::Text, "2026-11-30") && is_of(ColumnType::Date, CellKind::Null, ""));
        assert!(!is_of(ColumnType::Date, CellKind::Text, "soon") && is_of(ColumnType::Date, CellKind::Text, ""));
    }
}
