//! Answers in plan order into finished segments, each no larger than one may be.

use crate::error::Fault;
use crate::packing::Packer;
use crate::place::Place;
use crate::segment::{FULL_BYTES, FULL_REQUESTS, FULL_ROWS, Room, Sealed, SegmentBuilder};
use crate::tape::Tape;

/// An answer whose rows take more is put into several segments: each row has a copy of what they share.
const MOST_BYTES: usize = 8 * FULL_BYTES;

/// Where a segment lies.
pub(crate) struct Stretch {
    /// Both included.
    pub first: Place,
    pub last: Place,
    pub item_from: u32,
    pub requests: u32,
    pub further: u32,
    pub raw_bytes: u64,
}

/// A segment that needs only to be written.
pub(crate) struct Made {
    pub stretch: Stretch,
    pub sealed: Sealed,
}

/// What is kept from one segment to the next.
pub(crate) struct Workshop {
    packer: Packer,
    room: Room,
}

impl Workshop {
    pub fn new() -> Result<Self, Fault> {
        Ok(Workshop { packer: Packer::new()?, room: Room::default() })
    }
}

pub(crate) struct SegmentMaker<'w> {
    workshop: &'w mut Workshop,
    current: Option<(Stretch, SegmentBuilder)>,
    /// Rows and bytes of cells of the current one.
    rows: u64,
    bytes: usize,
    made: Vec<Made>,
}

impl<'w> SegmentMaker<'w> {
    pub fn new(workshop: &'w mut Workshop) -> Self {
        SegmentMaker { workshop, current: None, rows: 0, bytes: 0, made: Vec::new() }
    }

    /// The next answer or failure; `tape` holds its rows, if it has any.
    pub fn add(&mut self, place: Place, tape: Option<&Tape>, raw_bytes: u32) -> Result<(), Fault> {
        let rows = tape.map_or(0, Tape::rows);
        let bytes = tape.map_or(raw_bytes as usize, Tape::spread_bytes);
        if let Some(tape) = tape
            && rows > 1
            && (u64::from(rows) > FULL_ROWS || bytes > MOST_BYTES)
        {
            self.end()?;
            return self.add_alone(place, tape, raw_bytes);
        }
        if self.rows + u64::from(rows) > 2 * FULL_ROWS {
            self.end()?;
        }
        let (stretch, builder) = self.current.get_or_insert_with(|| {
            let stretch = Stretch { first: place, last: place, item_from: 0, requests: 0, further: 0, raw_bytes: 0 };
            (stretch, SegmentBuilder::new(0, &self.workshop.room))
        });
        stretch.last = place;
        stretch.requests += 1;
        stretch.further += u32::from(place.page() > 1);
        stretch.raw_bytes += u64::from(raw_bytes);
        if let Some(tape) = tape {
            builder.add(place, tape, 0, rows);
        }
        self.rows += u64::from(rows);
        self.bytes += bytes;
        let is_full = stretch.requests as usize >= FULL_REQUESTS || self.rows >= FULL_ROWS || self.bytes >= FULL_BYTES;
        if is_full { self.end() } else { Ok(()) }
    }

    /// One answer that is too much for one segment.
    fn add_alone(&mut self, place: Place, tape: &Tape, raw_bytes: u32) -> Result<(), Fault> {
        let fitting = u64::from(tape.rows()) * MOST_BYTES as u64 / tape.spread_bytes().max(1) as u64;
        let part = fitting.clamp(1, FULL_ROWS) as u32;
        for from in (0..tape.rows()).step_by(part as usize) {
            let to = tape.rows().min(from.saturating_add(part));
            let mut builder = SegmentBuilder::new(from, &self.workshop.room);
            builder.add(place, tape, from, to);
            let raw_bytes = u64::from(raw_bytes);
            let further = u32::from(place.page() > 1);
            let stretch = Stretch { first: place, last: place, item_from: from, requests: 1, further, raw_bytes };
            self.current = Some((stretch, builder));
            self.end()?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        (self.rows, self.bytes) = (0, 0);
        if let Some((stretch, builder)) = self.current.take() {
            let Workshop { packer, room } = &mut *self.workshop;
            *room = builder.room();
            let sealed = builder.finish(stretch.first, stretch.last, packer)?;
            self.made.push(Made { stretch, sealed });
        }
        Ok(())
    }

    pub fn finish(mut self) -> Result<Vec<Made>, Fault> {
        self.end()?;
        Ok(self.made)
    }
}
