//! The columns of the table: values first, then fields in the order in which the plan's answers bring them.

use std::collections::HashMap;

use fetchgrid_model::{CellKind, Column, ColumnOrigin, ColumnType};
use rusqlite::{Connection, params};

use crate::error::Fault;
use crate::schema::GRID;
use crate::tape::Slots;

/// As many as a worksheet holds. An API whose answers keep on bringing new fields has keys for data; see
/// [`Registry::take_overflow`].
pub(crate) const MOST_COLUMNS: usize = 16_384;
/// Names that are remembered for their ids over all runs; ids have to stay below the bits that a segment column's key
/// leaves for them.
const MOST_IDS: i64 = 1 << 19;

/// Where a column was met first: the place in the plan, and the number of the cell in its answer.
pub(crate) type Met = (u64, u64);

/// A column's slot is its place in this list; it never changes while the table lives.
#[derive(Clone, Default)]
pub(crate) struct Registry {
    columns: Vec<Column>,
    /// For each column.
    firsts: Vec<Met>,
    /// The answer that is being read, and how many cells of it were met.
    position: u64,
    cell: u64,
    fields: HashMap<String, u32>,
    values: usize,
    /// Every name that ever had a column, so that it gets the same id again.
    ids: HashMap<(ColumnOrigin, String), i64>,
    next_id: i64,
    /// Slots to be written with the next commit.
    changed: Vec<u32>,
    /// A field found no room since this was last asked.
    overflow: bool,
}

impl Registry {
    pub fn load(connection: &Connection) -> Result<Self, Fault> {
        let mut registry = Registry { next_id: 1, ..Registry::default() };
        let mut statement = connection.prepare(
            "SELECT id, origin, name, type, ordinal, first_position, first_cell FROM grid_column WHERE grid_id = ?1
             ORDER BY origin = 'field', ordinal",
        )?;
        let mut rows = statement.query([GRID])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let origin = if row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)? == "value" {
                ColumnOrigin::Value
            } else {
                ColumnOrigin::Field
            };
            let name: String = row.get(2)?;
            let ty = type_from_word(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?);
            registry.next_id = registry.next_id.max(id + 1);
            registry.ids.insert((origin, name.clone()), id);
            if let Some(ordinal) = row.get::<_, Option<u64>>(4)? {
                // Those of earlier formats stand before all others, as they stood.
                let first = row.get::<_, Option<u64>>(5)?.zip(row.get::<_, Option<u64>>(6)?).unwrap_or((0, ordinal));
                registry.add(Column { id, name, origin, ty }, first);
            }
        }
        Ok(registry)
    }

    /// By slot.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// As the table shows them: values first, then fields in the order in which the plan's answers bring them.
    pub fn in_order(&self) -> Vec<Column> {
        let mut slots: Vec<usize> = (self.values..self.columns.len()).collect();
        slots.sort_by_key(|slot| self.firsts[*slot]);
        (0..self.values).chain(slots).map(|slot| self.columns[slot].clone()).collect()
    }

    /// The cells that follow are of the answer to this request.
    pub fn begin_answer(&mut self, position: u64) {
        self.position = position;
        self.cell = 0;
    }

    /// The slot of a field whose cells were met elsewhere; none when there is no room.
    pub fn adopt(&mut self, name: &str, ty: ColumnType, first: Met) -> Option<u32> {
        let slot = self.slot(name)?;
        let column = &mut self.columns[slot as usize];
        column.ty = column.ty.widen(ty);
        let known = &mut self.firsts[slot as usize];
        *known = first.min(*known);
        self.changed.push(slot);
        Some(slot)
    }

    /// How many of the columns, at the beginning, are values.
    pub fn values(&self) -> usize {
        self.values
    }

    /// A table without rows: only the values' columns remain, and every name keeps its id.
    pub fn begin(&mut self, placeholders: &[String]) {
        self.columns.clear();
        self.firsts.clear();
        self.fields.clear();
        self.values = 0;
        self.changed.clear();
        for placeholder in placeholders {
            self.append(ColumnOrigin::Value, placeholder);
        }
    }

    fn append(&mut self, origin: ColumnOrigin, name: &str) -> u32 {
        let next_id = &mut self.next_id;
        let id = *self.ids.entry((origin, name.to_owned())).or_insert_with(|| {
            *next_id += 1;
            *next_id - 1
        });
        let ty = match origin {
            ColumnOrigin::Value => ColumnType::Text,
            ColumnOrigin::Field => ColumnType::Empty,
        };
        let slot = self.columns.len() as u32;
        self.add(Column { id, name: name.to_owned(), origin, ty }, (u64::MAX, u64::MAX));
        self.changed.push(slot);
        slot
    }

    fn add(&mut self, column: Column, first: Met) {
        self.firsts.push(first);
        match column.origin {
            ColumnOrigin::Value => self.values += 1,
            ColumnOrigin::Field => {
                self.fields.insert(column.name.clone(), self.columns.len() as u32);
            }
        }
        self.columns.push(column);
    }

    /// Writes what has changed; inside the transaction of the rows that changed it.
    pub fn save(&mut self, connection: &Connection) -> Result<(), Fault> {
        if self.changed.is_empty() {
            return Ok(());
        }
        self.changed.sort_unstable();
        self.changed.dedup();
        let mut statement = connection.prepare_cached(
            "INSERT INTO grid_column (id, grid_id, origin, name, type, ordinal, first_position, first_cell)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (id) DO UPDATE SET type = excluded.type, ordinal = excluded.ordinal,
                 first_position = excluded.first_position, first_cell = excluded.first_cell",
        )?;
        for slot in self.changed.drain(..) {
            let column = &self.columns[slot as usize];
            let origin = match column.origin {
                ColumnOrigin::Value => "value",
                ColumnOrigin::Field => "field",
            };
            // A value is met nowhere.
            let (position, cell) =
                Some(self.firsts[slot as usize]).filter(|first| *first < (u64::MAX, u64::MAX)).unzip();
            statement.execute(params![
                column.id,
                GRID,
                origin,
                column.name,
                type_word(column.ty),
                slot,
                position,
                cell
            ])?;
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
            None => Some(self.append(ColumnOrigin::Field, path)),
        }
    }

    fn take_overflow(&mut self) -> bool {
        std::mem::take(&mut self.overflow)
    }

    fn saw(&mut self, slot: u32, kind: CellKind, text: &str) {
        let met = (self.position, self.cell);
        self.cell += 1;
        if met < self.firsts[slot as usize] {
            self.firsts[slot as usize] = met;
            self.changed.push(slot);
        }
        let column = &mut self.columns[slot as usize];
        // Nothing is wider than text.
        if column.ty != ColumnType::Text {
            let wider = column.ty.widen(ColumnType::of_text(kind, text));
            if wider != column.ty {
                column.ty = wider;
                self.changed.push(slot);
            }
        }
    }
}

const TYPES: [(ColumnType, &str); 6] = [
    (ColumnType::Empty, "empty"),
    (ColumnType::Bool, "bool"),
    (ColumnType::Integer, "integer"),
    (ColumnType::Decimal, "decimal"),
    (ColumnType::Text, "text"),
    (ColumnType::Json, "json"),
];

fn type_word(ty: ColumnType) -> &'static str {
    TYPES.iter().find(|(known, _)| *known == ty).map_or("text", |(_, word)| word)
}

/// A word that is not known is read as text, which fits everything.
fn type_from_word(word: &str) -> ColumnType {
    TYPES.iter().find(|(_, known)| *known == word).map_or(ColumnType::Text, |(ty, _)| *ty)
}
