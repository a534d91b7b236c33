//! Rows by number into columns of cells: from packed segments or straight from the answers, whichever costs less.

use std::collections::HashMap;
use std::thread;

use fetchgrid_model::{Cell, CellKind, Column, ColumnType, Page, PageColumn, Row};

use crate::book::State;
use crate::error::Fault;
use crate::layout::Piece;
use crate::place::Place;
use crate::reader::{Reader, Wanted};
use crate::segment::Segment;
use crate::typed;

/// Rough costs in nanoseconds, measured on small JSON answers: finding, unpacking and shaping an answer, and each byte of
/// it; reading a packed column, and each byte of it. They only choose the way, never the result.
const ANSWER: u64 = 12_000;
const ANSWER_BYTE: u64 = 4;
const COLUMN: u64 = 15_000;
const COLUMN_BYTE: u64 = 1;

pub(crate) struct Gathered {
    pub places: Vec<Place>,
    columns: Vec<Cells>,
    /// For each column asked for, its index in `columns`: one may be asked for twice.
    indices: Vec<usize>,
}

#[derive(Clone)]
struct Cells {
    kinds: Vec<CellKind>,
    texts: Vec<String>,
}

/// A row that is wanted: its number in the table and its place in the result.
#[derive(Clone, Copy)]
struct Ask {
    row: u64,
    place: u32,
}

/// Fewer rows than this are not worth a second thread.
const FEW_ROWS: usize = 32;

/// The same, on as many threads as there are readers.
pub(crate) fn gather_side_by_side(
    readers: &mut [&mut Reader],
    state: &State,
    rows: impl Iterator<Item = u64>,
    columns: &[i64],
) -> Result<Gathered, Fault> {
    let rows: Vec<u64> = rows.collect();
    let (count, cells) = (rows.len(), columns.len());
    if let ([reader], _) | ([reader, ..], 0..FEW_ROWS) = (&mut *readers, count) {
        return gather(reader, state, rows.into_iter(), columns);
    }
    // In plan order, so that no segment is read by two threads but at the edges.
    let mut order: Vec<u32> = (0..count as u32).collect();
    order.sort_unstable_by_key(|place| rows[*place as usize]);
    let parts: Vec<&[u32]> = order.chunks(count.div_ceil(readers.len()).max(1)).collect();
    let rows = &rows;
    let gathered = thread::scope(|scope| {
        let threads: Vec<_> = readers
            .iter_mut()
            .zip(&parts)
            .map(|(reader, part)| {
                scope.spawn(move || gather(reader, state, part.iter().map(|place| rows[*place as usize]), columns))
            })
            .collect();
        let done = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(Fault::Gone)));
        done.collect::<Result<Vec<_>, _>>()
    })?;
    let mut all = Gathered::empty(count, cells);
    for (part, gathered) in parts.into_iter().zip(gathered) {
        all.indices.clone_from(&gathered.indices);
        all.columns.truncate(gathered.columns.len());
        for (at, place) in part.iter().enumerate() {
            all.places[*place as usize] = gathered.places[at];
        }
        for (to, from) in all.columns.iter_mut().zip(gathered.columns) {
            for (place, (kind, text)) in part.iter().zip(from.kinds.into_iter().zip(from.texts)) {
                to.kinds[*place as usize] = kind;
                to.texts[*place as usize] = text;
            }
        }
    }
    Ok(all)
}

/// The rows with these numbers, in this order.
pub(crate) fn gather(
    reader: &mut Reader,
    state: &State,
    rows: impl Iterator<Item = u64>,
    columns: &[i64],
) -> Result<Gathered, Fault> {
    let mut asks: Vec<Ask> = rows.enumerate().map(|(place, row)| Ask { row, place: place as u32 }).collect();
    if asks.iter().any(|ask| ask.row >= state.layout.rows()) {
        return Err(Fault::Gone);
    }
    // In plan order each segment and each answer is read once.
    asks.sort_unstable_by_key(|ask| ask.row);
    let mut unique = Vec::new();
    let mut known = HashMap::new();
    let indices = columns
        .iter()
        .map(|id| {
            *known.entry(*id).or_insert_with(|| {
                unique.push(*id);
                unique.len() - 1
            })
        })
        .collect();
    let mut gathered = Gathered { indices, ..Gathered::empty(asks.len(), unique.len()) };
    let mut wanted = Wanted::new(state, &unique);

    let mut rest = asks.as_slice();
    while let Some(first) = rest.first() {
        let index = state.layout.piece_of(first.row);
        let range = state.layout.range(index);
        let (here, after) = rest.split_at(rest.partition_point(|ask| ask.row < range.end));
        rest = after;
        let here: Vec<Ask> = here.iter().map(|ask| Ask { row: ask.row - range.start, ..*ask }).collect();
        match state.layout.piece(index) {
            Piece::Sealed(segment) => {
                let map = reader.row_map(segment)?;
                let origins: Vec<(Place, u32)> = here.iter().map(|ask| map.at(ask.row as u32)).collect();
                if is_decoding_cheaper(reader, segment, &unique, state.table.columns.len(), &origins) {
                    gathered.decode(reader, segment, &unique, &here, &origins)?;
                } else {
                    gathered.reshape(reader, &mut wanted, &here, &origins, |_| None)?;
                }
            }
            Piece::Open(open) => {
                let request = |row: u64| &open[open.partition_point(|request| request.start <= row) - 1];
                let origins: Vec<(Place, u32)> = here
                    .iter()
                    .map(|ask| {
                        let request = request(ask.row);
                        (request.place, (ask.row - request.start) as u32)
                    })
                    .collect();
                gathered.reshape(reader, &mut wanted, &here, &origins, |ask| Some(request(ask.row).rows))?;
            }
        }
    }
    Ok(gathered)
}

fn is_decoding_cheaper(
    reader: &Reader,
    segment: &Segment,
    columns: &[i64],
    all_columns: usize,
    origins: &[(Place, u32)],
) -> bool {
    let missing = columns.iter().filter(|column| !reader.is_cached(segment, **column)).count() as u64;
    let decode = missing * (COLUMN + COLUMN_BYTE * segment.data_bytes / all_columns.max(1) as u64);
    let answers = origins.chunk_by(|left, right| left.0 == right.0).count() as u64;
    // Segments rebuilt by a version that did not count have none; a small answer is assumed.
    let answer_bytes = segment.raw_bytes / u64::from(segment.requests.max(1));
    decode <= answers * (ANSWER + ANSWER_BYTE * answer_bytes)
}

impl Gathered {
    fn empty(rows: usize, columns: usize) -> Self {
        let cells = Cells { kinds: vec![CellKind::Missing; rows], texts: vec![String::new(); rows] };
        Gathered { places: vec![Place::default(); rows], columns: vec![cells; columns], indices: Vec::new() }
    }

    fn decode(
        &mut self,
        reader: &mut Reader,
        segment: &Segment,
        columns: &[i64],
        asks: &[Ask],
        origins: &[(Place, u32)],
    ) -> Result<(), Fault> {
        for (ask, origin) in asks.iter().zip(origins) {
            self.places[ask.place as usize] = origin.0;
        }
        for (column, cells) in columns.iter().zip(&mut self.columns) {
            let Some(data) = reader.column(segment, *column)? else { continue };
            for ask in asks {
                let (row, place) = (ask.row as usize, ask.place as usize);
                cells.kinds[place] = data.kind(row);
                data.with_text(row, |text| cells.texts[place].push_str(text));
            }
        }
        Ok(())
    }

    /// `rows`: how many rows the answer must have, where that is known.
    fn reshape(
        &mut self,
        reader: &mut Reader,
        wanted: &mut Wanted,
        asks: &[Ask],
        origins: &[(Place, u32)],
        rows: impl Fn(&Ask) -> Option<u32>,
    ) -> Result<(), Fault> {
        let mut read = None;
        for (ask, (origin, item)) in asks.iter().zip(origins) {
            if read != Some(*origin) {
                reader.answer(*origin, rows(ask), wanted)?;
                read = Some(*origin);
            }
            if *item >= wanted.tape.rows() {
                return Err(Fault::Gone);
            }
            let place = ask.place as usize;
            self.places[place] = *origin;
            for (column, kind, text) in wanted.row(*item) {
                let cells = &mut self.columns[column];
                cells.kinds[place] = kind;
                cells.texts[place].push_str(text);
            }
        }
        Ok(())
    }

    /// `table`: the columns that there are, for their types.
    pub fn into_page(self, offset: u64, columns: &[i64], table: &[Column]) -> Page {
        let types: HashMap<i64, ColumnType> = table.iter().map(|column| (column.id, column.ty)).collect();
        let columns = columns.iter().zip(&self.indices).map(|(id, index)| {
            let Cells { kinds, texts } = self.columns[*index].clone();
            let ty = types.get(id).copied().unwrap_or_default();
            let misfits = typed::misfits(ty, kinds.iter().copied().zip(texts.iter().map(String::as_str)));
            PageColumn { id: *id, kinds, texts, misfits }
        });
        Page {
            offset,
            columns: columns.collect(),
            positions: self.places.iter().map(|place| place.position()).collect(),
            pages: self.places.iter().map(|place| place.page()).collect(),
        }
    }

    pub fn into_rows(mut self) -> (Vec<Row>, Vec<Place>) {
        let last_use: Vec<bool> =
            self.indices.iter().enumerate().map(|(at, index)| !self.indices[at + 1..].contains(index)).collect();
        let rows = (0..self.places.len()).map(|row| {
            let cells = self.indices.iter().zip(&last_use).map(|(index, last)| {
                let Cells { kinds, texts } = &mut self.columns[*index];
                let text = if *last { std::mem::take(&mut texts[row]) } else { texts[row].clone() };
                Cell { kind: kinds[row], text }
            });
            cells.collect()
        });
        (rows.collect(), self.places)
    }
}
