use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Cell, ColumnType};

/// What is asked of a column's values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct FacetRequest {
    pub column: i64,
    /// Only values that contain this text, whatever its case; empty for all.
    pub search: String,
    /// Values listed at most.
    pub limit: u32,
    /// Bars of the histogram at most; 0 for none.
    pub bins: u32,
}

/// The values of a column in the rows that the view would show without what it asks of that column alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Facet {
    pub column: i64,
    /// The rows that were looked at; the counts of all values come to it.
    pub rows: u64,
    /// The most frequent first, then in order. Missing, null and empty cells are values of their own.
    pub values: Vec<ValueCount>,
    /// Different values, those that are not listed too.
    pub distinct: u64,
    /// Of them, those that contain the text searched for.
    pub matching: u64,
    /// None without numbers.
    pub numbers: Option<NumberSpan>,
    /// None without dates.
    pub dates: Option<DateSpan>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValueCount {
    pub cell: Cell,
    pub count: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NumberSpan {
    /// As they are written.
    pub min: String,
    pub max: String,
    pub count: u64,
    pub bins: Vec<NumberBin>,
}

/// Numbers from `from`, included, to `to`, which is included in the last bin only.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NumberBin {
    pub from: f64,
    pub to: f64,
    pub count: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DateSpan {
    /// As they are written.
    pub min: String,
    pub max: String,
    pub count: u64,
    pub unit: DateUnit,
    /// One after the other without gaps, the empty ones too.
    pub bins: Vec<DateBin>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DateBin {
    /// The first day of it: `2026-11-01`.
    pub from: String,
    pub count: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum DateUnit {
    #[default]
    Day,
    Month,
    Year,
}

/// What a column holds in the rows that a view shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ColumnProfile {
    pub column: i64,
    #[serde(rename = "type")]
    pub ty: ColumnType,
    pub rows: u64,
    pub missing: u64,
    pub null: u64,
    /// Texts of no characters.
    pub empty: u64,
    /// Everything else; the four come to `rows`.
    pub filled: u64,
    /// Different filled cells; exact.
    pub distinct: u64,
    /// Filled cells that occur once.
    pub unique: u64,
    pub numbers: Option<NumberProfile>,
    pub dates: Option<DateSpan>,
    pub texts: Option<TextProfile>,
    /// The most frequent filled cells.
    pub top: Vec<ValueCount>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NumberProfile {
    pub span: NumberSpan,
    /// As written; of an even number of numbers, the lower of the two in the middle.
    pub median: String,
    /// Exact decimal text, or with "≈" in front where 28 digits do not hold it.
    pub sum: String,
    pub mean: String,
}

/// Lengths in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextProfile {
    pub count: u64,
    pub shortest: u32,
    pub longest: u32,
}
