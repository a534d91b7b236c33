//! One column of a segment in the making: cells come row after row.

use fetchgrid_model::CellKind;

use crate::column_data::ColumnData;
use crate::error::Fault;
use crate::packing;

/// Holds equal cells that stand below one another once.
#[derive(Default)]
pub(crate) struct ColumnBuilder {
    kinds: Vec<u8>,
    /// Where the text of each cell ends; one more than `kinds`.
    offsets: Vec<i32>,
    text: Vec<u8>,
    /// The row after the last of each cell.
    ends: Vec<u32>,
    room: ColumnRoom,
}

/// What a column needed: the next one like it will need as much.
#[derive(Clone, Copy, Default)]
pub(crate) struct ColumnRoom {
    cells: usize,
    text_bytes: usize,
}

impl ColumnBuilder {
    pub fn with_room(room: ColumnRoom) -> Self {
        ColumnBuilder { room, ..ColumnBuilder::default() }
    }

    pub fn room(&self) -> ColumnRoom {
        ColumnRoom { cells: self.kinds.len(), text_bytes: self.text.len() }
    }

    pub fn is_empty(&self) -> bool {
        self.offsets.is_empty()
    }

    /// `rows` cells of one kind, from a row on. Rows come in order; those that are left out are missing.
    pub fn push(&mut self, row: u32, rows: u32, kind: CellKind, text: &str) {
        if self.offsets.is_empty() {
            self.kinds.reserve(self.room.cells);
            self.offsets.reserve(self.room.cells + 1);
            self.ends.reserve(self.room.cells);
            self.text.reserve(self.room.text_bytes);
            self.offsets.push(0);
        }
        self.skip_to(row);
        self.put(row + rows, kind, text);
    }

    fn put(&mut self, end: u32, kind: CellKind, text: &str) {
        if let [.., from, _] = self.offsets[..]
            && self.kinds.last() == Some(&(kind as u8))
            && self.text[from as usize..] == *text.as_bytes()
            && let Some(last) = self.ends.last_mut()
        {
            *last = end;
            return;
        }
        self.kinds.push(kind as u8);
        self.text.extend_from_slice(text.as_bytes());
        self.offsets.push(self.text.len() as i32);
        self.ends.push(end);
    }

    fn rows(&self) -> u32 {
        self.ends.last().copied().unwrap_or(0)
    }

    fn skip_to(&mut self, row: u32) {
        if self.rows() < row {
            self.put(row, CellKind::Missing, "");
        }
    }

    /// All its rows.
    pub fn finish(mut self, rows: u32) -> Result<ColumnData, Fault> {
        self.fill(rows);
        self.spread();
        ColumnData::new(&self.kinds, self.offsets, self.text)
    }

    /// As stored, and the number of bytes before packing.
    pub fn pack(mut self, rows: u32, packer: &mut packing::Packer) -> Result<(Vec<u8>, usize), Fault> {
        self.fill(rows);
        // To read it takes a copy, which has to be worth it.
        let is_worth_it = self.kinds.len() < rows as usize / 2;
        if !is_worth_it {
            self.spread();
        }
        let ends = is_worth_it.then_some(self.ends);
        ColumnData::new(&self.kinds, self.offsets, self.text)?.encode(ends, packer)
    }

    fn fill(&mut self, rows: u32) {
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        self.skip_to(rows);
    }

    /// Each cell as often as there are rows of it.
    fn spread(&mut self) {
        let rows = self.rows() as usize;
        if self.kinds.len() == rows {
            return;
        }
        let (mut kinds, mut offsets) = (Vec::with_capacity(rows), Vec::with_capacity(rows + 1));
        let mut text = Vec::with_capacity(self.text.len() * 2);
        offsets.push(0);
        for (cell, &end) in self.ends.iter().enumerate() {
            let bytes = &self.text[self.offsets[cell] as usize..self.offsets[cell + 1] as usize];
            for _ in kinds.len()..end as usize {
                kinds.push(self.kinds[cell]);
                text.extend_from_slice(bytes);
                offsets.push(text.len() as i32);
            }
        }
        (self.kinds, self.offsets, self.text) = (kinds, offsets, text);
    }
}
