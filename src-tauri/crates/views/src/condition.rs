//! What is asked of a cell, made ready to be asked of many.

use std::collections::HashSet;

use arrow_array::Array;
use arrow_buffer::BooleanBuffer;
use fetchgrid_model::{Bound, CellKind, Condition, DateRange};
use regex::{Regex, RegexBuilder};
use time::Date;

use crate::bad_view::BadView;
use crate::cells::{Cells, Datum, Values};
use crate::days::days;
use crate::decimal;
use crate::fold::{fold, fold_into};
use crate::moment::{DAY, Moment};
use crate::needle::Needle;
use crate::number_test::NumberTest;

#[derive(Clone, Debug)]
pub(crate) enum Test {
    /// Of every filled cell, when the text looked for is empty.
    Filled,
    Contains(Needle),
    Starts(Folded),
    Ends(Folded),
    /// The number is there when the text is one.
    Equals(Folded, Option<NumberTest>),
    OneOf(Listed),
    Matches(Regex),
    /// Texts that read as numbers count as such in some columns.
    Number(NumberTest, bool),
    /// Microseconds, the end excluded.
    Date(i64, i64),
    Kind(CellKind),
    Truth(&'static str),
    Empty,
    Blank,
}

#[derive(Clone, Debug)]
pub(crate) struct Folded {
    text: String,
    match_case: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Listed {
    missing: bool,
    null: bool,
    integers: HashSet<i64>,
    /// By kind.
    texts: [HashSet<String>; 6],
}

impl Test {
    /// `today`: what relative dates are counted from. `numbers_in_text`: whether texts of this column count as numbers.
    pub fn new(condition: &Condition, today: Date, numbers_in_text: bool) -> Result<Self, BadView> {
        let folded = |text: &str, match_case: bool| Folded {
            text: if match_case { text.to_owned() } else { fold(text) },
            match_case,
        };
        Ok(match condition {
            Condition::Contains { text, match_case } => {
                Needle::with_case(text, *match_case).map_or(Test::Filled, Test::Contains)
            }
            Condition::StartsWith { text, match_case } => Test::Starts(folded(text, *match_case)),
            Condition::EndsWith { text, match_case } => Test::Ends(folded(text, *match_case)),
            Condition::Equals { text, match_case } => {
                let number = decimal::is_number(text).then(|| NumberTest::equal_to(text)).transpose()?;
                Test::Equals(folded(text, *match_case), number)
            }
            Condition::OneOf { cells } => {
                let mut listed = Listed::default();
                for cell in cells {
                    match (cell.kind, decimal::canonical_integer(&cell.text)) {
                        (CellKind::Missing, _) => listed.missing = true,
                        (CellKind::Null, _) => listed.null = true,
                        (CellKind::Number, Some(integer)) => drop(listed.integers.insert(integer)),
                        (kind, _) => drop(listed.texts[kind as usize].insert(cell.text.clone())),
                    }
                }
                Test::OneOf(listed)
            }
            Condition::Matches { pattern, match_case } => {
                let regex = RegexBuilder::new(pattern).case_insensitive(!match_case).build();
                Test::Matches(regex.map_err(|error| BadView::Pattern {
                    pattern: pattern.clone(),
                    // The words of the crate draw the place over several lines; the last one says what it is.
                    detail: error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").into(),
                })?)
            }
            Condition::Number { range } => Test::Number(NumberTest::new(range)?, numbers_in_text),
            Condition::Date { range } => Test::within(range)?,
            Condition::Relative { date } => {
                let (from, to) = days(*date, today);
                let from = from.map_or(i64::MIN, |from| Moment::of_day(from).micros);
                Test::Date(from, to.map_or(i64::MAX, |to| Moment::of_day(to).micros + DAY))
            }
            Condition::True => Test::Truth("true"),
            Condition::False => Test::Truth("false"),
            Condition::Missing => Test::Kind(CellKind::Missing),
            Condition::Null => Test::Kind(CellKind::Null),
            Condition::Empty => Test::Empty,
            Condition::Blank => Test::Blank,
        })
    }

    fn within(range: &DateRange) -> Result<Self, BadView> {
        let edge = |bound: &Option<Bound>, open: i64, beyond: bool| {
            let Some(Bound { value, .. }) = bound else { return Ok(open) };
            let moment = Moment::parse(value.trim()).ok_or_else(|| BadView::Date { text: value.clone() })?;
            Ok(moment.micros + if beyond { if moment.is_day { DAY } else { 1 } } else { 0 })
        };
        let is_excluded = |bound: &Option<Bound>| bound.as_ref().is_some_and(|bound| !bound.included);
        let from = edge(&range.from, i64::MIN, is_excluded(&range.from))?;
        Ok(Test::Date(from, edge(&range.to, i64::MAX, !is_excluded(&range.to))?))
    }

    pub fn marks(&self, cells: &Cells) -> BooleanBuffer {
        let rows = cells.rows();
        let of_kind = |row: usize, kind: CellKind| cells.kind(row) == kind;
        match self {
            Test::Filled => BooleanBuffer::collect_bool(rows, |row| cells.is_filled(row)),
            Test::Contains(needle) => {
                let mut marks = vec![false; rows];
                needle.mark(cells, &mut marks);
                BooleanBuffer::from(marks)
            }
            Test::Starts(start) => {
                texts(cells, |text, scratch| start.meets(text, scratch, |text, start| text.starts_with(start)))
            }
            Test::Ends(end) => texts(cells, |text, scratch| end.meets(text, scratch, |text, end| text.ends_with(end))),
            Test::Equals(text, number) => match (cells.values(), number) {
                (Values::Integers(_), None) => BooleanBuffer::new_unset(rows),
                (Values::Integers(_), Some(number)) => numbers(cells, number, false),
                _ => {
                    let same = texts(cells, |cell, scratch| text.meets(cell, scratch, |cell, text| cell == text));
                    match number {
                        Some(number) => &same | &numbers(cells, number, false),
                        None => same,
                    }
                }
            },
            Test::OneOf(listed) => listed.marks(cells),
            Test::Matches(regex) => texts(cells, |text, _| regex.is_match(text)),
            Test::Number(number, in_text) => numbers(cells, number, *in_text),
            Test::Date(from, to) => match cells.values() {
                Values::Texts(_) => texts(cells, |text, _| {
                    Moment::parse(text).is_some_and(|moment| (*from..*to).contains(&moment.micros))
                }),
                _ => BooleanBuffer::new_unset(rows),
            },
            Test::Kind(kind) => BooleanBuffer::collect_bool(rows, |row| of_kind(row, *kind)),
            Test::Truth(word) => BooleanBuffer::collect_bool(rows, |row| {
                of_kind(row, CellKind::Bool) && cells.datum(row) == Datum::Text(word)
            }),
            Test::Empty => {
                BooleanBuffer::collect_bool(rows, |row| cells.is_filled(row) && cells.datum(row) == Datum::Text(""))
            }
            Test::Blank => BooleanBuffer::collect_bool(rows, |row| cells.datum(row) == Datum::Text("")),
        }
    }
}

impl Folded {
    fn meets(&self, text: &str, scratch: &mut String, test: impl Fn(&str, &str) -> bool) -> bool {
        if self.match_case {
            return test(text, &self.text);
        }
        scratch.clear();
        fold_into(text, scratch);
        test(scratch, &self.text)
    }
}

impl Listed {
    fn marks(&self, cells: &Cells) -> BooleanBuffer {
        BooleanBuffer::collect_bool(cells.rows(), |row| match (cells.kind(row), cells.datum(row)) {
            (CellKind::Missing, _) => self.missing,
            (CellKind::Null, _) => self.null,
            (_, Datum::Integer(integer)) => self.integers.contains(&integer),
            (kind, Datum::Text(text)) => {
                self.texts[kind as usize].contains(text)
                    || kind == CellKind::Number
                        && decimal::canonical_integer(text).is_some_and(|integer| self.integers.contains(&integer))
            }
        })
    }
}

/// Asked of the text of every filled cell.
fn texts(cells: &Cells, test: impl Fn(&str, &mut String) -> bool) -> BooleanBuffer {
    let mut scratch = String::new();
    BooleanBuffer::collect_bool(cells.rows(), |row| {
        cells.is_filled(row) && cells.with_text(row, |text| test(text, &mut scratch))
    })
}

fn numbers(cells: &Cells, test: &NumberTest, in_text: bool) -> BooleanBuffer {
    match cells.values() {
        Values::Integers(integers) => {
            let Some(range) = test.integers() else { return BooleanBuffer::new_unset(cells.rows()) };
            let values = integers.values();
            let within = BooleanBuffer::collect_bool(values.len(), |row| range.contains(&values[row]));
            match integers.nulls() {
                Some(valid) => &within & valid.inner(),
                None => within,
            }
        }
        Values::Texts(texts) => BooleanBuffer::collect_bool(texts.len(), |row| {
            let text = texts.value(row);
            match cells.kind(row) {
                CellKind::Number => test.passes(text),
                CellKind::Text if in_text => decimal::is_number(text) && test.passes(text),
                _ => false,
            }
        }),
        Values::None(rows) => BooleanBuffer::new_unset(*rows),
    }
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::{Cell, NumberRange, RelativeDate};
    use time::macros::date;

    use super::*;

    /// Every kind of cell, each held with the others and by itself.
    fn cells() -> Vec<Cell> {
        let texts = ["", "Rick", "rick's \"best\"\nline", "ÉCOLE", "école", "007", "7", "true", "2026-11-30", "a.b"];
        let numbers = ["7", "7.0", "-3", "9007199254740993", "9007199254740992", "1e400", "0.1"];
        let mut cells = vec![Cell::MISSING, Cell::NULL, Cell::bool(true), Cell::bool(false), Cell::json("[7]")];
        cells.extend(texts.map(Cell::text));
        cells.extend(numbers.map(Cell::number));
        cells.push(Cell::text("2026-11-30T23:59:59.999Z"));
        cells.push(Cell::text("2026-12-01T00:00:00+02:00"));
        cells
    }

    fn found_in(condition: &Condition, numbers_in_text: bool) -> Vec<String> {
        let test = Test::new(condition, date!(2026 - 12 - 01), numbers_in_text).expect("a condition");
        let cells = cells();
        let marks = test.marks(&Cells::of(&cells));
        for (row, cell) in cells.iter().enumerate() {
            let alone = test.marks(&Cells::of(std::slice::from_ref(cell)));
            assert_eq!(alone.value(0), marks.value(row), "{condition:?} of {cell:?} alone");
        }
        let tag = |cell: &Cell| match cell.kind {
            CellKind::Missing => "missing".to_owned(),
            CellKind::Null => "null".to_owned(),
            CellKind::Text => format!("'{}'", cell.text),
            _ => cell.text.clone(),
        };
        marks.set_indices().map(|row| tag(&cells[row])).collect()
    }

    fn check(condition: Condition, expected: &[&str]) {
        assert_eq!(found_in(&condition, false), expected, "{condition:?}");
    }

    const BEST: &str = "'rick's \"best\"\nline'";

    #[test]
    fn conditions_of_texts() {
        let contains = |text: &str, match_case| Condition::Contains { text: text.into(), match_case };
        let starts = |text: &str, match_case| Condition::StartsWith { text: text.into(), match_case };
        let ends = |text: &str, match_case| Condition::EndsWith { text: text.into(), match_case };
        let equals = |text: &str, match_case| Condition::Equals { text: text.into(), match_case };
        let matches = |pattern: &str, match_case| Condition::Matches { pattern: pattern.into(), match_case };
        check(contains("RICK", false), &["'Rick'", BEST]);
        check(contains("Rick", true), &["'Rick'"]);
        check(contains("\n\"", false), &[]);
        check(contains("t\"\nl", false), &[BEST]);
        check(contains("école", false), &["'ÉCOLE'", "'école'"]);
        check(contains("École", true), &[]);
        check(contains("07", false), &["'007'", "9007199254740993", "9007199254740992"]);
        check(starts("ri", false), &["'Rick'", BEST]);
        check(starts("Ri", true), &["'Rick'"]);
        check(starts("90071", false), &["9007199254740993", "9007199254740992"]);
        check(ends("LINE", false), &[BEST]);
        check(ends("e", true), &["true", "false", BEST, "'école'", "'true'"]);
        check(equals("école", false), &["'ÉCOLE'", "'école'"]);
        check(equals("", false), &["''"]);
        check(equals("7", false), &["'7'", "7", "7.0"]);
        check(equals("7.00", false), &["7", "7.0"]);
        check(equals("007", false), &["'007'", "7", "7.0"]);
        check(equals("9007199254740993", false), &["9007199254740993"]);
        check(equals("10e399", false), &["1e400"]);
        check(equals("true", false), &["true", "'true'"]);
        check(matches("^r.ck$", false), &["'Rick'"]);
        check(matches("^r.ck$", true), &[]);
        check(matches("(?s)rick.*LINE", false), &[BEST]);
        check(matches(r"^0+\d$", false), &["'007'"]);
        check(matches("^É", false), &["'ÉCOLE'", "'école'"]);
    }

    #[test]
    fn conditions_of_numbers_and_dates() {
        let number = |from: Option<Bound>, to: Option<Bound>| Condition::Number { range: NumberRange { from, to } };
        let (incl, excl) = (|text: &str| Some(Bound::included(text)), |text: &str| Some(Bound::excluded(text)));
        check(number(excl("9007199254740992"), None), &["9007199254740993", "1e400"]);
        check(number(incl("0.1"), incl("7")), &["7", "7.0", "0.1"]);
        check(number(None, excl("0.1")), &["-3"]);
        check(number(incl("1e399"), incl("1e401")), &["1e400"]);
        let in_text = found_in(&number(incl("7"), incl("7")), true);
        assert_eq!(in_text, ["'007'", "'7'", "7", "7.0"]);

        let date = |from: Option<Bound>, to: Option<Bound>| Condition::Date { range: DateRange { from, to } };
        let (eve, day, first) = ("'2026-11-30T23:59:59.999Z'", "'2026-11-30'", "'2026-12-01T00:00:00+02:00'");
        check(date(incl("2026-11-30"), incl("2026-11-30")), &[day, eve]);
        check(date(excl("2026-11-30"), None), &[first]);
        check(date(None, excl("2026-11-30T23:59:59.999")), &[day]);
        check(date(None, incl("2026-11-30T23:59:59.999")), &[day, eve]);
        check(date(incl("2026-11-30T00:00:01"), None), &[eve, first]);
        check(date(None, None), &[day, eve, first]);
        check(Condition::Relative { date: RelativeDate::Today }, &[first]);
        check(Condition::Relative { date: RelativeDate::Yesterday }, &[day, eve]);
        check(Condition::Relative { date: RelativeDate::LastDays { days: 2 } }, &[day, eve, first]);
        check(Condition::Relative { date: RelativeDate::Past }, &[day, eve]);
        check(Condition::Relative { date: RelativeDate::Year { offset: 1 } }, &[]);
    }

    #[test]
    fn conditions_of_kinds_and_lists() {
        check(Condition::Missing, &["missing"]);
        check(Condition::Null, &["null"]);
        check(Condition::Empty, &["''"]);
        check(Condition::Blank, &["missing", "null", "''"]);
        check(Condition::True, &["true"]);
        check(Condition::False, &["false"]);
        let one_of = |cells: &[Cell]| Condition::OneOf { cells: cells.to_vec() };
        check(one_of(&[Cell::number("7")]), &["7"]);
        check(one_of(&[Cell::text("7"), Cell::number("7.0"), Cell::NULL]), &["null", "'7'", "7.0"]);
        check(one_of(&[Cell::MISSING, Cell::text(""), Cell::text("rick")]), &["missing", "''"]);
        check(one_of(&[]), &[]);
    }

    #[test]
    fn conditions_that_are_none() {
        let check = |condition: Condition, expected: &str| {
            let problem = Test::new(&condition, date!(2026 - 12 - 01), false).expect_err("none");
            assert!(problem.to_string().contains(expected), "{problem}");
        };
        check(
            Condition::Matches { pattern: "(".into(), match_case: false },
            "“(” is not a regular expression: unclosed",
        );
        let from = Some(Bound::included("a lot"));
        check(Condition::Number { range: NumberRange { from, to: None } }, "“a lot” is not a number");
        let to = Some(Bound::included("soon"));
        check(Condition::Date { range: DateRange { from: None, to } }, "“soon” is not a date");
    }
}
