use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ColumnType;

/// What the cells of a column look like, over all rows. Missing cells are those that are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Tally {
    pub null: u64,
    /// Texts of no characters.
    pub empty: u64,
    pub bool: u64,
    pub integer: u64,
    pub decimal: u64,
    pub date: u64,
    pub date_time: u64,
    /// Texts that a number could be read from, such as `007`.
    pub numeric: u64,
    /// All other texts.
    pub text: u64,
    pub json: u64,
}

/// One cell in a hundred or so may be something else: `n/a` among numbers. Fewer than that, and they are texts.
const MOSTLY: (u64, u64) = (95, 100);

impl Tally {
    /// Cells that hold something.
    pub fn filled(&self) -> u64 {
        let Tally { null: _, empty: _, bool, integer, decimal, date, date_time, numeric, text, json } = self;
        bool + integer + decimal + date + date_time + numeric + text + json
    }

    /// Of the filled cells, those that are of a type as they stand.
    pub fn fits(&self, ty: ColumnType) -> u64 {
        match ty {
            ColumnType::Empty => 0,
            ColumnType::Bool => self.bool,
            ColumnType::Integer => self.integer,
            ColumnType::Decimal => self.integer + self.decimal,
            ColumnType::Date => self.date,
            ColumnType::DateTime => self.date + self.date_time,
            ColumnType::Text => self.filled(),
            ColumnType::Json => self.json,
        }
    }

    /// The narrowest type that fits every filled cell; else one that fits nearly all of them; else text. Texts that look
    /// like numbers keep a column from being one of numbers: `007` is not 7.
    pub fn infer(&self) -> ColumnType {
        use ColumnType::{Bool, Date, DateTime, Decimal, Empty, Integer, Json, Text};
        let filled = self.filled();
        if filled == 0 {
            return if self.empty > 0 { Text } else { Empty };
        }
        let types = [Bool, Integer, Decimal, Date, DateTime, Json];
        if let Some(ty) = types.into_iter().find(|ty| self.fits(*ty) == filled) {
            return ty;
        }
        let nearly = |ty: &ColumnType| self.fits(*ty) * MOSTLY.1 >= filled * MOSTLY.0;
        let is_number = |ty: &ColumnType| matches!(ty, Integer | Decimal);
        types.into_iter().find(|ty| *ty != Json && nearly(ty) && !(is_number(ty) && self.numeric > 0)).unwrap_or(Text)
    }

    pub fn add(&mut self, other: &Tally) {
        for (count, more) in self.counts().into_iter().zip(other.as_array()) {
            *count += more;
        }
    }

    pub fn take_away(&mut self, other: &Tally) {
        for (count, less) in self.counts().into_iter().zip(other.as_array()) {
            *count = count.saturating_sub(less);
        }
    }

    fn counts(&mut self) -> [&mut u64; 10] {
        let Tally { null, empty, bool, integer, decimal, date, date_time, numeric, text, json } = self;
        [null, empty, bool, integer, decimal, date, date_time, numeric, text, json]
    }

    /// In the order of the fields.
    pub fn as_array(mut self) -> [u64; 10] {
        self.counts().map(|count| *count)
    }

    pub fn from_array(counts: [u64; 10]) -> Self {
        let mut tally = Tally::default();
        for (count, known) in tally.counts().into_iter().zip(counts) {
            *count = known;
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found_out() {
        let check = |tally: Tally, expected: ColumnType| assert_eq!(tally.infer(), expected, "{tally:?}");
        let none = Tally::default();
        check(none, ColumnType::Empty);
        check(Tally { null: 3, ..none }, ColumnType::Empty);
        check(Tally { empty: 3, ..none }, ColumnType::Text);
        check(Tally { integer: 3, null: 9, empty: 9, ..none }, ColumnType::Integer);
        check(Tally { integer: 3, decimal: 1, ..none }, ColumnType::Decimal);
        check(Tally { date: 3, date_time: 1, ..none }, ColumnType::DateTime);
        check(Tally { bool: 3, integer: 1, ..none }, ColumnType::Text);
        check(Tally { json: 3, ..none }, ColumnType::Json);
        check(Tally { json: 300, text: 1, ..none }, ColumnType::Text);
        check(Tally { integer: 19, text: 1, ..none }, ColumnType::Integer);
        check(Tally { integer: 18, text: 1, ..none }, ColumnType::Text);
        check(Tally { integer: 12, decimal: 7, text: 1, ..none }, ColumnType::Decimal);
        check(Tally { integer: 99, numeric: 1, ..none }, ColumnType::Text);
        check(Tally { date: 99, numeric: 1, ..none }, ColumnType::Date);
    }
}
