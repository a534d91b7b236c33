//! Tables of groups that were made ready.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use fetchgrid_model::{
    Cell, CellKind, ColumnType, GroupColumn, GroupInfo, GroupPage, GroupRole, Grouping, MeasureFunction, PageColumn,
    Row,
};
use fetchgrid_views::Groups;
use lru::LruCache;

/// That stay readable: one in the window, and those of an export or a chart begun from others.
const READY: NonZeroUsize = NonZeroUsize::new(8).unwrap();

#[derive(Debug)]
pub struct GroupTable {
    pub columns: Vec<GroupColumn>,
    /// A cell for each column.
    pub rows: Vec<Row>,
    view_rows: u64,
    total: Vec<Cell>,
}

impl GroupTable {
    pub(crate) fn new<'t>(
        grouping: &Grouping,
        rows_title: &str,
        title: impl Fn(i64) -> &'t str,
        ty: impl Fn(i64) -> ColumnType,
        groups: Groups,
    ) -> Self {
        let keys = grouping.by.iter().map(|key| GroupColumn {
            role: GroupRole::Key,
            column: Some(key.column),
            function: None,
            unit: key.unit,
            title: title(key.column).to_owned(),
            // A month is not a date.
            ty: if key.unit.is_some() { ColumnType::Text } else { ty(key.column) },
        });
        let count = GroupColumn {
            role: GroupRole::Rows,
            column: None,
            function: None,
            unit: None,
            title: rows_title.to_owned(),
            ty: ColumnType::Integer,
        };
        let measures = grouping.measures.iter().map(|measure| GroupColumn {
            role: GroupRole::Measure,
            column: Some(measure.column),
            function: Some(measure.function),
            unit: None,
            title: title(measure.column).to_owned(),
            ty: match measure.function {
                MeasureFunction::Count | MeasureFunction::Distinct => ColumnType::Integer,
                MeasureFunction::Mean => ColumnType::Decimal,
                _ if ty(measure.column) == ColumnType::Integer => ColumnType::Integer,
                _ => ColumnType::Decimal,
            },
        });
        GroupTable {
            columns: keys.chain([count]).chain(measures).collect(),
            view_rows: groups.rows(),
            total: groups.total(),
            rows: groups.into_table(grouping.sort),
        }
    }

    pub(crate) fn page(&self, offset: u64, limit: u32) -> GroupPage {
        let from = usize::try_from(offset).map_or(self.rows.len(), |offset| offset.min(self.rows.len()));
        let rows = &self.rows[from..self.rows.len().min(from + limit as usize)];
        let column = |at: usize| {
            let kinds: Vec<CellKind> = rows.iter().map(|row| row[at].kind).collect();
            let texts = rows.iter().map(|row| row[at].text.clone()).collect();
            PageColumn { id: at as i64, kinds, texts, misfits: Vec::new() }
        };
        GroupPage { offset, columns: (0..self.columns.len()).map(column).collect() }
    }
}

pub(crate) struct GroupTables(Mutex<(u64, LruCache<u64, Arc<GroupTable>>)>);

impl Default for GroupTables {
    fn default() -> Self {
        GroupTables(Mutex::new((1, LruCache::new(READY))))
    }
}

impl GroupTables {
    pub fn add(&self, table: GroupTable) -> GroupInfo {
        let mut tables = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (next_id, shelf) = &mut *tables;
        let id = *next_id;
        *next_id += 1;
        let (rows, view_rows) = (table.rows.len() as u64, table.view_rows);
        let info = GroupInfo { id, rows, view_rows, columns: table.columns.clone(), total: table.total.clone() };
        shelf.put(id, Arc::new(table));
        info
    }

    pub fn get(&self, id: u64) -> Option<Arc<GroupTable>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.get(&id).cloned()
    }
}
