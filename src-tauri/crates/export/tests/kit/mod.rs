//! Rows in memory, and files made of them.

use std::path::Path;

use fetchgrid_export::{About, ExportColumn, ExportError, Job, RowSource, write};
use fetchgrid_model::{Cell, ColumnType, ExportFormat, Row};

pub struct Rows {
    columns: Vec<ExportColumn>,
    rows: std::vec::IntoIter<Row>,
    total: u64,
    /// Rows a batch.
    pub batch: usize,
    /// Breaks after the rows.
    pub error: Option<String>,
}

impl Rows {
    pub fn new(names: &[&str], rows: Vec<Row>) -> Self {
        let columns =
            names.iter().map(|name| ExportColumn { name: (*name).to_owned(), ty: ColumnType::Text }).collect();
        Rows { columns, total: rows.len() as u64, rows: rows.into_iter(), batch: 3, error: None }
    }
}

impl RowSource for Rows {
    fn columns(&self) -> &[ExportColumn] {
        &self.columns
    }

    fn total(&self) -> u64 {
        self.total
    }

    fn next_rows(&mut self) -> Result<Option<Vec<Row>>, String> {
        let batch: Vec<Row> = self.rows.by_ref().take(self.batch).collect();
        match (batch.is_empty(), self.error.take()) {
            (false, error) => {
                self.error = error;
                Ok(Some(batch))
            }
            (true, Some(error)) => Err(error),
            (true, None) => Ok(None),
        }
    }
}

pub fn about() -> About {
    About {
        title: "Inventory".into(),
        lines: vec![("Address".into(), "http://x/{id}".into()), ("=1+1".into(), "=2+2".into())],
    }
}

pub fn export(path: &Path, rows: &mut Rows, progress: &mut dyn FnMut(u64) -> bool) -> Result<u64, ExportError> {
    let format =
        ExportFormat::from_extension(&path.extension().expect("an ending").to_string_lossy()).expect("a format");
    let failed_row =
        vec![Cell::number("7"), Cell::text("=HYPERLINK(\"http://evil\")"), Cell::text("The server said no (500).")];
    let mut failed = Rows::new(&["position", "values", "message"], vec![failed_row]);
    write(Job { path, format, byte_order_mark: false, rows, failed: &mut failed, about: &about() }, progress)
}
