//! The columns of the table: the leads first, then fields in the order in which the plan's answers bring them.

use std::collections::HashMap;
use std::sync::Arc;

use fetchgrid_model::{Column, ColumnKey, ColumnOrigin, ColumnType, Columns, Tally};
use rusqlite::{Connection, params};

use crate::columns::arrange;
use crate::error::Fault;
use crate::leads::Leads;
use crate::place::Place;
use crate::schema::GRID;
use crate::tape::{Slots, Tape};
use crate::typed::Look;

/// As many as a worksheet holds. An API whose answers keep on bringing new fields has keys for data; see
/// [`Registry::take_overflow`].
pub(crate) const MOST_COLUMNS: usize = 16_384;
/// Names that are remembered for their ids over all runs; ids have to stay below the bits that a segment column's key
/// leaves for them.
const MOST_IDS: i64 = 1 << 19;

/// Where a column was met first: the answer, and the number of the cell in it.
pub(crate) type Met = (Place, u64);

/// A column's slot is its place in the list; it never changes while the table lives.
#[derive(Clone, Default)]
pub(crate) struct Registry {
    columns: Vec<Known>,
    leads: Arc<Leads>,
    /// What is said of columns.
    says: Columns,
    /// The answer that is being read, and how many cells of it were met.
    place: Place,
    cell: u64,
    fields: HashMap<String, u32>,
    /// Every name that ever had a column, so that it gets the same id again.
    ids: HashMap<ColumnKey, i64>,
    next_id: i64,
    /// Slots to be written with the next commit.
    changed: Vec<u32>,
    /// A field found no room since this was last asked.
    overflow: bool,
}

#[derive(Clone)]
struct Known {
    id: i64,
    key: ColumnKey,
    tally: Tally,
    chosen: Option<ColumnType>,
    /// None for a field without cells, and for leads, which are met nowhere.
    first: Option<Met>,
    is_changed: bool,
}

impl Registry {
    pub fn load(connection: &Connection, placeholders: &[String], says: &Columns) -> Result<Self, Fault> {
        let mut registry = Registry {
            next_id: 1,
            leads: Arc::new(Leads::new(placeholders, says)),
            says: says.clone(),
            ..Registry::default()
        };
        let mut statement = connection.prepare(
            "SELECT id, origin, name, ordinal, first_place, first_cell, tally FROM grid_column WHERE grid_id = ?1
             ORDER BY ordinal",
        )?;
        let mut rows = statement.query([GRID])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let origin = origin_from_word(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
            let key = ColumnKey::new(origin, row.get::<_, String>(2)?);
            registry.next_id = registry.next_id.max(id + 1);
            registry.ids.insert(key.clone(), id);
            if row.get::<_, Option<u64>>(3)?.is_some() {
                let first = row.get::<_, Option<u64>>(4)?.map(Place::from_raw).zip(row.get::<_, Option<u64>>(5)?);
                let tally = row.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?;
                let tally =
                    if tally.is_empty() { Tally::default() } else { Tally::from_array(serde_json::from_str(tally)?) };
                registry.add(id, key, tally, first);
            }
        }
        Ok(registry)
    }

    /// Of the column with this slot.
    pub fn id(&self, slot: u32) -> i64 {
        self.columns[slot as usize].id
    }

    pub fn leads(&self) -> &Arc<Leads> {
        &self.leads
    }

    /// As the table shows them.
    pub fn table(&self) -> Vec<Column> {
        let leads = self.leads.len().min(self.columns.len());
        let mut fields: Vec<&Known> = self.columns[leads..].iter().collect();
        fields.sort_by_key(|known| known.first.map_or((1, Default::default()), |first| (0, first)));
        let columns = self.columns[..leads].iter().chain(fields).map(|known| Column {
            id: known.id,
            origin: known.key.origin,
            name: known.key.name.clone(),
            ty: known.tally.infer(),
            tally: known.tally,
            ..Column::default()
        });
        arrange(columns.collect(), &self.says)
    }

    /// Columns are called, ordered and left out in another way; their cells are the same.
    pub fn say(&mut self, says: &Columns) {
        self.says = says.clone();
    }

    /// The cells that follow are of this answer.
    pub fn begin_answer(&mut self, place: Place) {
        self.place = place;
        self.cell = 0;
    }

    /// The slot of a field whose cells were met elsewhere; none when there is no room.
    pub fn adopt(&mut self, name: &str, tally: &Tally, first: Met) -> Option<u32> {
        let slot = self.slot(name)?;
        let known = &mut self.columns[slot as usize];
        known.tally.add(tally);
        known.first = Some(known.first.map_or(first, |known| known.min(first)));
        self.mark(slot);
        Some(slot)
    }

    /// The same of leads, by slot.
    pub fn adopt_leads(&mut self, tallies: &[Tally]) {
        for (slot, tally) in (0_u32..).zip(tallies) {
            self.columns[slot as usize].tally.add(tally);
            self.mark(slot);
        }
    }

    /// Counts the cells that all rows of a tape share.
    pub fn saw_leads(&mut self, tape: &Tape) {
        if tape.rows() == 0 {
            return;
        }
        for (slot, look) in tape.lead_looks() {
            look.count(&mut self.columns[slot as usize].tally, u64::from(tape.rows()));
            self.mark(slot);
        }
    }

    /// The rows of a tape are in the table no more.
    pub fn forget_rows(&mut self, tape: &Tape) {
        self.take_back(tape);
        for (slot, look) in tape.lead_looks() {
            self.uncount(slot, look, u64::from(tape.rows()));
        }
    }

    fn uncount(&mut self, slot: u32, look: Look, cells: u64) {
        look.uncount(&mut self.columns[slot as usize].tally, cells);
        self.mark(slot);
    }

    /// A table without rows: only the leads' columns remain, and every name keeps its id.
    pub fn begin(&mut self, placeholders: &[String], says: &Columns) {
        self.columns.clear();
        self.fields.clear();
        self.changed.clear();
        self.says = says.clone();
        self.leads = Arc::new(Leads::new(placeholders, says));
        for key in Arc::clone(&self.leads).keys() {
            self.append(key);
        }
    }

    fn append(&mut self, key: ColumnKey) -> u32 {
        let next_id = &mut self.next_id;
        let id = *self.ids.entry(key.clone()).or_insert_with(|| {
            *next_id += 1;
            *next_id - 1
        });
        let slot = self.columns.len() as u32;
        self.add(id, key, Tally::default(), None);
        self.mark(slot);
        slot
    }

    fn add(&mut self, id: i64, key: ColumnKey, tally: Tally, first: Option<Met>) {
        if key.origin == ColumnOrigin::Field {
            self.fields.insert(key.name.clone(), self.columns.len() as u32);
        }
        let chosen = if self.says.rules.is_empty() { None } else { self.says.rule(&key).and_then(|rule| rule.ty) };
        self.columns.push(Known { id, key, tally, chosen, first, is_changed: false });
    }

    fn mark(&mut self, slot: u32) {
        let known = &mut self.columns[slot as usize];
        if !known.is_changed {
            known.is_changed = true;
            self.changed.push(slot);
        }
    }

    /// Writes what has changed; inside the transaction of the rows that changed it.
    pub fn save(&mut self, connection: &Connection) -> Result<(), Fault> {
        if self.changed.is_empty() {
            return Ok(());
        }
        self.changed.sort_unstable();
        let mut statement = connection.prepare_cached(
            "INSERT INTO grid_column (id, grid_id, origin, name, ordinal, first_place, first_cell, tally)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, first_place = excluded.first_place,
                 first_cell = excluded.first_cell, tally = excluded.tally",
        )?;
        for slot in self.changed.drain(..) {
            let known = &mut self.columns[slot as usize];
            known.is_changed = false;
            let (place, cell) = known.first.map(|(place, cell)| (place.raw(), cell)).unzip();
            let tally = serde_json::to_string(&known.tally.as_array())?;
            let origin = origin_word(known.key.origin);
            statement.execute(params![known.id, GRID, origin, known.key.name, slot, place, cell, tally])?;
        }
        Ok(())
    }

    /// Takes every column out of the table, on disk.
    pub fn forget(connection: &Connection) -> Result<(), Fault> {
        connection.execute("UPDATE grid_column SET ordinal = NULL WHERE grid_id = ?1", [GRID])?;
        Ok(())
    }
}

impl Slots for Registry {
    fn slot(&mut self, path: &str) -> Option<u32> {
        match self.fields.get(path) {
            Some(slot) => Some(*slot),
            None if self.columns.len() >= MOST_COLUMNS || self.next_id >= MOST_IDS => {
                self.overflow = true;
                None
            }
            None => Some(self.append(ColumnKey::field(path))),
        }
    }

    fn take_overflow(&mut self) -> bool {
        std::mem::take(&mut self.overflow)
    }

    fn take_back(&mut self, tape: &Tape) {
        for (slot, look, rows) in tape.looks() {
            self.uncount(slot, look, u64::from(rows));
        }
    }

    fn chosen(&self, slot: u32) -> Option<ColumnType> {
        self.columns[slot as usize].chosen
    }

    fn saw(&mut self, slot: u32, look: Look, rows: u32) {
        let met = (self.place, self.cell);
        self.cell += 1;
        let known = &mut self.columns[slot as usize];
        if known.first.is_none_or(|first| met < first) {
            known.first = Some(met);
        }
        look.count(&mut known.tally, u64::from(rows));
        self.mark(slot);
    }
}

/// Gives the slots of a registry without counting: for rows that it has counted before.
pub(crate) struct Uncounted<'r>(pub &'r mut Registry);

impl Slots for Uncounted<'_> {
    fn slot(&mut self, path: &str) -> Option<u32> {
        self.0.slot(path)
    }

    fn take_overflow(&mut self) -> bool {
        self.0.take_overflow()
    }

    fn chosen(&self, slot: u32) -> Option<ColumnType> {
        self.0.chosen(slot)
    }
}

const ORIGINS: [(ColumnOrigin, &str); 4] = [
    (ColumnOrigin::Value, "value"),
    (ColumnOrigin::Request, "request"),
    (ColumnOrigin::Answer, "answer"),
    (ColumnOrigin::Field, "field"),
];

fn origin_word(origin: ColumnOrigin) -> &'static str {
    ORIGINS.iter().find(|(known, _)| *known == origin).map_or("field", |(_, word)| word)
}

fn origin_from_word(word: &str) -> Result<ColumnOrigin, Fault> {
    let known = ORIGINS.iter().find(|(_, known)| *known == word).map(|(origin, _)| *origin);
    known.ok_or_else(|| Fault::broken(format!("there are no columns of the kind {word}")))
}
