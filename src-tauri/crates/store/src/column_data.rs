//! One column of one segment: built cell by cell, held as Arrow arrays, stored as an Arrow IPC stream packed by zstd.
//!
//! A cell is its kind and its text as it came. Whole numbers that have one spelling are held as 64-bit integers, which
//! gives the text back exactly; everything else as text. Kinds are held cell by cell only when they are mixed.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, StringArray, UInt8Array};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Schema};
use fetchgrid_model::CellKind;
use fetchgrid_views::Cells;

use crate::decimal::canonical_integer;
use crate::error::Fault;
use crate::packing;

#[derive(Default)]
pub(crate) struct ColumnBuilder {
    kinds: Vec<u8>,
    /// One more than `kinds`.
    offsets: Vec<i32>,
    text: Vec<u8>,
    /// Rows and bytes of text that may be expected.
    room: (u32, usize),
}

impl ColumnBuilder {
    pub fn with_room(rows: u32, text_bytes: usize) -> Self {
        ColumnBuilder { room: (rows, text_bytes), ..ColumnBuilder::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.offsets.is_empty()
    }

    pub fn text_bytes(&self) -> usize {
        self.text.len()
    }

    /// `rows` cells of one kind, from a row on. Rows come in order; those that are left out are missing.
    pub fn push(&mut self, row: u32, rows: usize, kind: CellKind, text: &str) {
        if self.offsets.is_empty() {
            let (rows, text_bytes) = self.room;
            self.kinds.reserve(rows as usize);
            self.offsets.reserve(rows as usize + 1);
            self.text.reserve(text_bytes);
        }
        if self.offsets.is_empty() || self.kinds.len() != row as usize {
            self.skip_to(row);
        }
        for _ in 0..rows {
            self.kinds.push(kind as u8);
            self.text.extend_from_slice(text.as_bytes());
            self.offsets.push(self.text.len() as i32);
        }
    }

    fn skip_to(&mut self, row: u32) {
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        self.kinds.resize(row as usize, CellKind::Missing as u8);
        self.offsets.resize(row as usize + 1, self.text.len() as i32);
    }

    pub fn finish(mut self, rows: u32) -> Result<ColumnData, Fault> {
        self.skip_to(rows);
        let kinds = Kinds::of(&self.kinds);
        let is_filled = |kind: u8| kind > CellKind::Null as u8;
        let has_blanks = self.kinds.iter().any(|&kind| !is_filled(kind));
        let nulls = has_blanks.then(|| NullBuffer::from_iter(self.kinds.iter().map(|&kind| is_filled(kind))));
        let values = match self.integers() {
            Some(integers) => Values::Integers(Int64Array::try_new(ScalarBuffer::from(integers), nulls)?),
            None => {
                let offsets = OffsetBuffer::new(ScalarBuffer::from(self.offsets));
                Values::Texts(StringArray::try_new(offsets, Buffer::from_vec(self.text), nulls)?)
            }
        };
        Ok(ColumnData { kinds, values })
    }

    /// The cells as integers, with 0 for blanks, when every filled cell is one and has one spelling.
    fn integers(&self) -> Option<Vec<i64>> {
        let mut integers = Vec::with_capacity(self.kinds.len());
        // Rows of one record have many a number in common.
        let mut last: (&[u8], i64) = (b"0", 0);
        for (row, &kind) in self.kinds.iter().enumerate() {
            integers.push(if kind == CellKind::Number as u8 {
                let text = &self.text[self.offsets[row] as usize..self.offsets[row + 1] as usize];
                if text != last.0 {
                    last = (text, canonical_integer(std::str::from_utf8(text).ok()?)?);
                }
                last.1
            } else if kind > CellKind::Null as u8 {
                return None;
            } else {
                0
            });
        }
        Some(integers)
    }
}

#[derive(Debug)]
enum Kinds {
    /// All filled cells are of one kind, and all blank ones of another.
    Two {
        filled: CellKind,
        blank: CellKind,
    },
    Each(UInt8Array),
}

impl Kinds {
    fn of(kinds: &[u8]) -> Self {
        let (mut filled, mut blank) = (None, None);
        for &kind in kinds {
            let seen = if kind > CellKind::Null as u8 { &mut filled } else { &mut blank };
            if *seen.get_or_insert(kind) != kind {
                return Kinds::Each(UInt8Array::from(kinds.to_vec()));
            }
        }
        Kinds::Two {
            filled: filled.and_then(CellKind::from_u8).unwrap_or(CellKind::Text),
            blank: blank.and_then(CellKind::from_u8).unwrap_or(CellKind::Missing),
        }
    }
}

#[derive(Debug)]
enum Values {
    Integers(Int64Array),
    Texts(StringArray),
}

#[derive(Debug)]
pub(crate) struct ColumnData {
    kinds: Kinds,
    values: Values,
}

impl ColumnData {
    fn array(&self) -> &dyn Array {
        match &self.values {
            Values::Integers(array) => array,
            Values::Texts(array) => array,
        }
    }

    pub fn rows(&self) -> usize {
        self.array().len()
    }

    /// The same for whoever looks at many.
    pub fn cells(&self) -> Cells {
        let kinds = match &self.kinds {
            Kinds::Two { filled, blank } => fetchgrid_views::Kinds::Two { filled: *filled, blank: *blank },
            Kinds::Each(kinds) => fetchgrid_views::Kinds::Each(kinds.clone()),
        };
        let values = match &self.values {
            Values::Integers(array) => fetchgrid_views::Values::Integers(array.clone()),
            Values::Texts(array) => fetchgrid_views::Values::Texts(array.clone()),
        };
        Cells::new(kinds, values)
    }

    pub fn kind(&self, row: usize) -> CellKind {
        match &self.kinds {
            Kinds::Each(kinds) => CellKind::from_u8(kinds.value(row)).unwrap_or(CellKind::Missing),
            Kinds::Two { filled, .. } if self.array().is_valid(row) => *filled,
            Kinds::Two { blank, .. } => *blank,
        }
    }

    pub fn with_text<R>(&self, row: usize, read: impl FnOnce(&str) -> R) -> R {
        match &self.values {
            _ if self.array().is_null(row) => read(""),
            Values::Texts(array) => read(array.value(row)),
            Values::Integers(array) => read(itoa::Buffer::new().format(array.value(row))),
        }
    }

    /// Bytes held in memory.
    pub fn bytes(&self) -> usize {
        let kinds = match &self.kinds {
            Kinds::Each(kinds) => kinds.len(),
            Kinds::Two { .. } => 0,
        };
        self.array().get_buffer_memory_size() + kinds + size_of::<Self>()
    }

    /// As stored. Returns the number of bytes before packing, too.
    pub fn encode(&self, packer: &mut packing::Packer) -> Result<(Vec<u8>, usize), Fault> {
        let (ty, values): (_, ArrayRef) = match &self.values {
            Values::Integers(array) => (DataType::Int64, Arc::new(array.clone())),
            Values::Texts(array) => (DataType::Utf8, Arc::new(array.clone())),
        };
        let mut fields = vec![Field::new("value", ty, true)];
        let mut arrays = vec![values];
        let mut about = HashMap::new();
        match &self.kinds {
            Kinds::Two { filled, blank } => {
                about.insert("filled".to_owned(), (*filled as u8).to_string());
                about.insert("blank".to_owned(), (*blank as u8).to_string());
            }
            Kinds::Each(kinds) => {
                fields.push(Field::new("kind", DataType::UInt8, false));
                arrays.push(Arc::new(kinds.clone()));
            }
        }
        let schema = Arc::new(Schema::new_with_metadata(fields, about));
        packer.pack(&RecordBatch::try_new(schema, arrays)?)
    }

    pub fn decode(data: &[u8], unpacker: &mut packing::Unpacker) -> Result<Self, Fault> {
        let batch = unpacker.unpack(data)?;
        let unexpected = || Fault::broken("a column is not of the form that it should have");
        let schema = batch.schema();
        let kinds = match batch.column_by_name("kind") {
            Some(kinds) => Kinds::Each(kinds.as_any().downcast_ref::<UInt8Array>().ok_or_else(unexpected)?.clone()),
            None => {
                let kind = |key| {
                    let word: &String = schema.metadata().get(key).ok_or_else(unexpected)?;
                    word.parse().ok().and_then(CellKind::from_u8).ok_or_else(unexpected)
                };
                Kinds::Two { filled: kind("filled")?, blank: kind("blank")? }
            }
        };
        let values = batch.column_by_name("value").ok_or_else(unexpected)?.as_any();
        let values = if let Some(integers) = values.downcast_ref::<Int64Array>() {
            Values::Integers(integers.clone())
        } else {
            Values::Texts(values.downcast_ref::<StringArray>().ok_or_else(unexpected)?.clone())
        };
        Ok(ColumnData { kinds, values })
    }
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::Cell;
    use proptest::prelude::*;

    use super::*;

    fn cell(column: &ColumnData, row: usize) -> Cell {
        Cell { kind: column.kind(row), text: column.with_text(row, str::to_owned) }
    }

    fn round_trip(cells: &[Cell]) -> (ColumnData, ColumnData) {
        let mut builder = ColumnBuilder::default();
        for (row, cell) in cells.iter().enumerate() {
            if cell.kind != CellKind::Missing {
                builder.push(row as u32, 1, cell.kind, &cell.text);
            }
        }
        let built = builder.finish(cells.len() as u32).expect("builds");
        let (data, _) = built.encode(&mut packing::Packer::new().expect("a packer")).expect("encodes");
        let read = ColumnData::decode(&data, &mut packing::Unpacker::new().expect("an unpacker")).expect("decodes");
        (built, read)
    }

    fn check(cells: &[Cell], integers: bool) {
        let (built, read) = round_trip(cells);
        for column in [&built, &read] {
            assert_eq!(column.rows(), cells.len());
            let back: Vec<Cell> = (0..cells.len()).map(|row| cell(column, row)).collect();
            assert_eq!(back, cells);
            assert_eq!(matches!(column.values, Values::Integers(_)), integers, "{cells:?}");
        }
    }

    #[test]
    fn every_cell_comes_out_as_it_went_in() {
        let (missing, null) = (Cell::MISSING, Cell::NULL);
        check(&[], true);
        check(&[missing.clone(), missing.clone()], true);
        check(&[null.clone(), missing.clone()], true);
        check(&[Cell::number("1"), Cell::number("-9223372036854775808")], true);
        check(&[missing.clone(), Cell::number("9007199254740993"), null.clone(), missing.clone()], true);
        check(&[Cell::number("007")], false);
        check(&[Cell::number("-0"), Cell::number("1")], false);
        check(&[Cell::number("0.10"), Cell::number("1e5")], false);
        check(&[Cell::number("123456789012345678901234567890")], false);
        check(&[Cell::text("1"), Cell::text("2")], false);
        check(&[Cell::number("1"), Cell::text("1"), Cell::bool(true), Cell::json("[1]"), null, missing], false);
        check(&[Cell::text(""), Cell::text("🦀 é\u{0}")], false);
    }

    proptest! {
        #[test]
        fn any_cells(cells in prop::collection::vec(
            (0_u8..6, "[0-9]{0,3}|\\PC{0,6}").prop_map(|(kind, text)| match CellKind::from_u8(kind) {
                Some(kind @ (CellKind::Missing | CellKind::Null)) => Cell { kind, text: String::new() },
                kind => Cell { kind: kind.expect("below six"), text },
            }),
            0..40,
        )) {
            let (built, read) = round_trip(&cells);
            for (row, expected) in cells.iter().enumerate() {
                prop_assert_eq!(&cell(&built, row), expected);
                prop_assert_eq!(&cell(&read, row), expected);
            }
        }
    }
}
