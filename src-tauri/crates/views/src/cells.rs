//! The cells of one column in a stretch of rows, as arrow's arrays.

use arrow_array::{Array, Int64Array, StringArray, UInt8Array};
use fetchgrid_model::{Cell, CellKind};

/// Cheap to clone: the arrays are shared.
#[derive(Clone, Debug)]
pub struct Cells {
    kinds: Kinds,
    values: Values,
}

#[derive(Clone, Debug)]
pub enum Kinds {
    /// All filled cells are of one kind, and all blank ones of another.
    Two {
        filled: CellKind,
        blank: CellKind,
    },
    Each(UInt8Array),
}

/// Blank cells are null in the array.
#[derive(Clone, Debug)]
pub enum Values {
    /// Numbers with one spelling.
    Integers(Int64Array),
    Texts(StringArray),
    /// So many blank cells.
    None(usize),
}

/// What is in a cell. Blank cells hold an empty text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Datum<'a> {
    Integer(i64),
    Text(&'a str),
}

impl Cells {
    pub fn new(kinds: Kinds, values: Values) -> Self {
        Cells { kinds, values }
    }

    /// A column that is not there.
    pub fn missing(rows: usize) -> Self {
        let kinds = Kinds::Two { filled: CellKind::Text, blank: CellKind::Missing };
        Cells { kinds, values: Values::None(rows) }
    }

    pub fn rows(&self) -> usize {
        match &self.values {
            Values::Integers(array) => array.len(),
            Values::Texts(array) => array.len(),
            Values::None(rows) => *rows,
        }
    }

    pub fn values(&self) -> &Values {
        &self.values
    }

    /// Neither missing nor null.
    pub fn is_filled(&self, row: usize) -> bool {
        match &self.values {
            Values::Integers(array) => array.is_valid(row),
            Values::Texts(array) => array.is_valid(row),
            Values::None(_) => false,
        }
    }

    pub fn kind(&self, row: usize) -> CellKind {
        match &self.kinds {
            Kinds::Each(kinds) => CellKind::from_u8(kinds.value(row)).unwrap_or(CellKind::Missing),
            Kinds::Two { filled, .. } if self.is_filled(row) => *filled,
            Kinds::Two { blank, .. } => *blank,
        }
    }

    /// The kind of every filled cell, where it is one.
    pub fn filled_kind(&self) -> Option<CellKind> {
        match &self.kinds {
            Kinds::Two { filled, .. } => Some(*filled),
            Kinds::Each(_) => None,
        }
    }

    pub fn datum(&self, row: usize) -> Datum<'_> {
        match &self.values {
            Values::Integers(array) if array.is_valid(row) => Datum::Integer(array.value(row)),
            Values::Texts(array) if array.is_valid(row) => Datum::Text(array.value(row)),
            _ => Datum::Text(""),
        }
    }

    pub fn with_text<R>(&self, row: usize, read: impl FnOnce(&str) -> R) -> R {
        self.datum(row).with_text(read)
    }

    pub fn cell(&self, row: usize) -> Cell {
        Cell { kind: self.kind(row), text: self.with_text(row, str::to_owned) }
    }
}

impl Datum<'_> {
    pub fn with_text<R>(self, read: impl FnOnce(&str) -> R) -> R {
        match self {
            Datum::Integer(integer) => read(itoa::Buffer::new().format(integer)),
            Datum::Text(text) => read(text),
        }
    }
}

#[cfg(test)]
impl Cells {
    /// For tests: held as texts, or as integers where all filled cells are such.
    pub(crate) fn of(cells: &[Cell]) -> Self {
        let kinds = Kinds::Each(cells.iter().map(|cell| cell.kind as u8).collect::<Vec<_>>().into());
        let integers: Option<Vec<Option<i64>>> = cells
            .iter()
            .map(|cell| match cell.kind {
                CellKind::Missing | CellKind::Null => Some(None),
                CellKind::Number => crate::decimal::canonical_integer(&cell.text).map(Some),
                _ => None,
            })
            .collect();
        let values = match integers {
            Some(integers) => Values::Integers(integers.into()),
            None => {
                let texts = cells.iter().map(|cell| (!cell.is_blank()).then_some(cell.text.as_str()));
                Values::Texts(texts.collect())
            }
        };
        Cells::new(kinds, values)
    }
}
