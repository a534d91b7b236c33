//! The rows of a stretch of the plan, made anew from its stored answers: the part of a reshaping that several threads do.

use std::collections::HashMap;
use std::sync::atomic::Ordering;

use fetchgrid_model::{CellKind, ColumnType};
use fetchgrid_shape::Shaper;
use rusqlite::Connection;

use crate::codec::Decoder;
use crate::error::Fault;
use crate::packing::Packer;
use crate::registry::{MOST_COLUMNS, Met};
use crate::reshape_control::ReshapeControl;
use crate::schema::{position_of, request_id};
use crate::segment_maker::{Made, SegmentMaker};
use crate::shaping::{Answer, fill, may_be_shaped};
use crate::tape::{PathMemo, Slots, Tape};

/// Everything about a stretch that is to be written down.
pub(crate) struct Derived {
    pub made: Vec<Made>,
    /// The fields that have cells in it, by the slots that the segments name them with.
    pub fields: Vec<Field>,
    pub changes: Vec<Change>,
    pub succeeded: u64,
    pub failed: u64,
    pub rows: u64,
}

pub(crate) struct Field {
    pub slot: u32,
    pub name: String,
    pub ty: ColumnType,
    pub first: Met,
}

/// A request whose row in `request` is no longer true.
pub(crate) struct Change {
    pub id: i64,
    pub rows: u32,
    /// Category and message.
    pub failure: Option<(String, String)>,
}

pub(crate) struct Deriver<'a> {
    connection: Connection,
    decoder: Decoder,
    packer: Packer,
    shaper: &'a Shaper,
    control: &'a ReshapeControl,
    memo: PathMemo,
    slots: LocalSlots,
    /// How many of the values have a column.
    values: usize,
    tape: Tape,
}

impl<'a> Deriver<'a> {
    pub fn new(
        connection: Connection,
        shaper: &'a Shaper,
        control: &'a ReshapeControl,
        values: usize,
    ) -> Result<Self, Fault> {
        Ok(Deriver {
            connection,
            decoder: Decoder::new()?,
            packer: Packer::new()?,
            shaper,
            control,
            memo: PathMemo::default(),
            slots: LocalSlots { values, ..LocalSlots::default() },
            values,
            tape: Tape::default(),
        })
    }

    /// The requests at places `from .. to` in the plan, the end excluded.
    pub fn derive(&mut self, from: u64, to: u64) -> Result<Derived, Fault> {
        self.slots.stretch += 1;
        let mut changes = Vec::new();
        let (mut succeeded, mut failed, mut all_rows) = (0, 0, 0);
        let mut maker = SegmentMaker::new(&mut self.packer);
        let mut statement = self.connection.prepare_cached(
            r#"SELECT q.id, q.ok, q.rows, q.status, q.category, q.message, q."values", p.dict_id, p.size, p.data
               FROM request q LEFT JOIN response p ON p.id = q.id WHERE q.id BETWEEN ?1 AND ?2 ORDER BY q.id"#,
        )?;
        let mut found = statement.query([request_id(from), request_id(to - 1)])?;
        while let Some(row) = found.next()? {
            if self.control.is_cancelled() {
                return Err(Fault::Cancelled);
            }
            let id: i64 = row.get(0)?;
            let ok: bool = row.get(1)?;
            let old_rows: u32 = row.get(2)?;
            let status: Option<u16> = row.get(3)?;
            let text = |index: usize| row.get_ref(index)?.as_str_or_null().map_err(rusqlite::Error::from);
            let (category, message) = (text(4)?, text(5)?);
            let position = position_of(id);
            self.tape.clear();
            let mut raw_bytes = 0;
            let data = row.get_ref(9)?.as_blob_or_null().map_err(rusqlite::Error::from)?;
            let mut failure = category.map(|word| (word.to_owned(), message.unwrap_or_default().to_owned()));
            if let Some(data) = data
                && may_be_shaped(status, category)
            {
                let values: Vec<String> =
                    serde_json::from_str(row.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?)?;
                let frame = self.decoder.decode(&self.connection, row.get(7)?, row.get(8)?, data)?;
                raw_bytes = frame.body.len() as u32;
                let answer =
                    Answer { body: frame.body, content_type: frame.content_type(), status: status.unwrap_or_default() };
                self.slots.begin_answer(position);
                let values = &values[..values.len().min(self.values)];
                let filled = fill(&mut self.tape, values, &answer, self.shaper, &mut self.memo, &mut self.slots);
                failure = filled.err().map(|failure| (failure.category.as_str().to_owned(), failure.message));
            }
            let rows = self.tape.rows();
            *(if failure.is_none() { &mut succeeded } else { &mut failed }) += 1;
            all_rows += u64::from(rows);
            let is_same = ok == failure.is_none()
                && rows == old_rows
                && failure.as_ref().map(|(word, words)| (word.as_str(), words.as_str()))
                    == category.map(|word| (word, message.unwrap_or_default()));
            if !is_same {
                changes.push(Change { id, rows, failure });
            }
            maker.add(position, (rows > 0).then_some(&self.tape), raw_bytes)?;
            self.control.done.fetch_add(1, Ordering::Relaxed);
        }
        Ok(Derived { made: maker.finish()?, fields: self.slots.fields(), changes, succeeded, failed, rows: all_rows })
    }
}

/// The fields that one thread has met, by slots of its own.
#[derive(Default)]
struct LocalSlots {
    values: usize,
    slots: HashMap<String, u32>,
    fields: Vec<Known>,
    stretch: u64,
    position: u64,
    cell: u64,
    overflow: bool,
}

struct Known {
    name: String,
    ty: ColumnType,
    first: Met,
    /// The stretch that type and first place are of.
    stretch: u64,
}

impl LocalSlots {
    fn begin_answer(&mut self, position: u64) {
        self.position = position;
        self.cell = 0;
    }

    /// Those with cells in the stretch at hand.
    fn fields(&self) -> Vec<Field> {
        let met = self.fields.iter().enumerate().filter(|(_, known)| known.stretch == self.stretch);
        met.map(|(index, known)| Field {
            slot: (self.values + index) as u32,
            name: known.name.clone(),
            ty: known.ty,
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
        let slot = self.values + self.fields.len();
        if slot >= MOST_COLUMNS {
            self.overflow = true;
            return None;
        }
        self.fields.push(Known { name: path.to_owned(), ty: ColumnType::Empty, first: (0, 0), stretch: 0 });
        self.slots.insert(path.to_owned(), slot as u32);
        Some(slot as u32)
    }

    fn saw(&mut self, slot: u32, kind: CellKind, text: &str) {
        let known = &mut self.fields[slot as usize - self.values];
        if known.stretch != self.stretch {
            known.stretch = self.stretch;
            known.ty = ColumnType::Empty;
            known.first = (self.position, self.cell);
        }
        self.cell += 1;
        if known.ty != ColumnType::Text {
            known.ty = known.ty.widen(ColumnType::of_text(kind, text));
        }
    }

    fn take_overflow(&mut self) -> bool {
        std::mem::take(&mut self.overflow)
    }
}
