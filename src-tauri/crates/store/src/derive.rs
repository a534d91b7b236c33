//! The rows of a stretch of the plan, made anew from its stored answers: the part of a reshaping that several threads do.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use fetchgrid_model::{ColumnKey, ColumnType, Columns, Tally};
use fetchgrid_shape::Shaper;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::{Connection, Row};

use crate::about::{StoredAbout, about_for};
use crate::codec::Decoder;
use crate::error::Fault;
use crate::leads::Leads;
use crate::place::Place;
use crate::registry::{MOST_COLUMNS, Met};
use crate::reshape_control::ReshapeControl;
use crate::segment_maker::{Made, SegmentMaker, Workshop};
use crate::shaping::{Answer, fill, may_be_shaped};
use crate::tape::{PathMemo, Slots, Tape};
use crate::typed::Look;

/// Everything about a stretch that is to be written down.
pub(crate) struct Derived {
    pub made: Vec<Made>,
    /// What the cells of the leads look like, by slot.
    pub leads: Vec<Tally>,
    /// The fields that have cells in it, by the slots that the segments name them with.
    pub fields: Vec<Field>,
    pub changes: Vec<Change>,
    /// Requests, as far as they have ended.
    pub succeeded: u64,
    pub failed: u64,
    pub rows: u64,
}

pub(crate) struct Field {
    pub slot: u32,
    pub name: String,
    pub tally: Tally,
    pub first: Met,
}

/// A request whose row in `request` is no longer true.
pub(crate) struct Change {
    pub id: i64,
    pub rows: u32,
    /// Category and message.
    pub failure: Option<(String, String)>,
}

/// What all threads make rows by.
pub(crate) struct Making<'a> {
    pub shaper: &'a Shaper,
    pub leads: Arc<Leads>,
    pub columns: &'a Columns,
    pub control: &'a ReshapeControl,
    /// Requests of which further pages are wanted, and that count as neither good nor failed.
    pub unfinished: &'a std::collections::BTreeSet<u64>,
}

pub(crate) struct Deriver<'a> {
    connection: Connection,
    decoder: Decoder,
    workshop: Workshop,
    making: &'a Making<'a>,
    memo: PathMemo,
    slots: LocalSlots,
    tape: Tape,
}

impl<'a> Deriver<'a> {
    pub fn new(connection: Connection, making: &'a Making<'a>) -> Result<Self, Fault> {
        Ok(Deriver {
            connection,
            decoder: Decoder::new()?,
            workshop: Workshop::new()?,
            making,
            memo: PathMemo::default(),
            slots: LocalSlots::new(making.leads.len(), making.columns),
            tape: Tape::default(),
        })
    }

    /// Whole requests, from one place to another, the end excluded.
    pub fn derive(&mut self, from: Place, to: Place) -> Result<Derived, Fault> {
        self.slots.begin_stretch();
        let mut changes = Vec::new();
        let mut ended = Ends::default();
        let mut all_rows = 0;
        let mut leads = vec![Tally::default(); self.making.leads.len()];
        let mut maker = SegmentMaker::new(&mut self.workshop);
        let about = about_for(&self.making.leads);
        let sql = format!(
            "SELECT q.id, q.ok, q.category, q.message, {about}
             FROM request q WHERE q.id >= ?1 AND q.id < ?2 ORDER BY q.id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = statement.query([from.id(), to.id()])?;
        // Both tables from end to end, side by side: a join would look each answer up.
        let mut answers = self
            .connection
            .prepare_cached("SELECT id, dict_id, size, data FROM response WHERE id >= ?1 AND id < ?2 ORDER BY id")?;
        let mut answers = answers.query([from.id(), to.id()])?;
        let mut answer_id = id_of(answers.next()?)?;
        while let Some(row) = found.next()? {
            if self.making.control.is_cancelled() {
                return Err(Fault::Cancelled);
            }
            let id: i64 = row.get(0)?;
            let ok: bool = row.get(1)?;
            let text = |index: usize| row.get_ref(index)?.as_str_or_null().map_err(rusqlite::Error::from);
            let (category, message) = (text(2)?, text(3)?);
            let place = Place::of_id(id);
            self.tape.clear();
            let mut raw_bytes = 0;
            let mut failure = category.map(|word| (word.to_owned(), message.unwrap_or_default().to_owned()));
            while answer_id.is_some_and(|answer| answer < id) {
                answer_id = id_of(answers.next()?)?;
            }
            if answer_id == Some(id)
                && let Some(packed) = answers.get()
                && may_be_shaped(row.get(6)?, category)
            {
                let data = packed.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?;
                let frame = self.decoder.decode(&self.connection, packed.get(1)?, packed.get(2)?, data)?;
                raw_bytes = frame.body.len() as u32;
                let stored = StoredAbout::read(row, 4, place, &self.making.leads)?;
                let answer = Answer { body: frame.body, content_type: frame.content_type(), about: stored.about() };
                self.slots.begin_answer(place);
                let Making { shaper, leads, .. } = self.making;
                let filled = fill(&mut self.tape, &answer, shaper, leads, &mut self.memo, &mut self.slots);
                failure = filled.err().map(|failure| (failure.category.as_str().to_owned(), failure.message));
            }
            let rows = self.tape.rows();
            if rows > 0 {
                for (slot, look) in self.tape.lead_looks() {
                    look.count(&mut leads[slot as usize], u64::from(rows));
                }
            }
            ended.add(place.position(), failure.is_none());
            all_rows += u64::from(rows);
            let is_outcome = ok != failure.is_none()
                || failure.as_ref().map(|(word, words)| (word.as_str(), words.as_str()))
                    != category.map(|word| (word, message.unwrap_or_default()));
            // How many rows it has, the row map of its segment says.
            if is_outcome {
                changes.push(Change { id, rows, failure });
            }
            maker.add(place, (rows > 0).then_some(&self.tape), raw_bytes)?;
            self.making.control.done.fetch_add(1, Ordering::Relaxed);
        }
        let made = maker.finish()?;
        let (succeeded, failed) = ended.finish(self.making.unfinished);
        Ok(Derived { made, leads, fields: self.slots.fields(), changes, succeeded, failed, rows: all_rows })
    }
}

fn id_of(row: Option<&Row<'_>>) -> rusqlite::Result<Option<i64>> {
    row.map(|row| row.get(0)).transpose()
}

/// Requests of a stretch, page after page.
#[derive(Default)]
struct Ends {
    /// The request at hand, and whether all its pages so far are good.
    last: Option<(u64, bool)>,
    ended: Vec<(u64, bool)>,
}

impl Ends {
    fn add(&mut self, position: u64, ok: bool) {
        match &mut self.last {
            Some((last, all_ok)) if *last == position => *all_ok &= ok,
            last => self.ended.extend(last.replace((position, ok))),
        }
    }

    /// Good ones and failed ones.
    fn finish(self, unfinished: &std::collections::BTreeSet<u64>) -> (u64, u64) {
        let ended = self.ended.into_iter().chain(self.last).filter(|(position, _)| !unfinished.contains(position));
        ended.fold((0, 0), |(good, failed), (_, ok)| (good + u64::from(ok), failed + u64::from(!ok)))
    }
}

/// The fields that one thread has met, by slots of its own.
pub(crate) struct LocalSlots {
    leads: usize,
    chosen: HashMap<String, ColumnType>,
    slots: HashMap<String, u32>,
    fields: Vec<Known>,
    stretch: u64,
    place: Place,
    cell: u64,
    overflow: bool,
}

struct Known {
    name: String,
    chosen: Option<ColumnType>,
    tally: Tally,
    first: Met,
    /// The stretch that tally and first place are of.
    stretch: u64,
}

impl LocalSlots {
    pub fn new(leads: usize, columns: &Columns) -> Self {
        let fields = columns.rules.iter().filter(|rule| rule.column == ColumnKey::field(&rule.column.name));
        LocalSlots {
            leads,
            chosen: fields.filter_map(|rule| Some((rule.column.name.clone(), rule.ty?))).collect(),
            slots: HashMap::new(),
            fields: Vec::new(),
            stretch: 0,
            place: Place::default(),
            cell: 0,
            overflow: false,
        }
    }

    pub fn begin_stretch(&mut self) {
        self.stretch += 1;
    }

    pub fn begin_answer(&mut self, place: Place) {
        self.place = place;
        self.cell = 0;
    }

    /// Of the fields from the one with this number on.
    pub fn names(&self, from: usize) -> impl Iterator<Item = &str> {
        self.fields[from..].iter().map(|known| known.name.as_str())
    }

    /// Those with cells in the stretch at hand.
    pub fn fields(&self) -> Vec<Field> {
        let met = self.fields.iter().enumerate().filter(|(_, known)| known.stretch == self.stretch);
        met.map(|(index, known)| Field {
            slot: (self.leads + index) as u32,
            name: known.name.clone(),
            tally: known.tally,
            first: known.first,
        })
        .collect()
    }
}

impl Slots for LocalSlots {
    fn slot(&mut self, path: &str) -> Option<u32> {
        if let Some(slot) = self.slots.get(path) {
            return Some(*slot);
        }
        let slot = self.leads + self.fields.len();
        if slot >= MOST_COLUMNS {
            self.overflow = true;
            return None;
        }
        let chosen = self.chosen.get(path).copied();
        let (tally, first) = (Tally::default(), Met::default());
        self.fields.push(Known { name: path.to_owned(), chosen, tally, first, stretch: 0 });
        self.slots.insert(path.to_owned(), slot as u32);
        Some(slot as u32)
    }

    fn saw(&mut self, slot: u32, look: Look, rows: u32) {
        let known = &mut self.fields[slot as usize - self.leads];
        if known.stretch != self.stretch {
            known.stretch = self.stretch;
            known.tally = Tally::default();
            known.first = (self.place, self.cell);
        }
        self.cell += 1;
        look.count(&mut known.tally, u64::from(rows));
    }

    fn take_back(&mut self, tape: &Tape) {
        for (slot, look, rows) in tape.looks() {
            look.uncount(&mut self.fields[slot as usize - self.leads].tally, u64::from(rows));
        }
    }

    fn chosen(&self, slot: u32) -> Option<ColumnType> {
        self.fields[slot as usize - self.leads].chosen
    }

    fn take_overflow(&mut self) -> bool {
        std::mem::take(&mut self.overflow)
    }
}
