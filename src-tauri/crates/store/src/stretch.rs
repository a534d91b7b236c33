//! The table cut into stretches that a thread reads at a time: sealed segments, and few enough of the open requests.

use std::collections::{HashMap, HashSet};

use fetchgrid_views::{Cells, Chunk};

use crate::book::State;
use crate::column_builder::ColumnBuilder;
use crate::error::Fault;
use crate::layout::{Layout, OpenRows, Piece};
use crate::reader::{Reader, Wanted};
use crate::segment::{FULL_ROWS, Segment};

/// So many open requests are read between two looks at whether anybody still wants the result.
const OPEN_REQUESTS: usize = 256;

pub(crate) struct Stretch<'a> {
    /// The number of its first row.
    pub start: u64,
    pub rows: usize,
    pub source: Source<'a>,
}

#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    Sealed(&'a Segment),
    Open(&'a [OpenRows]),
}

/// In the order of the rows.
pub(crate) fn stretches(layout: &Layout) -> Vec<Stretch<'_>> {
    let mut stretches = Vec::new();
    for (start, piece) in layout.pieces() {
        match piece {
            Piece::Sealed(segment) => {
                stretches.push(Stretch { start, rows: segment.rows as usize, source: Source::Sealed(segment) });
            }
            Piece::Open(open) => {
                let mut rest: &[OpenRows] = open;
                while let Some(first) = rest.first() {
                    let fits = |request: &OpenRows| request.start + u64::from(request.rows) <= first.start + FULL_ROWS;
                    let count = rest.iter().take(OPEN_REQUESTS).take_while(|request| fits(request)).count().max(1);
                    let (here, after) = rest.split_at(count);
                    let rows = here.iter().map(|request| request.rows as usize).sum();
                    stretches.push(Stretch { start: start + first.start, rows, source: Source::Open(here) });
                    rest = after;
                }
            }
        }
    }
    stretches
}

impl Stretch<'_> {
    /// The segment, where it is one: it never changes.
    pub fn segment(&self) -> Option<&Segment> {
        match self.source {
            Source::Sealed(segment) => Some(segment),
            Source::Open(_) => None,
        }
    }
}

/// One thread's look at a stretch.
pub(crate) struct StretchReader<'a> {
    reader: &'a mut Reader,
    state: &'a State,
    stretch: &'a Stretch<'a>,
    /// All columns that may be asked for: those of open requests are read together.
    columns: &'a [i64],
    open: Option<HashMap<i64, Cells>>,
}

impl<'a> StretchReader<'a> {
    pub fn new(reader: &'a mut Reader, state: &'a State, stretch: &'a Stretch<'a>, columns: &'a [i64]) -> Self {
        StretchReader { reader, state, stretch, columns, open: None }
    }

    fn open(&mut self, requests: &[OpenRows]) -> Result<&HashMap<i64, Cells>, Fault> {
        if self.open.is_none() {
            let mut builders: Vec<ColumnBuilder> = self.columns.iter().map(|_| ColumnBuilder::default()).collect();
            let mut wanted = Wanted::new(self.state, self.columns);
            let mut first = 0;
            for request in requests {
                self.reader.answer(request.place, Some(request.rows), &mut wanted)?;
                for item in 0..request.rows {
                    for (column, kind, text) in wanted.row(item) {
                        builders[column].push(first + item, 1, kind, text);
                    }
                }
                first += request.rows;
            }
            let mut cells = HashMap::new();
            for (column, builder) in self.columns.iter().zip(builders) {
                cells.insert(*column, builder.finish(first)?.cells());
            }
            self.open = Some(cells);
        }
        self.open.as_ref().ok_or(Fault::Gone)
    }
}

impl Chunk for StretchReader<'_> {
    type Error = Fault;

    fn rows(&self) -> usize {
        self.stretch.rows
    }

    fn column(&mut self, column: i64) -> Result<Cells, Fault> {
        let rows = self.stretch.rows;
        let cells = match self.stretch.source {
            Source::Sealed(segment) => self.reader.column(segment, column)?.map(|data| data.cells()),
            Source::Open(requests) => self.open(requests)?.get(&column).cloned(),
        };
        Ok(cells.unwrap_or_else(|| Cells::missing(rows)))
    }

    fn each(&mut self, columns: &[i64], see: &mut dyn FnMut(i64, &Cells)) -> Result<(), Fault> {
        match self.stretch.source {
            Source::Sealed(segment) => {
                let columns: HashSet<i64> = columns.iter().copied().collect();
                self.reader.each_column(segment, &columns, &mut |column, data| see(column, &data.cells()))
            }
            Source::Open(requests) => {
                let open = self.open(requests)?;
                columns.iter().filter_map(|column| Some((*column, open.get(column)?))).for_each(|(column, cells)| {
                    see(column, cells);
                });
                Ok(())
            }
        }
    }
}
