//! A segment: the rows of a stretch of the plan, packed by column.

use std::sync::Arc;

use arrow_array::{Array, RecordBatch, UInt32Array, UInt64Array};
use arrow_schema::{DataType, Field, Schema};

use crate::column_builder::{ColumnBuilder, ColumnRoom};
use crate::error::Fault;
use crate::packing;
use crate::place::Place;
use crate::tape::Tape;

/// A segment is full at so many requests, rows, or bytes of cells. A page decodes the columns of one or two segments, so
/// they are small enough for that to take a millisecond or two, and large enough for the columns to pack well.
pub(crate) const FULL_REQUESTS: usize = 4096;
pub(crate) const FULL_ROWS: u64 = 16_384;
pub(crate) const FULL_BYTES: usize = 8 * 1024 * 1024;

/// What is known of a sealed segment without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Never used twice while the document is open.
    pub id: i64,
    /// Both included.
    pub first: Place,
    pub last: Place,
    /// The answer's row at which this segment begins, when one answer fills several.
    pub item_from: u32,
    /// Answers and failures between `first` and `last`, and of them those that are a page after a first.
    pub requests: u32,
    pub further: u32,
    pub rows: u32,
    /// Every request from `first` to `last` made exactly so many rows; none when the row map says which did.
    pub per_request: Option<u32>,
    /// Bytes of the answers, and of the columns, unpacked: for choosing the cheaper way to a row.
    pub raw_bytes: u64,
    pub data_bytes: u64,
}

impl Segment {
    pub fn covers(&self, place: Place) -> bool {
        (self.first..=self.last).contains(&place)
    }

    /// Whether every request of the stretch is known to be in it.
    pub fn is_complete(&self) -> bool {
        self.further == 0 && u64::from(self.requests) == self.last.position() - self.first.position() + 1
    }
}

/// Which request made which row of a segment: the hidden column.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RowMap {
    /// Requests without further pages, all with equally many rows.
    Uniform { first: Place, item_from: u32, per_request: u32 },
    /// The answers that made rows, and the row at which each begins.
    Ragged { places: Vec<Place>, starts: Vec<u32> },
}

impl RowMap {
    /// The answer and its row.
    pub fn at(&self, row: u32) -> (Place, u32) {
        match self {
            RowMap::Uniform { first, item_from, per_request } => {
                (Place::first(first.position() + u64::from(row / per_request)), item_from + row % per_request)
            }
            RowMap::Ragged { places, starts } => {
                let index = starts.partition_point(|start| *start <= row).saturating_sub(1);
                (places[index], row - starts[index])
            }
        }
    }

    pub fn bytes(&self) -> usize {
        match self {
            RowMap::Uniform { .. } => size_of::<Self>(),
            RowMap::Ragged { places, starts } => places.len() * 8 + starts.len() * 4 + size_of::<Self>(),
        }
    }

    fn encode(&self, packer: &mut packing::Packer) -> Result<Option<(Vec<u8>, usize)>, Fault> {
        let RowMap::Ragged { places, starts } = self else { return Ok(None) };
        let schema = Schema::new(vec![
            Field::new("place", DataType::UInt64, false),
            Field::new("start", DataType::UInt32, false),
        ]);
        let places: UInt64Array = places.iter().map(|place| place.raw()).collect();
        let starts = Arc::new(UInt32Array::from(starts.clone()));
        packer.pack(&RecordBatch::try_new(Arc::new(schema), vec![Arc::new(places), starts])?).map(Some)
    }

    pub fn decode(data: &[u8], unpacker: &mut packing::Unpacker) -> Result<Self, Fault> {
        let batch = unpacker.unpack(data)?;
        let places = batch.column_by_name("place").and_then(|column| column.as_any().downcast_ref::<UInt64Array>());
        let starts = batch.column_by_name("start").and_then(|column| column.as_any().downcast_ref::<UInt32Array>());
        match (places, starts) {
            (Some(places), Some(starts)) if !places.is_empty() => {
                let places = places.values().iter().map(|raw| Place::from_raw(*raw)).collect();
                Ok(RowMap::Ragged { places, starts: starts.values().to_vec() })
            }
            _ => Err(Fault::broken("a row map is not of the form that it should have")),
        }
    }
}

/// What the columns of a segment took, by slot: the next one will be much like it.
#[derive(Default)]
pub(crate) struct Room(Vec<ColumnRoom>);

/// A segment in the making: answers are added in plan order.
pub(crate) struct SegmentBuilder {
    columns: Vec<ColumnBuilder>,
    rows: u32,
    item_from: u32,
    places: Vec<Place>,
    starts: Vec<u32>,
}

/// A finished segment, ready to be written: everything of [`Segment`] that its rows decide.
pub(crate) struct Sealed {
    pub rows: u32,
    pub per_request: Option<u32>,
    pub data_bytes: u64,
    pub row_map: Option<Vec<u8>>,
    /// Slot and packed column; a slot without a filled cell is left out.
    pub columns: Vec<(u32, Vec<u8>)>,
}

impl SegmentBuilder {
    pub fn new(item_from: u32, like: &Room) -> Self {
        let columns = like.0.iter().map(|room| ColumnBuilder::with_room(*room)).collect();
        SegmentBuilder { columns, rows: 0, item_from, places: Vec::new(), starts: Vec::new() }
    }

    pub fn room(&self) -> Room {
        Room(self.columns.iter().map(ColumnBuilder::room).collect())
    }

    /// Rows `from .. to` of an answer, the end excluded.
    pub fn add(&mut self, place: Place, tape: &Tape, from: u32, to: u32) {
        if from >= to {
            return;
        }
        self.places.push(place);
        self.starts.push(self.rows);
        tape.spread(from, to, |rows, slot, kind, text| {
            let slot = slot as usize;
            if slot >= self.columns.len() {
                self.columns.resize_with(slot + 1, ColumnBuilder::default);
            }
            self.columns[slot].push(self.rows + rows.start - from, rows.end - rows.start, kind, text);
        });
        self.rows += to - from;
    }

    pub fn finish(self, first: Place, last: Place, packer: &mut packing::Packer) -> Result<Sealed, Fault> {
        let row_map = self.row_map(first, last);
        let per_request = match &row_map {
            Some(RowMap::Uniform { per_request, .. }) => Some(*per_request),
            _ => None,
        };
        let mut data_bytes = 0;
        let row_map = match row_map.map(|map| map.encode(packer)).transpose()?.flatten() {
            Some((data, size)) => {
                data_bytes += size as u64;
                Some(data)
            }
            None => None,
        };
        let mut columns = Vec::with_capacity(self.columns.len());
        for (slot, builder) in self.columns.into_iter().enumerate() {
            if builder.is_empty() {
                continue;
            }
            let (data, size) = builder.pack(self.rows, packer)?;
            data_bytes += size as u64;
            columns.push((slot as u32, data));
        }
        Ok(Sealed { rows: self.rows, per_request, data_bytes, row_map, columns })
    }

    fn row_map(&self, first: Place, last: Place) -> Option<RowMap> {
        if self.rows == 0 {
            return None;
        }
        let requests = last.position() - first.position() + 1;
        let per_request = self.rows / self.places.len() as u32;
        let is_uniform = self.places.len() as u64 == requests
            && self.places.iter().all(|place| place.page() == 1)
            && self.starts.iter().enumerate().all(|(index, start)| *start == index as u32 * per_request)
            && self.places.len() as u32 * per_request == self.rows;
        Some(if is_uniform {
            RowMap::Uniform { first, item_from: self.item_from, per_request }
        } else {
            RowMap::Ragged { places: self.places.clone(), starts: self.starts.clone() }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_leads_to_its_request() {
        let at = Place::new;
        let uniform = RowMap::Uniform { first: at(10, 1), item_from: 0, per_request: 3 };
        let part = RowMap::Uniform { first: at(7, 1), item_from: 100, per_request: 50 };
        let ragged = RowMap::Ragged { places: vec![at(4, 1), at(6, 2), at(9, 1)], starts: vec![0, 2, 3] };
        let cases = [
            (&uniform, 0, (at(10, 1), 0)),
            (&uniform, 5, (at(11, 1), 2)),
            (&part, 49, (at(7, 1), 149)),
            (&ragged, 0, (at(4, 1), 0)),
            (&ragged, 1, (at(4, 1), 1)),
            (&ragged, 2, (at(6, 2), 0)),
            (&ragged, 3, (at(9, 1), 0)),
            (&ragged, 8, (at(9, 1), 5)),
        ];
        for (map, row, expected) in cases {
            assert_eq!(map.at(row), expected, "{map:?} at {row}");
        }
        let data =
            ragged.encode(&mut packing::Packer::new().expect("a packer")).expect("encodes").expect("is ragged").0;
        let mut unpacker = packing::Unpacker::new().expect("an unpacker");
        assert_eq!(RowMap::decode(&data, &mut unpacker).expect("decodes"), ragged);
    }
}
