use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Tally;

/// What a cell holds. A number is kept as it was written, so that no digit is guessed on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[repr(u8)]
pub enum CellKind {
    /// The record has no such key.
    Missing = 0,
    /// JSON `null`.
    Null = 1,
    Bool = 2,
    /// A number, in the characters in which it came.
    Number = 3,
    Text = 4,
    /// A list or an empty object, as compact JSON text.
    Json = 5,
}

impl CellKind {
    pub fn from_u8(byte: u8) -> Option<Self> {
        [Self::Missing, Self::Null, Self::Bool, Self::Number, Self::Text, Self::Json].get(byte as usize).copied()
    }
}

/// One cell: its kind, and its text as it came (empty for missing and null; `true`/`false` for Bool).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    pub kind: CellKind,
    pub text: String,
}

impl Cell {
    pub const MISSING: Cell = Cell { kind: CellKind::Missing, text: String::new() };
    pub const NULL: Cell = Cell { kind: CellKind::Null, text: String::new() };

    pub fn bool(value: bool) -> Self {
        Cell { kind: CellKind::Bool, text: value.to_string() }
    }

    pub fn number(raw: impl Into<String>) -> Self {
        Cell { kind: CellKind::Number, text: raw.into() }
    }

    pub fn text(text: impl Into<String>) -> Self {
        Cell { kind: CellKind::Text, text: text.into() }
    }

    pub fn json(raw: impl Into<String>) -> Self {
        Cell { kind: CellKind::Json, text: raw.into() }
    }

    pub fn is_blank(&self) -> bool {
        matches!(self.kind, CellKind::Missing | CellKind::Null)
    }
}

/// A row, aligned with a list of columns that travels beside it.
pub type Row = Vec<Cell>;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ColumnType {
    /// No filled cell yet.
    #[default]
    Empty,
    Bool,
    Integer,
    Decimal,
    /// `2026-11-30`
    Date,
    /// `2026-11-30T06:18:19Z`, with or without a zone.
    DateTime,
    Text,
    Json,
}

/// Where a column's cells come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ColumnOrigin {
    /// A value of the request, by its placeholder; shown before the answer's own columns.
    Value,
    /// What is known of the request beside its values, by the words of [`RequestFact`].
    Request,
    /// A place in the answer outside of its records, by a JSONPath; the same in every row of an answer.
    Answer,
    /// A field of the record, by its dotted path.
    #[default]
    Field,
}

/// What is known of a request, as a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestFact {
    Address,
    Status,
    FetchedAt,
    Milliseconds,
    Attempts,
    Page,
}

impl RequestFact {
    pub const ALL: [(RequestFact, &'static str); 6] = [
        (RequestFact::Address, "address"),
        (RequestFact::Status, "status"),
        (RequestFact::FetchedAt, "fetchedAt"),
        (RequestFact::Milliseconds, "milliseconds"),
        (RequestFact::Attempts, "attempts"),
        (RequestFact::Page, "page"),
    ];

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(fact, _)| *fact)
    }
}

/// Names a column by where its cells come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ColumnKey {
    pub origin: ColumnOrigin,
    pub name: String,
}

impl ColumnKey {
    pub fn new(origin: ColumnOrigin, name: impl Into<String>) -> Self {
        ColumnKey { origin, name: name.into() }
    }

    pub fn field(path: impl Into<String>) -> Self {
        Self::new(ColumnOrigin::Field, path)
    }

    /// Not in the table unless somebody shows it.
    pub fn is_asked_for(&self) -> bool {
        matches!(self.origin, ColumnOrigin::Request | ColumnOrigin::Answer)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Column {
    /// Stable within the document; cells are looked up by it, never by position.
    pub id: i64,
    pub origin: ColumnOrigin,
    /// Within its origin: the dotted path inside the record, the placeholder's name, …
    pub name: String,
    /// As it is shown and exported.
    pub title: String,
    /// As it was chosen, or as it was found out over all rows.
    #[serde(rename = "type")]
    pub ty: ColumnType,
    pub type_is_chosen: bool,
    /// Left out of the table that is shown and exported.
    pub hidden: bool,
    pub tally: Tally,
}

impl Column {
    pub fn key(&self) -> ColumnKey {
        ColumnKey::new(self.origin, self.name.clone())
    }
}
