//! The rows of one answer, packed: the cells in the order in which they were met, their texts in one string.
//!
//! A tape is what an outcome is kept as between its arrival and the sealing of its segment, and what a stored answer is
//! turned into when it is read back.

use fetchgrid_model::{CellKind, ColumnType};
use fetchgrid_shape::RowSink;

use crate::leads::Leads;
use crate::typed::{Look, read_as};

/// Says which slot a field belongs in.
pub(crate) trait Slots {
    /// None for a field that is not wanted.
    fn slot(&mut self, path: &str) -> Option<u32>;
    fn saw(&mut self, _slot: u32, _look: Look) {}
    /// The type that was chosen for a slot that [`Slots::slot`] gave.
    fn chosen(&self, _slot: u32) -> Option<ColumnType> {
        None
    }
    /// The cells that were seen of the rows of this tape are in no table.
    fn take_back(&mut self, _tape: &Tape) {}
    /// Whether a field found no room since the last call: the answer that has it does not become rows.
    fn take_overflow(&mut self) -> bool {
        false
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct TapeCell {
    slot: u32,
    /// Where the cell's text ends in the tape's; it begins where the one before ends.
    end: u32,
    look: Look,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Tape {
    cells: Vec<TapeCell>,
    text: String,
    /// For each row, the number of cells up to its end.
    row_ends: Vec<u32>,
    /// How many cells at the beginning every row shares.
    leads: u32,
}

impl Tape {
    pub fn clear(&mut self) {
        self.cells.clear();
        self.text.clear();
        self.row_ends.clear();
        self.leads = 0;
    }

    /// A cell that every row shares. Call before any row.
    pub fn put_lead(&mut self, slot: u32, kind: CellKind, text: &str) {
        self.push(slot, Look::of(kind, text), text);
        self.leads = self.cells.len() as u32;
    }

    fn push(&mut self, slot: u32, look: Look, text: &str) {
        self.text.push_str(text);
        self.cells.push(TapeCell { slot, end: self.text.len() as u32, look });
    }

    /// Gives the cells that not all rows share other slots; false when there is none for some.
    pub fn move_slots(&mut self, mut slot_of: impl FnMut(u32) -> Option<u32>) -> bool {
        for cell in &mut self.cells[self.leads as usize..] {
            match slot_of(cell.slot) {
                Some(slot) => cell.slot = slot,
                None => return false,
            }
        }
        true
    }

    pub fn rows(&self) -> u32 {
        self.row_ends.len() as u32
    }

    /// Bytes held in memory.
    pub fn bytes(&self) -> usize {
        self.text.len() + self.cells.len() * size_of::<TapeCell>() + self.row_ends.len() * 4 + size_of::<Tape>()
    }

    pub fn leads(&self) -> impl Iterator<Item = (u32, CellKind, &str)> {
        self.cells_between(0, self.leads as usize)
    }

    /// The cells of one row, short of those that all rows share.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, CellKind, &str)> {
        let row = row as usize;
        let from = if row == 0 { self.leads } else { self.row_ends[row - 1] };
        self.cells_between(from as usize, self.row_ends[row] as usize)
    }

    /// What the cells look like that all rows share.
    pub fn lead_looks(&self) -> impl Iterator<Item = (u32, Look)> {
        self.cells[..self.leads as usize].iter().map(|cell| (cell.slot, cell.look))
    }

    /// What all other cells look like, row after row.
    pub fn looks(&self) -> impl Iterator<Item = (u32, Look)> {
        self.cells[self.leads as usize..].iter().map(|cell| (cell.slot, cell.look))
    }

    fn cells_between(&self, from: usize, to: usize) -> impl Iterator<Item = (u32, CellKind, &str)> {
        let mut start = if from == 0 { 0 } else { self.cells[from - 1].end as usize };
        self.cells[from..to].iter().map(move |cell| {
            let text = &self.text[start..cell.end as usize];
            start = cell.end as usize;
            (cell.slot, cell.look.kind(), text)
        })
    }
}

/// Remembers which path led to which slot in the row before: records of one kind list their fields in one order, so the
/// next path is nearly always the next one of last time, and no table needs to be asked.
#[derive(Default)]
pub(crate) struct PathMemo {
    paths: Vec<(String, Option<u32>)>,
    next: usize,
    /// For each slot, the number of the row that last filled it, so that a name given twice fills its cell once.
    filled_in: Vec<u64>,
    row: u64,
}

impl PathMemo {
    /// More different fields in a row than this are looked up each time; it bounds what is remembered.
    const REMEMBERED: usize = 4096;

    fn slot(&mut self, path: &str, slots: &mut impl Slots) -> Option<u32> {
        let next = self.next;
        self.next += 1;
        if let Some((known, slot)) = self.paths.get(next)
            && known == path
        {
            return *slot;
        }
        let slot = slots.slot(path);
        match self.paths.get_mut(next) {
            Some(entry) => {
                entry.0.clear();
                entry.0.push_str(path);
                entry.1 = slot;
            }
            None if next < Self::REMEMBERED => self.paths.push((path.to_owned(), slot)),
            None => {}
        }
        slot
    }

    /// Whether this is the slot's first cell in the row at hand.
    fn is_first(&mut self, slot: u32) -> bool {
        let slot = slot as usize;
        if slot >= self.filled_in.len() {
            self.filled_in.resize(slot + 1, 0);
        }
        let is_first = self.filled_in[slot] != self.row;
        self.filled_in[slot] = self.row;
        is_first
    }
}

/// Writes the rows of one answer onto a tape.
pub(crate) struct TapeSink<'a, S> {
    pub leads: &'a Leads,
    pub tape: &'a mut Tape,
    pub memo: &'a mut PathMemo,
    pub slots: &'a mut S,
}

impl<S: Slots> TapeSink<'_, S> {
    fn put(&mut self, slot: u32, kind: CellKind, text: &str) {
        let look = Look::of(kind, text);
        self.slots.saw(slot, look);
        self.tape.push(slot, look, text);
    }
}

impl<S: Slots> RowSink for TapeSink<'_, S> {
    fn shared(&mut self, place: usize, kind: CellKind, text: &str) {
        self.leads.put_cell(self.tape, self.leads.place_slot(place), kind, text);
    }

    fn begin_row(&mut self) {
        self.memo.next = 0;
        self.memo.row += 1;
    }

    fn cell(&mut self, path: &str, kind: CellKind, text: &str) {
        if kind == CellKind::Missing {
            return;
        }
        if let Some(slot) = self.memo.slot(path, self.slots)
            && self.memo.is_first(slot)
        {
            match self.slots.chosen(slot).and_then(|ty| read_as(ty, kind, text)) {
                Some((kind, text)) => self.put(slot, kind, &text),
                None => self.put(slot, kind, text),
            }
        }
    }

    fn end_row(&mut self) {
        self.tape.row_ends.push(self.tape.cells.len() as u32);
    }
}
