//! A connection that reads: packed columns of segments, and rows straight from the stored answers.

use std::collections::HashMap;
use std::sync::Arc;

use fetchgrid_model::{CellKind, Column, ColumnOrigin};
use fetchgrid_shape::Shaper;
use rusqlite::{Connection, OptionalExtension};

use crate::book::State;
use crate::cache::{Cached, ColumnCache};
use crate::codec::Decoder;
use crate::column_data::ColumnData;
use crate::error::Fault;
use crate::packing::Unpacker;
use crate::schema::{GRID, ROW_MAP, request_id, segment_column_id, segment_column_range};
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

    /// Every column of a segment in turn, past the cache: for reading a table from end to end.
    pub fn each_column(
        &mut self,
        segment: &Segment,
        mut see: impl FnMut(&ColumnData) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let (from, to) = segment_column_range(segment.id);
        let mut statement =
            self.connection.prepare_cached("SELECT data FROM segment_column WHERE id > ?1 AND id < ?2 ORDER BY id")?;
        // The row map, column 0, is left out; a segment with rows has at least one other.
        let mut rows = statement.query([from + ROW_MAP, to])?;
        let mut any = false;
        while let Some(row) = rows.next()? {
            any = true;
            let blob = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            see(&decode_column(&mut self.unpacker, segment, blob)?)?;
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
    pub fn answer(&mut self, position: u64, rows: Option<u32>, wanted: &mut Wanted) -> Result<(), Fault> {
        let mut statement = self.connection.prepare_cached(
            r#"SELECT q."values", p.dict_id, p.size, p.data FROM request q JOIN response p ON p.id = q.id
               WHERE q.id = ?1 AND q.ok = 1"#,
        )?;
        let mut found = statement.query([request_id(position)])?;
        let row = found.next()?.ok_or(Fault::Gone)?;
        wanted.tape.clear();
        if wanted.values > 0 {
            let values: Vec<String> = serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
            wanted.tape.set_values(&values[..values.len().min(wanted.values)]);
        }
        let data = row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?;
        let frame = self.decoder.decode(&self.connection, row.get(1)?, row.get(2)?, data)?;
        let mut sink = TapeSink { tape: &mut wanted.tape, memo: &mut wanted.memo, slots: &mut wanted.fields };
        let shaped = wanted.shaper.shape(frame.body, frame.content_type(), &mut sink);
        if shaped.is_err() || rows.is_some_and(|rows| rows != wanted.tape.rows()) {
            return Err(Fault::Gone);
        }
        Ok(())
    }
}

fn decode_column(unpacker: &mut Unpacker, segment: &Segment, blob: &[u8]) -> Result<ColumnData, Fault> {
    let data = ColumnData::decode(blob, unpacker).map_err(|fault| fault.in_segment(segment.id))?;
    if data.rows() != segment.rows as usize {
        return Err(Fault::broken("a column has too few or too many rows").in_segment(segment.id));
    }
    Ok(data)
}

/// Which cells of an answer are wanted, and the tape that they are read onto.
pub(crate) struct Wanted {
    pub tape: Tape,
    memo: PathMemo,
    fields: WantedFields,
    /// How many values to read: none when no value column is wanted.
    values: usize,
    /// For each slot, the index in the list of wanted columns.
    places: Vec<Option<usize>>,
    shaper: Arc<Shaper>,
}

struct WantedFields(HashMap<String, u32>);

impl Slots for WantedFields {
    fn slot(&mut self, path: &str) -> Option<u32> {
        self.0.get(path).copied()
    }
}

impl Wanted {
    /// `columns`: ids. Slots are those of the table: the values first, then the fields.
    pub fn new(state: &State, columns: &[i64]) -> Self {
        let table: &[Column] = &state.table.columns;
        let place: HashMap<i64, usize> = columns.iter().enumerate().map(|(index, id)| (*id, index)).collect();
        let places: Vec<Option<usize>> = table.iter().map(|column| place.get(&column.id).copied()).collect();
        let wanted = || table.iter().enumerate().filter(|(slot, _)| places[*slot].is_some());
        let fields = wanted()
            .filter(|(_, column)| column.origin == ColumnOrigin::Field)
            .map(|(slot, column)| (column.name.clone(), slot as u32));
        let fields = WantedFields(fields.collect());
        let values =
            wanted().filter(|(_, column)| column.origin == ColumnOrigin::Value).map(|(slot, _)| slot + 1).max();
        Wanted {
            tape: Tape::default(),
            memo: PathMemo::default(),
            fields,
            values: values.unwrap_or(0),
            places,
            shaper: Arc::clone(&state.shaper),
        }
    }

    /// The wanted cells of one row on the tape, each with its index in the list of wanted columns.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (usize, CellKind, &str)> {
        self.tape
            .values()
            .chain(self.tape.row(row))
            .filter_map(|(slot, kind, text)| Some((self.places[slot as usize]?, kind, text)))
    }
}
