//! A connection that reads: packed columns of segments, and rows straight from the stored answers.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use fetchgrid_model::{CellKind, ColumnKey, ColumnOrigin, ColumnType};
use fetchgrid_shape::Shaper;
use rusqlite::{Connection, OptionalExtension};

use crate::about::{ABOUT, StoredAbout};
use crate::book::State;
use crate::cache::{Cached, ColumnCache};
use crate::codec::Decoder;
use crate::column_data::ColumnData;
use crate::error::Fault;
use crate::leads::Leads;
use crate::packing::Unpacker;
use crate::place::Place;
use crate::schema::{GRID, ROW_MAP, segment_column_id, segment_column_range};
use crate::segment::{RowMap, Segment};
use crate::tape::{PathMemo, Slots, Tape, TapeSink};

pub(crate) struct Reader {
    pub connection: Connection,
    pub decoder: Decoder,
    unpacker: Unpacker,
    cache: Arc<ColumnCache>,
}

impl Reader {
    pub fn new(connection: Connection, cache: Arc<ColumnCache>) -> Result<Self, Fault> {
        Ok(Reader { connection, decoder: Decoder::new()?, unpacker: Unpacker::new()?, cache })
    }

    /// One state of the document for all of `work`.
    pub fn read<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.begin()?;
        let result = work(self);
        self.end();
        result
    }

    pub fn begin(&self) -> Result<(), Fault> {
        Ok(self.connection.execute_batch("BEGIN")?)
    }

    pub fn end(&self) {
        // Nothing was written, so nothing can be lost; a transaction that is over already is no harm.
        let _ = self.connection.execute_batch("COMMIT");
    }

    /// The version of the table that this connection sees.
    pub fn version(&self) -> Result<u64, Fault> {
        let mut statement = self.connection.prepare_cached("SELECT version FROM grid WHERE id = ?1")?;
        Ok(statement.query_row([GRID], |row| row.get(0))?)
    }

    fn blob(&mut self, segment: i64, column: i64) -> Result<Option<Vec<u8>>, Fault> {
        let id = segment_column_id(segment, column);
        let mut statement = self.connection.prepare_cached("SELECT data FROM segment_column WHERE id = ?1")?;
        let data = statement.query_row([id], |row| row.get(0)).optional()?;
        if data.is_none() {
            let mut statement = self.connection.prepare_cached("SELECT 1 FROM segment WHERE id = ?1")?;
            if !statement.exists([segment])? {
                return Err(Fault::Gone);
            }
        }
        Ok(data)
    }

    /// A column of a segment; none when all its cells are missing.
    pub fn column(&mut self, segment: &Segment, column: i64) -> Result<Option<Arc<ColumnData>>, Fault> {
        match self.cache.get(segment.id, column) {
            Some(Cached::Column(data)) => return Ok(Some(data)),
            Some(Cached::Absent) => return Ok(None),
            _ => {}
        }
        let Some(blob) = self.blob(segment.id, column)? else {
            self.cache.put(segment.id, column, Cached::Absent);
            return Ok(None);
        };
        let data = Arc::new(self.decode_column(segment, &blob)?);
        self.cache.put(segment.id, column, Cached::Column(Arc::clone(&data)));
        Ok(Some(data))
    }

    fn decode_column(&mut self, segment: &Segment, blob: &[u8]) -> Result<ColumnData, Fault> {
        decode_column(&mut self.unpacker, segment, blob)
    }

    /// Every one of these columns of a segment in turn, past the cache: for reading a table from end to end.
    pub fn each_column(
        &mut self,
        segment: &Segment,
        columns: &HashSet<i64>,
        see: &mut dyn FnMut(i64, &ColumnData),
    ) -> Result<(), Fault> {
        let (from, to) = segment_column_range(segment.id);
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, data FROM segment_column WHERE id > ?1 AND id < ?2 ORDER BY id")?;
        // The row map, column 0, is left out; a segment with rows has at least one other.
        let mut rows = statement.query([from + ROW_MAP, to])?;
        let mut any = false;
        while let Some(row) = rows.next()? {
            any = true;
            let column = row.get::<_, i64>(0)? - from;
            if !columns.contains(&column) {
                continue;
            }
            let blob = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
            see(column, &decode_column(&mut self.unpacker, segment, blob)?);
        }
        drop(rows);
        drop(statement);
        if !any {
            // Either all cells of all rows are missing, or the segment is gone.
            self.blob(segment.id, ROW_MAP)?;
        }
        Ok(())
    }

    pub fn row_map(&mut self, segment: &Segment) -> Result<Arc<RowMap>, Fault> {
        if let Some(per_request) = segment.per_request {
            let (first, item_from) = (segment.first, segment.item_from);
            return Ok(Arc::new(RowMap::Uniform { first, item_from, per_request }));
        }
        if let Some(Cached::RowMap(map)) = self.cache.get(segment.id, ROW_MAP) {
            return Ok(map);
        }
        let blob = self.blob(segment.id, ROW_MAP)?.ok_or_else(|| Fault::broken("a row map is missing"));
        let map = blob.and_then(|blob| RowMap::decode(&blob, &mut self.unpacker));
        let map = Arc::new(map.map_err(|fault| fault.in_segment(segment.id))?);
        self.cache.put(segment.id, ROW_MAP, Cached::RowMap(Arc::clone(&map)));
        Ok(map)
    }

    pub fn is_cached(&self, segment: &Segment, column: i64) -> bool {
        self.cache.contains(segment.id, column)
    }

    /// Fills the tape of `wanted` with the rows of a stored answer. `Gone` when there is no answer, or its rows are not
    /// as many as expected: the table has moved on.
    pub fn answer(&mut self, place: Place, rows: Option<u32>, wanted: &mut Wanted) -> Result<(), Fault> {
        let sql = format!(
            "SELECT p.dict_id, p.size, p.data, {ABOUT} FROM request q JOIN response p ON p.id = q.id
             WHERE q.id = ?1 AND q.ok = 1"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = statement.query([place.id()])?;
        let row = found.next()?.ok_or(Fault::Gone)?;
        let Wanted { tape, memo, fields, leads, wants_leads, .. } = wanted;
        tape.clear();
        if *wants_leads {
            leads.put(tape, &StoredAbout::read(row, 3, place, leads)?.about());
        }
        let data = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        let frame = self.decoder.decode(&self.connection, row.get(0)?, row.get(1)?, data)?;
        let mut sink = TapeSink { leads, tape, memo, slots: fields };
        let shaped = wanted.shaper.shape(frame.body, frame.content_type(), &mut sink);
        if shaped.is_err() || rows.is_some_and(|rows| rows != wanted.tape.rows()) {
            return Err(Fault::Gone);
        }
        Ok(())
    }
}

fn decode_column(unpacker: &mut Unpacker, segment: &Segment, blob: &[u8]) -> Result<ColumnData, Fault> {
    ColumnData::decode(blob, segment.rows as usize, unpacker).map_err(|fault| fault.in_segment(segment.id))
}

/// Which cells of an answer are wanted, and the tape that they are read onto.
pub(crate) struct Wanted {
    pub tape: Tape,
    memo: PathMemo,
    fields: WantedFields,
    leads: Arc<Leads>,
    wants_leads: bool,
    /// For each slot, the index in the list of wanted columns.
    places: Vec<Option<usize>>,
    shaper: Arc<Shaper>,
}

struct WantedFields {
    slots: HashMap<String, u32>,
    /// By slot, counted from that of the first field.
    chosen: Vec<Option<ColumnType>>,
    first: u32,
}

impl Slots for WantedFields {
    fn slot(&mut self, path: &str) -> Option<u32> {
        self.slots.get(path).copied()
    }

    fn chosen(&self, slot: u32) -> Option<ColumnType> {
        self.chosen[(slot - self.first) as usize]
    }
}

impl Wanted {
    /// `columns`: ids.
    pub fn new(state: &State, columns: &[i64]) -> Self {
        let leads = &state.leads;
        let place: HashMap<i64, usize> = columns.iter().enumerate().map(|(index, id)| (*id, index)).collect();
        let mut lead_slots: HashMap<ColumnKey, usize> = leads.keys().zip(0..).collect();
        let mut places = vec![None; leads.len()];
        let first = leads.len() as u32;
        let mut fields = WantedFields { slots: HashMap::new(), chosen: Vec::new(), first };
        for column in &state.table.columns {
            let Some(place) = place.get(&column.id) else { continue };
            if column.origin == ColumnOrigin::Field {
                fields.slots.insert(column.name.clone(), places.len() as u32);
                fields.chosen.push(Some(column.ty).filter(|_| column.type_is_chosen));
                places.push(Some(*place));
            } else if let Some(slot) = lead_slots.remove(&column.key()) {
                places[slot] = Some(*place);
            }
        }
        Wanted {
            tape: Tape::default(),
            memo: PathMemo::default(),
            fields,
            leads: Arc::clone(leads),
            wants_leads: places[..leads.len()].iter().any(Option::is_some),
            places,
            shaper: Arc::clone(&state.shaper),
        }
    }

    /// The wanted cells of one row on the tape, each with its index in the list of wanted columns.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (usize, CellKind, &str)> {
        self.tape
            .leads()
            .chain(self.tape.row(row))
            .filter_map(|(slot, kind, text)| Some((self.places[slot as usize]?, kind, text)))
    }
}
