//! What is known of the table without reading it: the columns, the segments, and the requests that are in none yet.
//! The writer keeps one up to date; what the others see is a [`State`] made from it after each commit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fetchgrid_model::{Counts, PauseReason, Shape, ShapeStep, TableState};
use fetchgrid_shape::{ShapeProblem, Shaper};
use rusqlite::{Connection, OptionalExtension};

use crate::error::Fault;
use crate::layout::Layout;
use crate::leads::Leads;
use crate::place::Place;
use crate::registry::Registry;
use crate::schema::{GRID, TEMPLATE};
use crate::segment::Segment;
use crate::tape::Tape;

/// An answer or a failure that is in no segment.
#[derive(Default)]
pub(crate) struct OpenRequest {
    pub ok: bool,
    pub rows: u32,
    pub raw_bytes: u32,
    /// Its rows, while they are still at hand; otherwise they are read from the answer.
    pub tape: Option<Arc<Tape>>,
}

#[derive(Default)]
pub(crate) struct Open {
    requests: BTreeMap<Place, OpenRequest>,
    rows: u64,
    tape_bytes: usize,
    /// From one place to another, both included, of which a segment is being made.
    watched: Option<(Place, Place)>,
}

impl Open {
    pub fn insert(&mut self, place: Place, request: OpenRequest) {
        self.remove(place);
        self.disturb(place);
        self.rows += u64::from(request.rows);
        self.tape_bytes += request.tape.as_ref().map_or(0, |tape| tape.bytes());
        self.requests.insert(place, request);
    }

    pub fn remove(&mut self, place: Place) -> Option<OpenRequest> {
        let request = self.requests.remove(&place)?;
        self.disturb(place);
        self.rows -= u64::from(request.rows);
        self.tape_bytes -= request.tape.as_ref().map_or(0, |tape| tape.bytes());
        Some(request)
    }

    /// A segment of these places is being made.
    pub fn watch(&mut self, first: Place, last: Place) {
        self.watched = Some((first, last));
    }

    /// Whether all is as it was when the watch began; it ends.
    pub fn end_watch(&mut self) -> bool {
        self.watched.take().is_some()
    }

    fn disturb(&mut self, place: Place) {
        self.watched.take_if(|(first, last)| (*first..=*last).contains(&place));
    }

    pub fn get(&self, place: Place) -> Option<&OpenRequest> {
        self.requests.get(&place)
    }

    /// The rows of one, if they are at hand; from then on they are not.
    pub fn take_tape(&mut self, place: Place) -> Option<Arc<Tape>> {
        let tape = self.requests.get_mut(&place)?.tape.take()?;
        self.disturb(place);
        self.tape_bytes -= tape.bytes();
        Some(tape)
    }

    /// That a request has so many rows, which are read from its answer.
    pub fn count(&mut self, place: Place, rows: u32) {
        if let Some(request) = self.requests.get_mut(&place) {
            self.rows = self.rows - u64::from(request.rows) + u64::from(rows);
            request.rows = rows;
        }
    }

    /// Both included.
    pub fn between(&self, first: Place, last: Place) -> impl Iterator<Item = (Place, &OpenRequest)> {
        self.requests.range(first..=last).map(|(place, request)| (*place, request))
    }

    pub fn iter(&self) -> impl Iterator<Item = (Place, &OpenRequest)> {
        self.requests.iter().map(|(place, request)| (*place, request))
    }

    pub fn len(&self) -> usize {
        self.requests.len()
    }

    pub fn is_empty(&self) -> bool {
        self.requests.is_empty()
    }

    pub fn rows(&self) -> u64 {
        self.rows
    }

    pub fn tape_bytes(&self) -> usize {
        self.tape_bytes
    }
}

/// Sealed segments by the answer and the row of it at which they begin. They never overlap.
#[derive(Clone, Default)]
pub(crate) struct SealedIndex(BTreeMap<(Place, u32), Arc<Segment>>);

impl SealedIndex {
    pub fn insert(&mut self, segment: Arc<Segment>) {
        self.0.insert((segment.first, segment.item_from), segment);
    }

    pub fn covering(&self, place: Place) -> Option<&Arc<Segment>> {
        self.0.range(..=(place, u32::MAX)).next_back().map(|(_, segment)| segment).filter(|s| s.covers(place))
    }

    pub fn remove(&mut self, segment: &Segment) {
        self.0.remove(&(segment.first, segment.item_from));
    }

    /// Whether a segment begins between two answers, neither included.
    pub fn begins_between(&self, after: Place, before: Place) -> bool {
        self.0.range((after.after(), 0)..(before, 0)).next().is_some()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<Segment>> {
        self.0.values()
    }

    pub fn get(&self, id: i64) -> Option<&Arc<Segment>> {
        self.0.values().find(|segment| segment.id == id)
    }
}

#[derive(Default)]
pub(crate) struct Book {
    pub version: u64,
    pub counts: Counts,
    pub fingerprint: Option<String>,
    pub placeholders: Vec<String>,
    /// The last run was neither finished nor stopped.
    pub interrupted: bool,
    /// The last run paused by itself.
    pub pause: Option<PauseReason>,
    /// Requests of which further pages are wanted.
    pub unfinished: BTreeSet<u64>,
    /// Some answer is a page after a first.
    pub paged: bool,
    /// How answers become rows, and the steps that say so.
    pub steps: Arc<[ShapeStep]>,
    pub shape: Arc<Shape>,
    pub shaper: Arc<Shaper>,
    pub registry: Registry,
    pub sealed: SealedIndex,
    pub open: Open,
}

/// A snapshot of all that, as of one commit. Cheap to share; never changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub table: Arc<TableState>,
    pub counts: Counts,
    pub fingerprint: Option<String>,
    pub placeholders: Vec<String>,
    pub interrupted: bool,
    pub pause: Option<PauseReason>,
    pub unfinished: Arc<BTreeSet<u64>>,
    pub steps: Arc<[ShapeStep]>,
    pub shape: Arc<Shape>,
    pub shaper: Arc<Shaper>,
    pub leads: Arc<Leads>,
    pub layout: Layout,
    /// All segments in plan order, those without rows too.
    pub sealed: Vec<Arc<Segment>>,
}

impl Book {
    /// Reads everything anew: O(segments), and the requests that are in none. For one state, call in a transaction.
    pub fn load(connection: &Connection) -> Result<Self, Fault> {
        let mut book = Book::default();
        let mut statement = connection.prepare_cached(
            "SELECT t.placeholders, t.fingerprint, t.planned, t.succeeded, t.failed, g.rows, g.version, g.steps,
                    t.paged
             FROM template t JOIN grid g ON g.template_id = t.id WHERE t.id = ?1 AND g.id = ?2",
        )?;
        let (placeholders, steps): (String, String) = statement.query_row([TEMPLATE, GRID], |row| {
            book.fingerprint = row.get(1)?;
            book.counts =
                Counts { planned: row.get(2)?, succeeded: row.get(3)?, failed: row.get(4)?, rows: row.get(5)? };
            book.version = row.get(6)?;
            book.paged = row.get(8)?;
            Ok((row.get(0)?, row.get(7)?))
        })?;
        if !steps.is_empty() {
            let steps: Vec<ShapeStep> = serde_json::from_str(&steps)?;
            book.set_steps(steps.into()).map_err(|problem| Fault::broken(problem.to_string()))?;
        }
        book.placeholders = serde_json::from_str(&placeholders)?;
        book.registry = Registry::load(connection, &book.placeholders, &book.shape.columns)?;
        let mut unfinished = connection.prepare_cached("SELECT position FROM unfinished")?;
        book.unfinished = unfinished.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?;
        book.load_last_run(connection)?;
        book.load_segments(connection)?;
        book.load_open(connection)?;
        // What is in segments, and what is not; the same as was written down, unless segments have been lost.
        book.counts.rows = book.sealed.iter().map(|segment| u64::from(segment.rows)).sum::<u64>() + book.open.rows();
        Ok(book)
    }

    pub fn set_steps(&mut self, steps: Arc<[ShapeStep]>) -> Result<(), ShapeProblem> {
        let shape = Shape::of(&steps);
        self.shaper = Arc::new(Shaper::new(&shape)?);
        self.shape = Arc::new(shape);
        self.steps = steps;
        Ok(())
    }

    fn load_last_run(&mut self, connection: &Connection) -> Result<(), Fault> {
        let mut statement = connection.prepare_cached(
            "SELECT state = 'running', pause FROM run WHERE template_id = ?1 ORDER BY id DESC LIMIT 1",
        )?;
        let last = statement.query_row([TEMPLATE], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?)));
        let Some((interrupted, pause)) = last.optional()? else { return Ok(()) };
        self.interrupted = interrupted;
        // A reason that is not understood is no reason to refuse the document: the run was stopped, then.
        self.pause = pause.and_then(|pause| serde_json::from_str(&pause).ok());
        Ok(())
    }

    fn load_segments(&mut self, connection: &Connection) -> Result<(), Fault> {
        let mut statement = connection.prepare_cached(
            "SELECT id, first, last, item_from, requests, further, rows, per_request, raw_bytes, data_bytes
             FROM segment WHERE grid_id = ?1",
        )?;
        let mut rows = statement.query([GRID])?;
        while let Some(row) = rows.next()? {
            self.sealed.insert(Arc::new(Segment {
                id: row.get(0)?,
                first: Place::from_raw(row.get(1)?),
                last: Place::from_raw(row.get(2)?),
                item_from: row.get(3)?,
                requests: row.get(4)?,
                further: row.get(5)?,
                rows: row.get(6)?,
                per_request: row.get(7)?,
                raw_bytes: row.get(8)?,
                data_bytes: row.get(9)?,
            }));
        }
        Ok(())
    }

    fn load_open(&mut self, connection: &Connection) -> Result<(), Fault> {
        let mut next = Place::default();
        let stretches: Vec<(Place, Place)> = self.sealed.iter().map(|segment| (segment.first, segment.last)).collect();
        for (first, last) in stretches {
            if first > next {
                load_requests(connection, next, Place::from_raw(first.raw() - 1), &mut self.open)?;
            }
            next = next.max(last.after());
        }
        load_requests(connection, next, Place::last(u64::MAX), &mut self.open)
    }

    /// Whether nothing lies between two answers, and nothing is expected there.
    pub fn is_next(&self, last: Place, next: Place) -> bool {
        let is_first_of_next = next.page() == 1 && next.position() == last.position() + 1;
        next == last.after()
            || is_first_of_next
                && !self.unfinished.contains(&last.position())
                && !(self.paged && self.sealed.begins_between(last, next))
    }

    pub fn state(&self) -> State {
        let mut layout = Layout::builder();
        let mut open = self.open.iter().peekable();
        let mut sealed = Vec::new();
        for segment in self.sealed.iter() {
            while let Some((place, request)) = open.next_if(|(place, _)| *place < segment.first) {
                layout.open(place, request.rows);
            }
            layout.sealed(segment);
            sealed.push(Arc::clone(segment));
        }
        for (place, request) in open {
            layout.open(place, request.rows);
        }
        let layout = layout.finish();
        State {
            table: Arc::new(TableState { rows: layout.rows(), columns: self.registry.table(), version: self.version }),
            counts: self.counts,
            fingerprint: self.fingerprint.clone(),
            placeholders: self.placeholders.clone(),
            interrupted: self.interrupted,
            pause: self.pause.clone(),
            unfinished: Arc::new(self.unfinished.clone()),
            steps: Arc::clone(&self.steps),
            shape: Arc::clone(&self.shape),
            shaper: Arc::clone(&self.shaper),
            leads: Arc::clone(self.registry.leads()),
            layout,
            sealed,
        }
    }
}

impl State {
    /// The first segment that ends at or after a place.
    pub fn segment_from(&self, place: Place) -> Option<&Arc<Segment>> {
        self.sealed.get(self.sealed.partition_point(|segment| segment.last < place))
    }
}

/// What is on disk from `first` to `last`, both included, as open requests without their rows.
pub(crate) fn load_requests(connection: &Connection, first: Place, last: Place, open: &mut Open) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached("SELECT id, ok, rows FROM request WHERE id BETWEEN ?1 AND ?2")?;
    let mut rows = statement.query([first.id(), last.id()])?;
    while let Some(row) = rows.next()? {
        let request = OpenRequest { ok: row.get(1)?, rows: row.get(2)?, raw_bytes: 0, tape: None };
        open.insert(Place::of_id(row.get(0)?), request);
    }
    Ok(())
}
