//! Where each row of the table lies: sealed segments and open stretches in plan order, with the number of rows before
//! each, so that a row is found by its number in O(log segments).

use std::sync::Arc;

use crate::place::Place;
use crate::segment::Segment;

#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Sealed(Arc<Segment>),
    /// Answers that made rows and are in no segment yet.
    Open(Arc<[OpenRows]>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OpenRows {
    pub place: Place,
    pub rows: u32,
    /// Rows of the piece before those of this answer.
    pub start: u64,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    pieces: Vec<Piece>,
    /// Rows before each piece, and at the end all rows.
    starts: Vec<u64>,
}

impl Layout {
    pub fn builder() -> LayoutBuilder {
        LayoutBuilder { layout: Layout { pieces: Vec::new(), starts: vec![0] }, open: Vec::new(), open_rows: 0 }
    }

    pub fn rows(&self) -> u64 {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Every piece with the number of its first row.
    pub fn pieces(&self) -> impl Iterator<Item = (u64, &Piece)> {
        self.starts.iter().copied().zip(&self.pieces)
    }

    pub fn piece(&self, index: usize) -> &Piece {
        &self.pieces[index]
    }

    /// The rows of one piece, by number.
    pub fn range(&self, index: usize) -> std::ops::Range<u64> {
        self.starts[index]..self.starts[index + 1]
    }

    /// The first piece that ends at or after an answer.
    pub fn first_piece_from(&self, place: Place) -> usize {
        self.pieces.partition_point(|piece| match piece {
            Piece::Sealed(segment) => segment.last < place,
            Piece::Open(open) => open.last().is_none_or(|request| request.place < place),
        })
    }

    /// The piece that holds a row; the row must be one of the table's.
    pub fn piece_of(&self, row: u64) -> usize {
        self.starts.partition_point(|start| *start <= row) - 1
    }
}

/// Takes sealed and open requests in plan order; those without rows are left out.
pub(crate) struct LayoutBuilder {
    layout: Layout,
    open: Vec<OpenRows>,
    open_rows: u64,
}

impl LayoutBuilder {
    pub fn sealed(&mut self, segment: &Arc<Segment>) {
        if segment.rows > 0 {
            self.end_open();
            self.push(Piece::Sealed(Arc::clone(segment)), u64::from(segment.rows));
        }
    }

    pub fn open(&mut self, place: Place, rows: u32) {
        if rows > 0 {
            self.open.push(OpenRows { place, rows, start: self.open_rows });
            self.open_rows += u64::from(rows);
        }
    }

    fn end_open(&mut self) {
        if !self.open.is_empty() {
            let (open, rows) = (std::mem::take(&mut self.open), std::mem::take(&mut self.open_rows));
            self.push(Piece::Open(open.into()), rows);
        }
    }

    fn push(&mut self, piece: Piece, rows: u64) {
        let before = self.layout.rows();
        self.layout.pieces.push(piece);
        self.layout.starts.push(before + rows);
    }

    pub fn finish(mut self) -> Layout {
        self.end_open();
        self.layout
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(first: u64, rows: u32) -> Arc<Segment> {
        Arc::new(Segment {
            id: first as i64,
            first: Place::first(first),
            last: Place::first(first + 9),
            item_from: 0,
            requests: 10,
            further: 0,
            rows,
            per_request: None,
            raw_bytes: 0,
            data_bytes: 0,
        })
    }

    #[test]
    fn rows_are_found_by_number() {
        let mut builder = Layout::builder();
        builder.open(Place::first(0), 2);
        builder.open(Place::first(1), 0);
        builder.open(Place::first(2), 3);
        builder.sealed(&segment(10, 20));
        builder.sealed(&segment(20, 0));
        builder.open(Place::first(30), 1);
        let layout = builder.finish();
        assert_eq!((layout.rows(), layout.pieces().count()), (26, 3));
        for (row, piece) in [(0, 0), (4, 0), (5, 1), (24, 1), (25, 2)] {
            assert_eq!(layout.piece_of(row), piece, "row {row}");
        }
        let Piece::Open(open) = layout.piece(0) else { panic!("the first piece is open") };
        assert_eq!(open[1], OpenRows { place: Place::first(2), rows: 3, start: 2 });
        assert_eq!(Layout::default().rows(), 0);
    }
}
