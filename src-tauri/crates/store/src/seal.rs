//! Turning open requests into segments, and segments back into open requests.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use rusqlite::{Connection, OptionalExtension, params};

use crate::about::{ABOUT, StoredAbout};
use crate::book::{Book, Open, OpenRequest, load_requests};
use crate::codec::Decoder;
use crate::error::Fault;
use crate::packing::Unpacker;
use crate::place::Place;
use crate::registry::Uncounted;
use crate::schema::{GRID, ROW_MAP, segment_column_id, segment_column_range, segment_of_column};
use crate::segment::{FULL_BYTES, FULL_REQUESTS, FULL_ROWS, RowMap, Segment};
use crate::segment_maker::{Made, SegmentMaker, Stretch, Workshop};
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
    /// None while a segment is made aside.
    workshop: Option<Workshop>,
    aside: Option<Aside>,
    pub decoder: Decoder,
    pub memo: PathMemo,
    /// Ids are never used twice while the document is open: readers cache by them.
    next_segment: i64,
}

/// A segment that a thread of its own makes of open requests, while they stay open.
struct Aside {
    thread: JoinHandle<(Workshop, Result<Vec<Made>, Fault>)>,
    places: Vec<Place>,
}

/// An open request, as far as a segment needs it.
type Part = (Place, Option<Arc<Tape>>, u32);

impl Aside {
    fn begin(parts: Vec<Part>, places: Vec<Place>, workshop: Workshop, book: &mut Book) -> Result<Self, Fault> {
        let make = move || {
            let mut workshop = workshop;
            let mut maker = SegmentMaker::new(&mut workshop);
            let added =
                parts.iter().try_for_each(|(place, tape, raw_bytes)| maker.add(*place, tape.as_deref(), *raw_bytes));
            let made = added.and_then(|()| maker.finish());
            (workshop, made)
        };
        let thread = thread::Builder::new().name("store-sealer".into()).spawn(make)?;
        if let (Some(first), Some(last)) = (places.first(), places.last()) {
            book.open.watch(*first, *last);
        }
        Ok(Aside { thread, places })
    }
}

/// Open requests with their rows; none when the rows of some are not at hand.
fn gather(book: &Book, places: &[Place]) -> Option<Vec<Part>> {
    let part = |place: &Place| {
        let request = book.open.get(*place)?;
        (request.rows == 0 || request.tape.is_some()).then(|| (*place, request.tape.clone(), request.raw_bytes))
    };
    places.iter().map(part).collect()
}

fn is_too_much(open: &Open) -> bool {
    open.tape_bytes() > OPEN_BYTES || open.len() > OPEN_REQUESTS
}

impl Sealer {
    pub fn new(connection: &Connection, book: &Book) -> Result<Self, Fault> {
        let next_segment =
            book.sealed.iter().map(|segment| segment.id).max().unwrap_or(0).max(last_of_columns(connection)?) + 1;
        Ok(Sealer {
            workshop: Some(Workshop::new()?),
            aside: None,
            decoder: Decoder::new()?,
            memo: PathMemo::default(),
            next_segment,
        })
    }

    /// Seals one stretch; false when there is none. Call inside a transaction.
    pub fn seal_one(&mut self, connection: &Connection, book: &mut Book, which: Which) -> Result<bool, Fault> {
        if self.aside.is_some() {
            self.take_aside(connection, book)?;
            return Ok(true);
        }
        let Some(places) = choose(book, which) else { return Ok(false) };
        self.seal(connection, book, &places)?;
        Ok(true)
    }

    /// Puts in a segment that has been made beside the writer, and has the next one made, if there is enough for one: the
    /// writer goes on meanwhile. It waits only when too much is open. Call inside a transaction.
    pub fn seal_aside(&mut self, connection: &Connection, book: &mut Book) -> Result<(), Fault> {
        if let Some(aside) = &self.aside {
            if !aside.thread.is_finished() && !is_too_much(&book.open) {
                return Ok(());
            }
            self.take_aside(connection, book)?;
        }
        while let Some(places) = choose(book, Which::FullOrTooMuch) {
            match gather(book, &places) {
                Some(stretch) if let Some(workshop) = self.workshop.take() => {
                    self.aside = Some(Aside::begin(stretch, places, workshop, book)?);
                    return Ok(());
                }
                _ => self.seal(connection, book, &places)?,
            }
        }
        Ok(())
    }

    /// Waits for the segment that is made aside, and puts it in; thrown away if what it was made of is no longer so.
    fn take_aside(&mut self, connection: &Connection, book: &mut Book) -> Result<(), Fault> {
        let Some(Aside { thread, places }) = self.aside.take() else { return Ok(()) };
        let (workshop, made) = thread.join().map_err(|_| Fault::broken("a segment could not be made"))?;
        self.workshop = Some(workshop);
        if !book.open.end_watch() {
            return Ok(());
        }
        let made = made?;
        for place in places {
            book.open.remove(place);
        }
        for made in made {
            self.insert(connection, book, made, |_, slot| slot)?;
        }
        Ok(())
    }

    fn seal(&mut self, connection: &Connection, book: &mut Book, places: &[Place]) -> Result<(), Fault> {
        let mut requests = Vec::with_capacity(places.len());
        for &place in places {
            let Some(mut request) = book.open.remove(place) else { continue };
            if request.rows > 0 && request.tape.is_none() {
                self.reshape(connection, book, place, &mut request)?;
            }
            requests.push((place, request));
        }
        let workshop = match &mut self.workshop {
            Some(workshop) => workshop,
            none => none.insert(Workshop::new()?),
        };
        let mut maker = SegmentMaker::new(workshop);
        for (place, request) in &requests {
            maker.add(*place, request.tape.as_deref(), request.raw_bytes)?;
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
        let Made { stretch: Stretch { first, last, item_from, requests, further, raw_bytes }, sealed } = made;
        let id = self.next_segment;
        self.next_segment += 1;
        let (rows, per_request, data_bytes) = (sealed.rows, sealed.per_request, sealed.data_bytes);
        connection
            .prepare_cached(
                "INSERT INTO segment (id, grid_id, first, last, item_from, requests, further, rows, per_request, raw_bytes,
                                      data_bytes)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                id,
                GRID,
                first.raw(),
                last.raw(),
                item_from,
                requests,
                further,
                rows,
                per_request,
                raw_bytes,
                data_bytes
            ])?;
        let mut insert = connection.prepare_cached("INSERT INTO segment_column (id, data) VALUES (?1, ?2)")?;
        if let Some(row_map) = sealed.row_map {
            insert.execute(params![segment_column_id(id, ROW_MAP), row_map])?;
        }
        for (slot, data) in sealed.columns {
            let column = book.registry.id(slot_of(book, slot));
            insert.execute(params![segment_column_id(id, column), data])?;
        }
        book.sealed.insert(Arc::new(Segment {
            id,
            first,
            last,
            item_from,
            requests,
            further,
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
        place: Place,
        request: &mut OpenRequest,
    ) -> Result<(), Fault> {
        let mut tape = Tape::default();
        request.raw_bytes = read_back(connection, &mut self.decoder, &mut self.memo, book, place, &mut tape)?;
        if tape.rows() != request.rows {
            connection
                .prepare_cached("UPDATE request SET rows = ?2 WHERE id = ?1")?
                .execute(params![place.id(), tape.rows()])?;
            book.counts.rows = book.counts.rows - u64::from(request.rows) + u64::from(tape.rows());
            book.version += 1;
            request.rows = tape.rows();
        }
        request.tape = Some(Arc::new(tape));
        Ok(())
    }
}

impl Drop for Sealer {
    fn drop(&mut self) {
        if let Some(aside) = self.aside.take() {
            // What it made is of no use any more.
            let _ = aside.thread.join();
        }
    }
}

/// The rows of a stored answer onto a tape, in the table's slots; they are not counted again. Returns the bytes of the answer.
pub(crate) fn read_back(
    connection: &Connection,
    decoder: &mut Decoder,
    memo: &mut PathMemo,
    book: &mut Book,
    place: Place,
    tape: &mut Tape,
) -> Result<u32, Fault> {
    tape.clear();
    let sql = format!(
        "SELECT p.dict_id, p.size, p.data, {ABOUT} FROM request q JOIN response p ON p.id = q.id WHERE q.id = ?1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([place.id()])?;
    let Some(row) = rows.next()? else { return Ok(0) };
    let data = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
    let frame = decoder.decode(connection, row.get(0)?, row.get(1)?, data)?;
    let leads = Arc::clone(book.registry.leads());
    let stored = StoredAbout::read(row, 3, place, &leads)?;
    let answer = Answer { body: frame.body, content_type: frame.content_type(), about: stored.about() };
    // What cannot be shaped any more makes no rows; the answer itself stays.
    let _ = fill(tape, &answer, &book.shaper, &leads, memo, &mut Uncounted(&mut book.registry));
    Ok(frame.body.len() as u32)
}

/// Makes the segments that cover a place open again. How many rows each request has is then written down with it: while it
/// was in a segment, the row map alone knew.
pub(crate) fn reopen(connection: &Connection, book: &mut Book, place: Place) -> Result<(), Fault> {
    let mut stretch = None;
    let mut rows: HashMap<Place, u32> = HashMap::new();
    while let Some(segment) = book.sealed.covering(place).cloned() {
        rows_of(connection, &segment, &mut rows)?;
        drop_segment(connection, &segment)?;
        book.sealed.remove(&segment);
        stretch = Some((segment.first, segment.last));
    }
    let Some((first, last)) = stretch else { return Ok(()) };
    load_requests(connection, first, last, &mut book.open)?;
    let mut update = connection.prepare_cached("UPDATE request SET rows = ?2 WHERE id = ?1")?;
    for (place, request) in book.open.between(first, last) {
        let known = rows.get(&place).copied().unwrap_or(0);
        if request.rows != known {
            update.execute(params![place.id(), known])?;
        }
    }
    for (place, known) in rows {
        book.open.count(place, known);
    }
    Ok(())
}

/// Adds the rows of each answer in a segment. One that cannot be read says nothing: its rows count as they did on arrival.
fn rows_of(connection: &Connection, segment: &Segment, rows: &mut HashMap<Place, u32>) -> Result<(), Fault> {
    if let Some(per_request) = segment.per_request {
        for position in segment.first.position()..=segment.last.position() {
            *rows.entry(Place::first(position)).or_default() += per_request;
        }
        return Ok(());
    }
    let id = segment_column_id(segment.id, ROW_MAP);
    let mut statement = connection.prepare_cached("SELECT data FROM segment_column WHERE id = ?1")?;
    let blob: Option<Vec<u8>> = statement.query_row([id], |row| row.get(0)).optional()?;
    match blob.map(|blob| RowMap::decode(&blob, &mut Unpacker::new()?)).transpose() {
        Ok(Some(RowMap::Ragged { places, starts })) => {
            let ends = starts.iter().skip(1).copied().chain([segment.rows]);
            for ((place, start), end) in places.into_iter().zip(&starts).zip(ends) {
                *rows.entry(place).or_default() += end.saturating_sub(*start);
            }
        }
        Ok(_) => {}
        Err(fault) => tracing::warn!(%fault, segment = segment.id, "the rows of answers are counted anew"),
    }
    Ok(())
}

/// Throws away some of what tables of before have left behind; false when nothing is left. A new table does not wait for
/// that: its segments have larger ids.
pub(crate) fn sweep(connection: &Connection, book: &Book) -> Result<bool, Fault> {
    /// Columns at a time: some ten milliseconds.
    const SWEPT: u32 = 64;
    let first = book.sealed.iter().map(|segment| segment.id).min().unwrap_or(i64::MAX >> 20);
    let (first, _) = segment_column_range(first);
    let mut statement = connection.prepare_cached(
        "DELETE FROM segment_column WHERE id IN (SELECT id FROM segment_column WHERE id < ?1 ORDER BY id LIMIT ?2)",
    )?;
    Ok(statement.execute(params![first, SWEPT])? > 0)
}

/// The last segment of which there are columns.
fn last_of_columns(connection: &Connection) -> Result<i64, Fault> {
    let last: Option<i64> = connection.query_row("SELECT MAX(id) FROM segment_column", (), |row| row.get(0))?;
    Ok(last.map_or(0, segment_of_column))
}

fn drop_segment(connection: &Connection, segment: &Segment) -> Result<(), Fault> {
    connection.prepare_cached("DELETE FROM segment WHERE id = ?1")?.execute([segment.id])?;
    let (from, to) = segment_column_range(segment.id);
    connection.prepare_cached("DELETE FROM segment_column WHERE id >= ?1 AND id < ?2")?.execute([from, to])?;
    Ok(())
}

/// The next stretch to seal.
fn choose(book: &Book, which: Which) -> Option<Vec<Place>> {
    let open = &book.open;
    if open.is_empty() {
        return None;
    }
    let may_be_full = open.len() >= FULL_REQUESTS || open.rows() >= FULL_ROWS || open.tape_bytes() >= FULL_BYTES;
    let too_much = is_too_much(open);
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
fn stretch(book: &Book, holes: bool, full: bool, at_hand: bool) -> Option<Vec<Place>> {
    let mut places: Vec<Place> = Vec::new();
    let (mut rows, mut bytes) = (0_u64, 0_usize);
    for (place, request) in book.open.iter() {
        let is_at_hand = request.rows == 0 || request.tape.is_some();
        let follows = places
            .last()
            .is_none_or(|&last| book.is_next(last, place) || holes && !book.sealed.begins_between(last, place));
        // A very large answer after small ones is left for a segment of its own.
        if follows && !places.is_empty() && rows + u64::from(request.rows) > 2 * FULL_ROWS {
            return Some(places);
        }
        if !follows || at_hand && !is_at_hand {
            if !full && !places.is_empty() {
                return Some(places);
            }
            places.clear();
            (rows, bytes) = (0, 0);
            if at_hand && !is_at_hand {
                continue;
            }
        }
        places.push(place);
        rows += u64::from(request.rows);
        bytes += request.tape.as_ref().map_or(request.raw_bytes as usize, |tape| tape.bytes());
        if places.len() >= FULL_REQUESTS || rows >= FULL_ROWS || bytes >= FULL_BYTES {
            return Some(places);
        }
    }
    (!full && !places.is_empty()).then_some(places)
}
