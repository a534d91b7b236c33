use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

/// The narrowest type that fits every filled cell of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ColumnType {
    /// No filled cell yet.
    #[default]
    Empty,
    Bool,
    Integer,
    Decimal,
    Text,
    Json,
}

impl ColumnType {
    /// The type that fits both.
    pub fn widen(self, other: ColumnType) -> ColumnType {
        use ColumnType::*;
        match (self, other) {
            (a, b) if a == b => a,
            (Empty, b) => b,
            (a, Empty) => a,
            (Integer, Decimal) | (Decimal, Integer) => Decimal,
            _ => Text,
        }
    }

    pub fn of(cell: &Cell) -> ColumnType {
        Self::of_text(cell.kind, &cell.text)
    }

    /// The type of a cell that is not held as a [`Cell`].
    pub fn of_text(kind: CellKind, text: &str) -> ColumnType {
        match kind {
            CellKind::Missing | CellKind::Null => ColumnType::Empty,
            CellKind::Bool => ColumnType::Bool,
            CellKind::Number if text.bytes().all(|b| b.is_ascii_digit() || b == b'-') => ColumnType::Integer,
            CellKind::Number => ColumnType::Decimal,
            CellKind::Text => ColumnType::Text,
            CellKind::Json => ColumnType::Json,
        }
    }
}

/// Where a column's cells come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ColumnOrigin {
    /// A value of the request; shown before the answer's own columns.
    Value,
    /// A field of the answer.
    Field,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Column {
    /// Stable within the document; cells are looked up by it, never by position.
    pub id: i64,
    /// Dotted path inside the record, or the placeholder's name.
    pub name: String,
    pub origin: ColumnOrigin,
    #[serde(rename = "type")]
    pub ty: ColumnType,
}
