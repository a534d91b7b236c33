//! What is known of the table without reading it: the columns, the segments, and the requests that are in none yet.
//! The writer keeps one up to date; what the others see is a [`State`] made from it after each commit.

use std::collections::BTreeMap;
use std::sync::Arc;

use fetchgrid_model::{Counts, PauseReason, Shape, TableState};
use fetchgrid_shape::{ShapeProblem, Shaper};
use rusqlite::{Connection, OptionalExtension};

use crate::error::Fault;
use crate::layout::Layout;
use crate::registry::Registry;
use crate::schema::{GRID, MAX_REQUESTS, TEMPLATE, position_of, request_id};
use crate::segment::Segment;
use crate::tape::Tape;

/// A request with an outcome that is in no segment.
#[derive(Default)]
pub(crate) struct OpenRequest {
    pub ok: bool,
    pub rows: u32,
    pub raw_bytes: u32,
    /// Its rows, while they are still at hand; otherwise they are read from the answer.
    pub tape: Option<Box<Tape>>,
}

#[derive(Default)]
pub(crate) struct Open {
    requests: BTreeMap<u64, OpenRequest>,
    rows: u64,
    tape_bytes: usize,
}

impl Open {
    pub fn insert(&mut self, position: u64, request: OpenRequest) {
        self.remove(position);
        self.rows += u64::from(request.rows);
        self.tape_bytes += request.tape.as_ref().map_or(0, |tape| tape.bytes());
        self.requests.insert(position, request);
    }

    pub fn remove(&mut self, position: u64) -> Option<OpenRequest> {
        let request = self.requests.remove(&position)?;
        self.rows -= u64::from(request.rows);
        self.tape_bytes -= request.tape.as_ref().map_or(0, |tape| tape.bytes());
        Some(request)
    }

    pub fn get(&self, position: u64) -> Option<&OpenRequest> {
        self.requests.get(&position)
    }

    pub fn iter(&self) -> impl Iterator<Item = (u64, &OpenRequest)> {
        self.requests.iter().map(|(position, request)| (*position, request))
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

/// Sealed segments by the request and the row of its answer at which they begin. They never overlap.
#[derive(Clone, Default)]
pub(crate) struct SealedIndex(BTreeMap<(u64, u32), Arc<Segment>>);

impl SealedIndex {
    pub fn insert(&mut self, segment: Arc<Segment>) {
        self.0.insert((segment.first, segment.item_from), segment);
    }

    pub fn covering(&self, position: u64) -> Option<&Arc<Segment>> {
        self.0.range(..=(position, u32::MAX)).next_back().map(|(_, segment)| segment).filter(|s| s.covers(position))
    }

    pub fn remove(&mut self, segment: &Segment) {
        self.0.remove(&(segment.first, segment.item_from));
    }

    /// Whether a segment begins between two requests, neither included.
    pub fn begins_between(&self, after: u64, before: u64) -> bool {
        self.0.range((after + 1, 0)..(before, 0)).next().is_some()
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
    /// How answers become rows.
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
    pub shape: Arc<Shape>,
    pub shaper: Arc<Shaper>,
    pub layout: Layout,
    /// All segments in plan order, those without rows too.
    pub sealed: Vec<Arc<Segment>>,
}

impl Book {
    /// Reads everything anew: O(segments), and the requests that are in none. For one state, call in a transaction.
    pub fn load(connection: &Connection) -> Result<Self, Fault> {
        let mut book = Book { registry: Registry::load(connection)?, ..Book::default() };
        let mut statement = connection.prepare_cached(
            "SELECT t.placeholders, t.fingerprint, t.planned, t.succeeded, t.failed, g.rows, g.version, g.shape
             FROM template t JOIN grid g ON g.template_id = t.id WHERE t.id = ?1 AND g.id = ?2",
        )?;
        let (placeholders, shape): (String, String) = statement.query_row([TEMPLATE, GRID], |row| {
            book.fingerprint = row.get(1)?;
            book.counts =
                Counts { planned: row.get(2)?, succeeded: row.get(3)?, failed: row.get(4)?, rows: row.get(5)? };
            book.version = row.get(6)?;
            Ok((row.get(0)?, row.get(7)?))
        })?;
        if !shape.is_empty() {
            book.set_shape(serde_json::from_str(&shape)?).map_err(|problem| Fault::broken(problem.to_string()))?;
        }
        book.placeholders = serde_json::from_str(&placeholders)?;
        book.load_last_run(connection)?;
        book.load_segments(connection)?;
        book.load_open(connection)?;
        Ok(book)
    }

    pub fn set_shape(&mut self, shape: Shape) -> Result<(), ShapeProblem> {
        self.shaper = Arc::new(Shaper::new(&shape)?);
        self.shape = Arc::new(shape);
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
            "SELECT id, first, last, item_from, requests, rows, per_request, raw_bytes, data_bytes
             FROM segment WHERE grid_id = ?1",
        )?;
        let mut rows = statement.query([GRID])?;
        while let Some(row) = rows.next()? {
            self.sealed.insert(Arc::new(Segment {
                id: row.get(0)?,
                first: row.get(1)?,
                last: row.get(2)?,
                item_from: row.get(3)?,
                requests: row.get(4)?,
                rows: row.get(5)?,
                per_request: row.get(6)?,
                raw_bytes: row.get(7)?,
                data_bytes: row.get(8)?,
            }));
        }
        Ok(())
    }

    fn load_open(&mut self, connection: &Connection) -> Result<(), Fault> {
        let mut next = 0;
        let stretches: Vec<(u64, u64)> = self.sealed.iter().map(|segment| (segment.first, segment.last)).collect();
        for (first, last) in stretches {
            if first > next {
                load_requests(connection, next, first - 1, &mut self.open)?;
            }
            next = next.max(last + 1);
        }
        load_requests(connection, next, MAX_REQUESTS - 1, &mut self.open)
    }

    pub fn state(&self) -> State {
        let mut layout = Layout::builder();
        let mut open = self.open.iter().peekable();
        let mut sealed = Vec::new();
        for segment in self.sealed.iter() {
            while let Some((position, request)) = open.next_if(|(position, _)| *position < segment.first) {
                layout.open(position, request.rows);
            }
            layout.sealed(segment);
            sealed.push(Arc::clone(segment));
        }
        for (position, request) in open {
            layout.open(position, request.rows);
        }
        let layout = layout.finish();
        State {
            table: Arc::new(TableState {
                rows: layout.rows(),
                columns: self.registry.in_order(),
                version: self.version,
            }),
            counts: self.counts,
            fingerprint: self.fingerprint.clone(),
            placeholders: self.placeholders.clone(),
            interrupted: self.interrupted,
            pause: self.pause.clone(),
            shape: Arc::clone(&self.shape),
            shaper: Arc::clone(&self.shaper),
            layout,
            sealed,
        }
    }
}

impl State {
    /// The first segment that ends at or after a place in the plan.
    pub fn segment_from(&self, position: u64) -> Option<&Arc<Segment>> {
        self.sealed.get(self.sealed.partition_point(|segment| segment.last < position))
    }
}

/// The outcomes from `first` to `last`, both included, as open requests without their rows.
pub(crate) fn load_requests(connection: &Connection, first: u64, last: u64, open: &mut Open) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached("SELECT id, ok, rows FROM request WHERE id BETWEEN ?1 AND ?2")?;
    let mut rows = statement.query([request_id(first), request_id(last)])?;
    while let Some(row) = rows.next()? {
        let request = OpenRequest { ok: row.get(1)?, rows: row.get(2)?, raw_bytes: 0, tape: None };
        open.insert(position_of(row.get(0)?), request);
    }
    Ok(())
}
