//! The rows of one answer, packed: the cells in the order in which they were met, their texts in one string.
//!
//! A tape is what an outcome is kept as between its arrival and the sealing of its segment, and what a stored answer is
//! turned into when it is read back.

use std::ops::Range;

use fetchgrid_model::{CellKind, ColumnType};
use fetchgrid_shape::RowSink;

use crate::leads::Leads;
use crate::typed::{Look, read_as};

/// Says which slot a field belongs in.
pub(crate) trait Slots {
    /// None for a field that is not wanted.
    fn slot(&mut self, path: &str) -> Option<u32>;
    /// So many cells that look like this, one below the other.
    fn saw(&mut self, _slot: u32, _look: Look, _rows: u32) {}
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

/// A cell that rows after its own share.
#[derive(Clone, Copy, Debug)]
struct Held {
    cell: u32,
    /// The first of its rows, and the one after the last.
    from: u32,
    to: u32,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Tape {
    cells: Vec<TapeCell>,
    /// In the order of the cells.
    held: Vec<Held>,
    text: String,
    /// For each row, the number of cells up to its end.
    row_ends: Vec<u32>,
    /// How many cells at the beginning every row shares.
    leads: u32,
}

impl Tape {
    pub fn clear(&mut self) {
        self.cells.clear();
        self.held.clear();
        self.text.clear();
        self.row_ends.clear();
        self.leads = 0;
    }

    /// A cell that every row shares. Call before any row.
    pub fn put_lead(&mut self, slot: u32, kind: CellKind, text: &str) {
        self.push(slot, Look::of(kind, text), text, 1);
        self.leads = self.cells.len() as u32;
    }

    fn push(&mut self, slot: u32, look: Look, text: &str, rows: u32) {
        if rows > 1 {
            let from = self.rows();
            self.held.push(Held { cell: self.cells.len() as u32, from, to: from + rows });
        }
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
        self.text.len()
            + self.cells.len() * size_of::<TapeCell>()
            + self.held.len() * size_of::<Held>()
            + self.row_ends.len() * 4
            + size_of::<Tape>()
    }

    /// Bytes of text of its rows in a table, where each has a copy of what it shares.
    pub fn spread_bytes(&self) -> usize {
        let leads = self.leads().map(|(_, _, text)| text.len()).sum::<usize>();
        let held =
            self.held.iter().map(|held| (held.to - held.from - 1) as usize * self.text_of(held.cell as usize).len());
        self.text.len() + leads * self.row_ends.len().saturating_sub(1) + held.sum::<usize>()
    }

    pub fn leads(&self) -> impl Iterator<Item = (u32, CellKind, &str)> {
        (0..self.leads as usize).map(|cell| self.cell(cell))
    }

    /// The cells of one row, short of those that all rows share.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, CellKind, &str)> {
        self.held_at(row).map(|held| held.cell as usize).chain(self.own(row)).map(|cell| self.cell(cell))
    }

    /// The cells of the rows `from .. to`, those that all rows share included; the end is excluded. `put` is told the first row
    /// of each and the one after its last, and for one slot they come in the order of the rows.
    pub fn spread(&self, from: u32, to: u32, mut put: impl FnMut(Range<u32>, u32, CellKind, &str)) {
        let mut tell = |rows, cell| {
            let (slot, kind, text) = self.cell(cell);
            put(rows, slot, kind, text);
        };
        (0..self.leads as usize).for_each(|cell| tell(from..to, cell));
        self.held_at(from).for_each(|held| tell(from..held.to.min(to), held.cell as usize));
        let mut held = self.held[self.held.partition_point(|held| held.from < from)..].iter().peekable();
        for row in from..to {
            for cell in self.own(row) {
                let is_held = held.next_if(|held| held.cell as usize == cell);
                tell(row..is_held.map_or(row + 1, |held| held.to.min(to)), cell);
            }
        }
    }

    /// What a row shares with those before it.
    fn held_at(&self, row: u32) -> impl Iterator<Item = &Held> {
        self.held.iter().take_while(move |held| held.from < row).filter(move |held| held.to > row)
    }

    /// The cells that a row is the first to have.
    fn own(&self, row: u32) -> Range<usize> {
        let row = row as usize;
        let from = if row == 0 { self.leads } else { self.row_ends[row - 1] };
        from as usize..self.row_ends[row] as usize
    }

    /// What the cells look like that all rows share.
    pub fn lead_looks(&self) -> impl Iterator<Item = (u32, Look)> {
        self.cells[..self.leads as usize].iter().map(|cell| (cell.slot, cell.look))
    }

    /// What all other cells look like, row after row, and how many rows share each.
    pub fn looks(&self) -> impl Iterator<Item = (u32, Look, u32)> {
        let mut held = self.held.iter().peekable();
        (self.leads..).zip(&self.cells[self.leads as usize..]).map(move |(number, cell)| {
            let is_held = held.next_if(|held| held.cell == number);
            (cell.slot, cell.look, is_held.map_or(1, |held| held.to - held.from))
        })
    }

    fn cell(&self, cell: usize) -> (u32, CellKind, &str) {
        let TapeCell { slot, look, .. } = self.cells[cell];
        (slot, look.kind(), self.text_of(cell))
    }

    fn text_of(&self, cell: usize) -> &str {
        let start = if cell == 0 { 0 } else { self.cells[cell - 1].end };
        &self.text[start as usize..self.cells[cell].end as usize]
    }
}

/// Remembers which path led to which slot, and which path came after which: records of one kind list their fields in one
/// order, so the next path is nearly always the one that came next last time, and no table needs to be asked.
#[derive(Default)]
pub(crate) struct PathMemo {
    known: Vec<KnownPath>,
    /// Where in `known` a slot's path is.
    by_slot: Vec<Option<usize>>,
    /// The path that a row begins with, and one that shares cells with the row before.
    first: [Option<usize>; 2],
    /// The path of the cell before, in this row.
    last: Option<usize>,
    /// For each slot, the row up to which it is filled, so that a name given twice fills its cell once.
    filled_to: Vec<u64>,
    /// The number of the row at hand, and the one up to which some cell is shared.
    row: u64,
    shared_to: u64,
}

struct KnownPath {
    path: String,
    slot: Option<u32>,
    then: Option<usize>,
}

impl PathMemo {
    /// More different fields than this are forgotten and learned anew; it bounds what is remembered.
    const REMEMBERED: usize = 4096;

    fn begin_row(&mut self) {
        self.row += 1;
        self.last = None;
    }

    fn slot(&mut self, path: &str, slots: &mut impl Slots) -> Option<u32> {
        let is_shared = usize::from(self.row < self.shared_to);
        let expected = self.last.map_or(self.first[is_shared], |last| self.known[last].then);
        if let Some(at) = expected
            && let Some(known) = self.known.get(at)
            && known.path == path
        {
            self.last = expected;
            return known.slot;
        }
        let slot = slots.slot(path);
        let at = self.place_of(path, slot);
        match self.last {
            Some(last) => self.known[last].then = Some(at),
            None => self.first[is_shared] = Some(at),
        }
        self.last = Some(at);
        slot
    }

    fn place_of(&mut self, path: &str, slot: Option<u32>) -> usize {
        let by_slot = slot.and_then(|slot| *self.by_slot.get(slot as usize)?);
        if let Some(at) = by_slot.filter(|at| self.known[*at].path == path) {
            return at;
        }
        if self.known.len() >= Self::REMEMBERED {
            self.known.clear();
            self.by_slot.clear();
            (self.first, self.last) = ([None; 2], None);
        }
        let at = self.known.len();
        self.known.push(KnownPath { path: path.to_owned(), slot, then: None });
        if let Some(slot) = slot {
            let slot = slot as usize;
            self.by_slot.resize(self.by_slot.len().max(slot + 1), None);
            self.by_slot[slot] = Some(at);
        }
        at
    }

    /// Whether these are the slot's first cells in the row at hand.
    fn is_first(&mut self, slot: u32, rows: u32) -> bool {
        let slot = slot as usize;
        if slot >= self.filled_to.len() {
            self.filled_to.resize(slot + 1, 0);
        }
        let is_first = self.filled_to[slot] <= self.row;
        if is_first {
            self.filled_to[slot] = self.row + u64::from(rows);
            if rows > 1 {
                self.shared_to = self.shared_to.max(self.row + u64::from(rows));
            }
        }
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
    fn put(&mut self, slot: u32, kind: CellKind, text: &str, rows: u32) {
        let look = Look::of(kind, text);
        self.slots.saw(slot, look, rows);
        self.tape.push(slot, look, text, rows);
    }
}

impl<S: Slots> RowSink for TapeSink<'_, S> {
    fn shared(&mut self, place: usize, kind: CellKind, text: &str) {
        self.leads.put_cell(self.tape, self.leads.place_slot(place), kind, text);
    }

    fn begin_row(&mut self) {
        self.memo.begin_row();
    }

    fn cell(&mut self, path: &str, kind: CellKind, text: &str, rows: u32) {
        if kind == CellKind::Missing {
            return;
        }
        if let Some(slot) = self.memo.slot(path, self.slots)
            && self.memo.is_first(slot, rows)
        {
            match self.slots.chosen(slot).and_then(|ty| read_as(ty, kind, text)) {
                Some((kind, text)) => self.put(slot, kind, &text, rows),
                None => self.put(slot, kind, text, rows),
            }
        }
    }

    fn end_row(&mut self) {
        self.tape.row_ends.push(self.tape.cells.len() as u32);
    }
}
