use fetchgrid_export::{ExportColumn, RowSource};
use fetchgrid_model::{ExportOptions, Row};
use fetchgrid_store::{Cancel, Document, SelectedRows};

use crate::error::AppError;
use crate::selection::export_columns;

/// The selected cells of a view.
pub(crate) struct SelectionRows {
    rows: SelectedRows,
    columns: Vec<ExportColumn>,
}

impl SelectionRows {
    pub(crate) fn new(store: &Document, options: &ExportOptions, cancel: Cancel<'_>) -> Result<Self, AppError> {
        let view = store.view(&options.view, cancel)?;
        let rows = store.selected_rows(view.id, &options.selection)?;
        let columns = export_columns(&view.columns, rows.columns());
        Ok(SelectionRows { rows, columns })
    }
}

impl RowSource for SelectionRows {
    fn columns(&self) -> &[ExportColumn] {
        &self.columns
    }

    fn total(&self) -> u64 {
        self.rows.rows()
    }

    fn next_rows(&mut self) -> Result<Option<Vec<Row>>, String> {
        self.rows.next_batch().map_err(|error| error.to_string())
    }
}
