use fetchgrid_export::{ExportColumn, RowSource};
use fetchgrid_model::{Cell, ColumnType, FailedRow, FailureFilter, Row};
use fetchgrid_store::Document;

use crate::about::timestamp;
use crate::error::AppError;

/// Failed requests read at a time.
const FAILED_BATCH: u32 = 1_000;

/// One row per failed request, for the sheet *Failed* or a file of its own.
pub(crate) struct FailedRows {
    store: Document,
    failures: FailureFilter,
    columns: Vec<ExportColumn>,
    total: u64,
    offset: u64,
}

impl FailedRows {
    pub(crate) fn new(store: &Document, failures: &FailureFilter) -> Result<Self, AppError> {
        let text = |name: &str| ExportColumn { name: name.to_owned(), ty: ColumnType::Text };
        let number = |name: &str| ExportColumn { name: name.to_owned(), ty: ColumnType::Integer };
        let mut columns: Vec<_> = store.placeholders().iter().map(|name| text(name)).collect();
        columns.extend([
            text("address"),
            text("category"),
            number("status"),
            text("message"),
            number("attempts"),
            text("time"),
        ]);
        let total = store.failed_page(failures, 0, 0)?.total;
        Ok(FailedRows { store: store.clone(), failures: failures.clone(), columns, total, offset: 0 })
    }
}

impl RowSource for FailedRows {
    fn columns(&self) -> &[ExportColumn] {
        &self.columns
    }

    fn total(&self) -> u64 {
        self.total
    }

    fn next_rows(&mut self) -> Result<Option<Vec<Row>>, String> {
        let page =
            self.store.failed_page(&self.failures, self.offset, FAILED_BATCH).map_err(|error| error.to_string())?;
        if page.rows.is_empty() {
            return Ok(None);
        }
        self.offset += page.rows.len() as u64;
        Ok(Some(page.rows.into_iter().map(failed_cells).collect()))
    }
}

fn failed_cells(row: FailedRow) -> Row {
    let mut cells: Row = row.values.into_iter().map(Cell::text).collect();
    cells.extend([
        Cell::text(row.address),
        Cell::text(row.category.label()),
        row.status.map_or(Cell::MISSING, |status| Cell::number(status.to_string())),
        Cell::text(row.message),
        Cell::number(row.attempts.to_string()),
        Cell::text(timestamp(row.started_at_ms)),
    ]);
    cells
}
