use std::path::PathBuf;
use std::sync::Arc;

use fetchgrid_model::{Column, Row};

use crate::book::State;
use crate::document::Document;
use crate::error::{Fault, StoreError};
use crate::gather::gather;
use crate::place::Place;
use crate::reader::Reader;
use crate::requests::{self, RequestMeta};
use crate::view::Order;

/// Rows of one batch: a few hundred kilobytes of cells, and enough to read a segment's columns from the cache.
const BATCH_ROWS: u64 = 1024;

/// Walks a view from its first row to its last on a connection of its own. It sees the document as it was when the cursor
/// was made, whatever is recorded meanwhile.
pub struct RowCursor {
    // Before `document`, which closes the file with the last clone.
    reader: Reader,
    state: Arc<State>,
    order: Order,
    columns: Vec<Column>,
    ids: Vec<i64>,
    next: u64,
    total: u64,
    path: PathBuf,
    _document: Document,
}

pub struct Batch {
    /// Aligned with the cursor's columns.
    pub rows: Vec<Row>,
    /// The answer that made each row.
    pub places: Vec<Place>,
}

impl RowCursor {
    /// `reader` is in a read transaction that sees `state`; the cursor ends it. No columns means all that are not left out.
    pub(crate) fn new(document: Document, reader: Reader, state: Arc<State>, order: Order, columns: &[i64]) -> Self {
        let known = &state.table.columns;
        let columns: Vec<Column> = if columns.is_empty() {
            known.iter().filter(|column| !column.hidden).cloned().collect()
        } else {
            columns.iter().filter_map(|id| known.iter().find(|column| column.id == *id)).cloned().collect()
        };
        let total = order.as_ref().map_or(state.layout.rows(), |order| order.len() as u64);
        let ids = columns.iter().map(|column| column.id).collect();
        RowCursor { reader, state, order, columns, ids, next: 0, total, path: document.path(), _document: document }
    }

    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub fn total(&self) -> u64 {
        self.total
    }

    /// The next rows, at most a thousand or so; none at the end.
    pub fn next_batch(&mut self) -> Result<Option<Batch>, StoreError> {
        let end = self.total.min(self.next + BATCH_ROWS);
        if self.next >= end {
            return Ok(None);
        }
        let gathered = match &self.order {
            None => gather(&mut self.reader, &self.state, self.next..end, &self.ids),
            Some(order) => {
                let rows = order[self.next as usize..end as usize].iter().map(|row| u64::from(*row));
                gather(&mut self.reader, &self.state, rows, &self.ids)
            }
        };
        let (rows, places) = gathered.map_err(|fault| self.explain(fault))?.into_rows();
        self.next = end;
        Ok(Some(Batch { rows, places }))
    }

    /// The requests at these places, as the cursor sees them; none where there is no outcome.
    pub fn request_meta(&self, places: &[Place]) -> Result<Vec<Option<RequestMeta>>, StoreError> {
        requests::meta_at(&self.reader.connection, places).map_err(|fault| self.explain(fault))
    }

    fn explain(&self, fault: Fault) -> StoreError {
        match fault {
            // Nothing can change under a cursor, so what is missing is missing from the file.
            Fault::Gone => Fault::broken("rows that it counts are missing").at(&self.path),
            fault => fault.at(&self.path),
        }
    }
}

impl Drop for RowCursor {
    fn drop(&mut self) {
        self.reader.end();
    }
}
