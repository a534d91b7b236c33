//! Turning open requests into segments, and segments back into open requests.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};

use crate::book::{Book, OpenRequest, load_requests};
use crate::codec::Decoder;
use crate::error::Fault;
use crate::packing::Packer;
use crate::schema::{GRID, ROW_MAP, request_id, segment_column_id, segment_column_range};
use crate::segment::{FULL_BYTES, FULL_REQUESTS, FULL_ROWS, Segment};
use crate::segment_maker::{Made, SegmentMaker, Stretch};
use crate::shaping::{Answer, fill};
use crate::tape::{PathMemo, Tape};

/// Open requests whose rows are held in memory wait for a slow one before them no longer than until they fill this.
const OPEN_BYTES: usize = 32 * 1024 * 1024;
/// More than this many are never open while a run goes on: reading an open stretch costs about 10 µs a request.
const OPEN_REQUESTS: usize = 16 * FULL_REQUESTS;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// Stretches without a hole that fill a segment, and when too much is open, the first stretch with its holes.
    FullOrTooMuch,
    /// All that is open, holes and all, as far as its rows are at hand.
    AtHand,
    Everything,
}

pub(crate) struct Sealer {
    packer: Packer,
    pub decoder: Decoder,
    pub memo: PathMemo,
    /// Ids are never used twice while the document is open: readers cache by them.
    next_segment: i64,
}

impl Sealer {
    pub fn new(book: &Book) -> Result<Self, Fault> {
        let next_segment = book.sealed.iter().map(|segment| segment.id).max().unwrap_or(0) + 1;
        Ok(Sealer { packer: Packer::new()?, decoder: Decoder::new()?, memo: PathMemo::default(), next_segment })
    }

    /// Seals one stretch; false when there is none. Call inside a transaction.
    pub fn seal_one(&mut self, connection: &Connection, book: &mut Book, which: Which) -> Result<bool, Fault> {
        let Some(positions) = choose(book, which) else { return Ok(false) };
        self.seal(connection, book, &positions)?;
        Ok(true)
    }

    fn seal(&mut self, connection: &Connection, book: &mut Book, positions: &[u64]) -> Result<(), Fault> {
        let mut requests = Vec::with_capacity(positions.len());
        for &position in positions {
            let Some(mut request) = book.open.remove(position) else { continue };
            if request.rows > 0 && request.tape.is_none() {
                self.reshape(connection, book, position, &mut request)?;
            }
            requests.push((position, request));
        }
        let mut maker = SegmentMaker::new(&mut self.packer);
        for (position, request) in &requests {
            maker.add(*position, request.tape.as_deref(), request.raw_bytes)?;
        }
        for made in maker.finish()? {
            self.insert(connection, book, made, |_, slot| slot)?;
        }
        Ok(())
    }

    /// Writes a segment. `slot_of`: the table's slot for that of a column of the segment.
    pub fn insert(
        &mut self,
        connection: &Connection,
        book: &mut Book,
        made: Made,
        slot_of: impl Fn(&Book, u32) -> u32,
    ) -> Result<(), Fault> {
        let Made { stretch: Stretch { first, last, item_from, requests, raw_bytes }, sealed } = made;
        let id = self.next_segment;
        self.next_segment += 1;
        let (rows, per_request, data_bytes) = (sealed.rows, sealed.per_request, sealed.data_bytes);
        connection
            .prepare_cached(
                "INSERT INTO segment (id, grid_id, first, last, item_from, requests, rows, per_request, raw_bytes, data_bytes)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![id, GRID, first, last, item_from, requests, rows, per_request, raw_bytes, data_bytes])?;
        let mut insert = connection.prepare_cached("INSERT INTO segment_column (id, data) VALUES (?1, ?2)")?;
        if let Some(row_map) = sealed.row_map {
            insert.execute(params![segment_column_id(id, ROW_MAP), row_map])?;
        }
        for (slot, data) in sealed.columns {
            let column = book.registry.columns()[slot_of(book, slot) as usize].id;
            insert.execute(params![segment_column_id(id, column), data])?;
        }
        book.sealed.insert(Arc::new(Segment {
            id,
            first,
            last,
            item_from,
            requests,
            rows,
            per_request,
            raw_bytes,
            data_bytes,
        }));
        Ok(())
    }

    /// Reads the rows of a request from its stored answer. Should they be others than were counted (a later version may
    /// find more in the same answer), the count follows.
    fn reshape(
        &mut self,
        connection: &Connection,
        book: &mut Book,
        position: u64,
        request: &mut OpenRequest,
    ) -> Result<(), Fault> {
        let mut tape = Tape::default();
        let mut statement = connection.prepare_cached(
            r#"SELECT q."values", p.dict_id, p.size, p.data, q.status
               FROM request q JOIN response p ON p.id = q.id WHERE q.id = ?1"#,
        )?;
        let mut rows = statement.query([request_id(position)])?;
        if let Some(row) = rows.next()? {
            let values: Vec<String> = serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
            let data = row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?;
            let frame = self.decoder.decode(connection, row.get(1)?, row.get(2)?, data)?;
            request.raw_bytes = frame.body.len() as u32;
            let status = row.get::<_, Option<u16>>(4)?.unwrap_or_default();
            let answer = Answer { body: frame.body, content_type: frame.content_type(), status };
            let values = &values[..values.len().min(book.registry.values())];
            book.registry.begin_answer(position);
            // What cannot be shaped any more makes no rows; the answer itself stays.
            let _ = fill(&mut tape, values, &answer, &book.shaper, &mut self.memo, &mut book.registry);
        }
        if tape.rows() != request.rows {
            connection
                .prepare_cached("UPDATE request SET rows = ?2 WHERE id = ?1")?
                .execute(params![request_id(position), tape.rows()])?;
            book.counts.rows = book.counts.rows - u64::from(request.rows) + u64::from(tape.rows());
            book.version += 1;
            request.rows = tape.rows();
        }
        request.tape = Some(Box::new(tape));
        Ok(())
    }
}

/// Makes the segments that cover a request open again.
pub(crate) fn reopen(connection: &Connection, book: &mut Book, position: u64) -> Result<(), Fault> {
    let mut stretch = None;
    while let Some(segment) = book.sealed.covering(position).cloned() {
        drop_segment(connection, &segment)?;
        book.sealed.remove(&segment);
        stretch = Some((segment.first, segment.last));
    }
    match stretch {
        Some((first, last)) => load_requests(connection, first, last, &mut book.open),
        None => Ok(()),
    }
}

fn drop_segment(connection: &Connection, segment: &Segment) -> Result<(), Fault> {
    connection.prepare_cached("DELETE FROM segment WHERE id = ?1")?.execute([segment.id])?;
    let (from, to) = segment_column_range(segment.id);
    connection.prepare_cached("DELETE FROM segment_column WHERE id >= ?1 AND id < ?2")?.execute([from, to])?;
    Ok(())
}

/// Drops every segment when they were laid out by another version; they are rebuilt from the answers.
pub(crate) fn drop_foreign_segments(connection: &Connection, format: i64) -> Result<(), Fault> {
    let found: Option<i64> =
        connection.query_row("SELECT segment_format FROM grid WHERE id = ?1", [GRID], |row| row.get(0)).optional()?;
    if found != Some(format) {
        connection.execute_batch("DELETE FROM segment_column; DELETE FROM segment;")?;
        connection.execute("UPDATE grid SET segment_format = ?2 WHERE id = ?1", [GRID, format])?;
    }
    Ok(())
}

/// The next stretch to seal, as places in the plan.
fn choose(book: &Book, which: Which) -> Option<Vec<u64>> {
    let open = &book.open;
    if open.is_empty() {
        return None;
    }
    let may_be_full = open.len() >= FULL_REQUESTS || open.rows() >= FULL_ROWS || open.tape_bytes() >= FULL_BYTES;
    let too_much = open.tape_bytes() > OPEN_BYTES || open.len() > OPEN_REQUESTS;
    match which {
        Which::FullOrTooMuch if !may_be_full => None,
        Which::FullOrTooMuch => {
            // Requests that were sealed before and reopened by a retry wait for the end: more retries may follow.
            stretch(book, false, true, true).or_else(|| if too_much { stretch(book, true, false, false) } else { None })
        }
        Which::AtHand => stretch(book, true, false, true),
        Which::Everything => stretch(book, true, false, false),
    }
}

/// The first stretch of open requests that may become a segment. `holes`: requests without an outcome may lie within.
/// `full`: only one that fills a segment. `at_hand`: only requests whose rows need not be read back.
fn stretch(book: &Book, holes: bool, full: bool, at_hand: bool) -> Option<Vec<u64>> {
    let mut positions: Vec<u64> = Vec::new();
    let (mut rows, mut bytes) = (0_u64, 0_usize);
    for (position, request) in book.open.iter() {
        let is_at_hand = request.rows == 0 || request.tape.is_some();
        let follows = positions
            .last()
            .is_none_or(|&last| position == last + 1 || holes && !book.sealed.begins_between(last, position));
        // A very large answer after small ones is left for a segment of its own.
        if follows && !positions.is_empty() && rows + u64::from(request.rows) > 2 * FULL_ROWS {
            return Some(positions);
        }
        if !follows || at_hand && !is_at_hand {
            if !full && !positions.is_empty() {
                return Some(positions);
            }
            positions.clear();
            (rows, bytes) = (0, 0);
            if at_hand && !is_at_hand {
                continue;
            }
        }
        positions.push(position);
        rows += u64::from(request.rows);
        bytes += request.tape.as_ref().map_or(request.raw_bytes as usize, |tape| tape.bytes());
        if positions.len() >= FULL_REQUESTS || rows >= FULL_ROWS || bytes >= FULL_BYTES {
            return Some(positions);
        }
    }
    (!full && !positions.is_empty()).then_some(positions)
}
