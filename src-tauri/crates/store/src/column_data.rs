//! One column of one segment: held as Arrow arrays, stored as an Arrow IPC stream packed by zstd.
//!
//! A cell is its kind and its text as it came. Whole numbers that have one spelling are held as 64-bit integers, which
//! gives the text back exactly; everything else as text. Kinds are held cell by cell only when they are mixed. Where equal
//! cells stand below one another, as those of a record with several rows do, each is stored once, with the row after its
//! last.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, StringArray, UInt8Array, UInt32Array};
use arrow_buffer::{BooleanBufferBuilder, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Schema};
use fetchgrid_model::CellKind;
use fetchgrid_views::Cells;

use crate::decimal::canonical_integer;
use crate::error::Fault;
use crate::packing;

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
    /// Of each cell its kind, and where its text ends: the first of `offsets` is 0.
    pub fn new(kinds: &[u8], offsets: Vec<i32>, text: Vec<u8>) -> Result<Self, Fault> {
        let is_filled = |kind: u8| kind > CellKind::Null as u8;
        let has_blanks = kinds.iter().any(|&kind| !is_filled(kind));
        let nulls = has_blanks.then(|| NullBuffer::from_iter(kinds.iter().map(|&kind| is_filled(kind))));
        let values = match integers(kinds, &offsets, &text) {
            Some(integers) => Values::Integers(Int64Array::try_new(ScalarBuffer::from(integers), nulls)?),
            None => {
                let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
                Values::Texts(StringArray::try_new(offsets, Buffer::from_vec(text), nulls)?)
            }
        };
        Ok(ColumnData { kinds: Kinds::of(kinds), values })
    }

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

    /// As stored: each cell once, or, with `ends`, for the rows up to the one there. Returns the number of bytes before
    /// packing, too.
    pub fn encode(&self, ends: Option<Vec<u32>>, packer: &mut packing::Packer) -> Result<(Vec<u8>, usize), Fault> {
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
        if let Some(ends) = ends {
            fields.push(Field::new("end", DataType::UInt32, false));
            arrays.push(Arc::new(UInt32Array::from(ends)));
        }
        let schema = Arc::new(Schema::new_with_metadata(fields, about));
        packer.pack(&RecordBatch::try_new(schema, arrays)?)
    }

    /// The column of a segment with so many rows.
    pub fn decode(data: &[u8], rows: usize, unpacker: &mut packing::Unpacker) -> Result<Self, Fault> {
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
        let stored = ColumnData { kinds, values };
        let data = match batch.column_by_name("end") {
            Some(ends) => {
                let ends = ends.as_any().downcast_ref::<UInt32Array>().ok_or_else(unexpected)?;
                if ends.values().last().is_none_or(|end| *end as usize != rows) {
                    return Err(unexpected());
                }
                stored.spread(&runs(ends.values()).ok_or_else(unexpected)?)?
            }
            None => stored,
        };
        if data.rows() != rows {
            return Err(Fault::broken("a column has too few or too many rows"));
        }
        Ok(data)
    }

    /// Each cell as often as it is said.
    fn spread(&self, runs: &[usize]) -> Result<Self, Fault> {
        let rows = runs.iter().sum();
        let kinds = match &self.kinds {
            Kinds::Two { filled, blank } => Kinds::Two { filled: *filled, blank: *blank },
            Kinds::Each(kinds) => Kinds::Each(UInt8Array::from(repeated(kinds.values(), runs, rows))),
        };
        let nulls = self.array().nulls().map(|nulls| {
            let mut valid = BooleanBufferBuilder::new(rows);
            nulls.iter().zip(runs).for_each(|(is_valid, run)| valid.append_n(*run, is_valid));
            NullBuffer::new(valid.finish())
        });
        let values = match &self.values {
            Values::Integers(array) => {
                let integers = repeated(array.values(), runs, rows);
                Values::Integers(Int64Array::try_new(ScalarBuffer::from(integers), nulls)?)
            }
            Values::Texts(array) => {
                let (texts, offsets) = (array.value_data(), array.value_offsets());
                let bytes = |at: usize| offsets[at] as usize..offsets[at + 1] as usize;
                let length: usize = runs.iter().enumerate().map(|(at, run)| bytes(at).len() * run).sum();
                if i32::try_from(length).is_err() {
                    return Err(Fault::broken("a column is larger than 2 GB"));
                }
                let mut spread = Vec::with_capacity(length);
                let mut ends = Vec::with_capacity(rows + 1);
                ends.push(0);
                for (at, run) in runs.iter().enumerate() {
                    for _ in 0..*run {
                        spread.extend_from_slice(&texts[bytes(at)]);
                        ends.push(spread.len() as i32);
                    }
                }
                let ends = OffsetBuffer::new(ScalarBuffer::from(ends));
                Values::Texts(StringArray::try_new(ends, Buffer::from_vec(spread), nulls)?)
            }
        };
        Ok(ColumnData { kinds, values })
    }
}

/// The cells as integers, with 0 for blanks, when every filled cell is one and has one spelling.
fn integers(kinds: &[u8], offsets: &[i32], text: &[u8]) -> Option<Vec<i64>> {
    let mut integers = Vec::with_capacity(kinds.len());
    for (row, &kind) in kinds.iter().enumerate() {
        integers.push(if kind == CellKind::Number as u8 {
            let text = &text[offsets[row] as usize..offsets[row + 1] as usize];
            canonical_integer(std::str::from_utf8(text).ok()?)?
        } else if kind > CellKind::Null as u8 {
            return None;
        } else {
            0
        });
    }
    Some(integers)
}

/// How many rows there are up to each end; none when they do not come in order.
fn runs(ends: &[u32]) -> Option<Vec<usize>> {
    let mut last = 0;
    ends.iter().map(|&end| Some(end.checked_sub(std::mem::replace(&mut last, end))? as usize)).collect()
}

fn repeated<T: Copy>(values: &[T], runs: &[usize], rows: usize) -> Vec<T> {
    let mut all = Vec::with_capacity(rows);
    values.iter().zip(runs).for_each(|(value, run)| all.extend(std::iter::repeat_n(*value, *run)));
    all
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::Cell;
    use proptest::prelude::*;

    use super::*;
    use crate::column_builder::ColumnBuilder;

    fn cell(column: &ColumnData, row: usize) -> Cell {
        Cell { kind: column.kind(row), text: column.with_text(row, str::to_owned) }
    }

    /// As it is built, and as it is read back.
    fn round_trip(cells: &[Cell]) -> [ColumnData; 2] {
        let build = || {
            let mut builder = ColumnBuilder::default();
            for (row, cell) in cells.iter().enumerate() {
                if cell.kind != CellKind::Missing {
                    builder.push(row as u32, 1, cell.kind, &cell.text);
                }
            }
            builder
        };
        let rows = cells.len() as u32;
        let (data, _) = build().pack(rows, &mut packing::Packer::new().expect("a packer")).expect("packs");
        let mut unpacker = packing::Unpacker::new().expect("an unpacker");
        let read = ColumnData::decode(&data, cells.len(), &mut unpacker).expect("decodes");
        assert!(ColumnData::decode(&data, cells.len() + 1, &mut unpacker).is_err());
        [build().finish(rows).expect("builds"), read]
    }

    fn check(cells: &[Cell], integers: bool) {
        for column in round_trip(cells) {
            assert_eq!(column.rows(), cells.len());
            let back: Vec<Cell> = (0..cells.len()).map(|row| cell(&column, row)).collect();
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

    #[test]
    fn equal_cells_below_one_another_are_kept_once() {
        let packed = |cells: &[Cell]| {
            let mut builder = ColumnBuilder::default();
            cells.iter().enumerate().for_each(|(row, cell)| builder.push(row as u32, 1, cell.kind, &cell.text));
            let mut packer = packing::Packer::new().expect("a packer");
            builder.pack(cells.len() as u32, &mut packer).expect("packs").1
        };
        let repeated = |cells: &[Cell]| -> Vec<Cell> {
            cells.iter().flat_map(|cell| std::iter::repeat_n(cell.clone(), 100)).collect()
        };
        let texts: Vec<Cell> = (0..100).map(|row| Cell::text(format!("a text of some length, no. {row}"))).collect();
        assert!(packed(&repeated(&texts)) < 2 * packed(&texts));
        let numbers = [Cell::number("7"), Cell::NULL, Cell::number("7"), Cell::MISSING, Cell::number("8")];
        let mixed = [Cell::text("7"), Cell::number("7"), Cell::text("é"), Cell::NULL, Cell::json("[]")];
        check(&repeated(&texts), false);
        check(&repeated(&numbers), true);
        check(&repeated(&mixed), false);
    }

    proptest! {
        #[test]
        fn any_cells(cells in prop::collection::vec(
            (0_u8..6, "[0-9]{0,3}|\\PC{0,6}").prop_map(|(kind, text)| match CellKind::from_u8(kind) {
                Some(kind @ (CellKind::Missing | CellKind::Null)) => Cell { kind, text: String::new() },
                kind => Cell { kind: kind.expect("below six"), text },
            }),
            0..40,
        ), times in 1_usize..4) {
            let cells: Vec<Cell> = cells.into_iter().flat_map(|cell| std::iter::repeat_n(cell, times)).collect();
            for column in round_trip(&cells) {
                let back: Vec<Cell> = (0..cells.len()).map(|row| cell(&column, row)).collect();
                prop_assert_eq!(&back, &cells);
            }
        }
    }
}
