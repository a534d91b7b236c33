//! A row by the answer that made it, which stays the same when rows arrive before it.

use crate::book::State;
use crate::error::Fault;
use crate::layout::Piece;
use crate::place::Place;
use crate::reader::Reader;
use crate::segment::RowMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowPlace {
    place: Place,
    /// The answer's row.
    item: u32,
}

impl RowPlace {
    /// `Gone` when there is no such row.
    pub fn of(reader: &mut Reader, state: &State, row: u64) -> Result<Self, Fault> {
        let layout = &state.layout;
        if row >= layout.rows() {
            return Err(Fault::Gone);
        }
        let index = layout.piece_of(row);
        let inside = row - layout.range(index).start;
        Ok(match layout.piece(index) {
            Piece::Sealed(segment) => {
                let (place, item) = reader.row_map(segment)?.at(inside as u32);
                RowPlace { place, item }
            }
            Piece::Open(open) => {
                let request = &open[open.partition_point(|request| request.start <= inside) - 1];
                RowPlace { place: request.place, item: (inside - request.start) as u32 }
            }
        })
    }

    /// Its number in a table; none when it is not there.
    pub fn number(self, reader: &mut Reader, state: &State) -> Result<Option<u64>, Fault> {
        let RowPlace { place, item } = self;
        // One answer may fill several segments.
        let first = state.layout.first_piece_from(place);
        for (start, piece) in state.layout.pieces().skip(first) {
            match piece {
                Piece::Sealed(segment) if segment.first > place => break,
                Piece::Sealed(segment) => {
                    let map = reader.row_map(segment)?;
                    if let Some(row) = self.row_in(&map).filter(|row| *row < segment.rows) {
                        return Ok(Some(start + u64::from(row)));
                    }
                }
                Piece::Open(open) if open.first().is_none_or(|request| request.place > place) => break,
                Piece::Open(open) => {
                    if let Ok(at) = open.binary_search_by_key(&place, |request| request.place) {
                        let request = &open[at];
                        return Ok((item < request.rows).then_some(start + request.start + u64::from(item)));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Its row in a segment, which may be beyond the end of it.
    fn row_in(self, map: &RowMap) -> Option<u32> {
        match map {
            RowMap::Uniform { first, item_from, per_request } => {
                let requests = self.place.position().checked_sub(first.position())?;
                let item = self.item.checked_sub(*item_from).filter(|item| item < per_request)?;
                let row = requests * u64::from(*per_request) + u64::from(item);
                u32::try_from(row).ok().filter(|_| self.place.page() == 1)
            }
            RowMap::Ragged { places, starts } => {
                let at = places.binary_search(&self.place).ok()?;
                let row = starts[at] + self.item;
                starts.get(at + 1).is_none_or(|next| row < *next).then_some(row)
            }
        }
    }
}
