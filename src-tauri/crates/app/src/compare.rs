use std::path::Path;

use fetchgrid_export::{Clip, ExportColumn};
use fetchgrid_model::{
    Cell, ColumnType, CompareInfo, ComparePage, CompareRequest, CompareWhich, ComparedDocument, CopyStyle, Row,
    RowChange, SharedColumn,
};
use fetchgrid_store::{Cancel, Document};

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};
use crate::selection::{fill, fits_clipboard};

/// Rows; both tables are read for them.
const COPIED_AT_ONCE: u32 = 1_000;

impl OpenDocument {
    /// What of an earlier document can be compared with this one.
    pub fn look_at_earlier(&self, path: &Path) -> Result<ComparedDocument, AppError> {
        Ok(self.store.look_at_earlier(&self.earlier(path)?)?)
    }

    pub fn compare(&self, request: &CompareRequest, overtaken: Cancel<'_>) -> Result<CompareInfo, AppError> {
        Ok(self.store.compare(self.earlier(Path::new(&request.path))?, request, overtaken)?)
    }

    pub fn compare_page(
        &self,
        compare_id: u64,
        which: CompareWhich,
        offset: u64,
        limit: u32,
    ) -> Result<ComparePage, AppError> {
        Ok(self.store.compare_page(compare_id, which, offset, limit)?)
    }

    /// Writes a copy of the document and stays with this one.
    pub fn keep(&self, path: &Path) -> Result<(), AppError> {
        if self.is_at(path) {
            return Err(AppError::new(ErrorCode::Busy, "That is this document. Choose another name."));
        }
        Ok(self.store.save_as(path)?)
    }

    /// The rows that differ as text, each with what became of it, and each cell that may have changed with what it was
    /// before.
    pub fn copy_comparison(
        &self,
        compare_id: u64,
        which: CompareWhich,
        style: CopyStyle,
        overtaken: Cancel<'_>,
    ) -> Result<(String, u64), AppError> {
        let table = self.store.compare_columns(compare_id)?;
        let total = self.compare_page(compare_id, which, 0, 0)?.total;
        let mut columns = vec![ExportColumn { name: "change".into(), ty: ColumnType::Text }];
        for (column, is_key) in &table {
            columns.push(ExportColumn { name: column.title.clone(), ty: column.ty });
            if !is_key {
                columns.push(ExportColumn { name: format!("{} before", column.title), ty: column.ty });
            }
        }
        fits_clipboard(total * columns.len() as u64)?;
        let clip = Clip::new(style, &columns);
        let mut next = 0;
        let rows = || {
            let page = self.compare_page(compare_id, which, next, COPIED_AT_ONCE)?;
            next += u64::from(COPIED_AT_ONCE);
            Ok((!page.changes.is_empty()).then(|| as_rows(page, &table)))
        };
        fill(clip, rows, overtaken)
    }

    fn is_at(&self, path: &Path) -> bool {
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        real(path).is_some_and(|path| real(&self.path()) == Some(path))
    }

    fn earlier(&self, path: &Path) -> Result<Document, AppError> {
        if self.is_at(path) {
            return Err(AppError::new(ErrorCode::Busy, "That is this document. Choose an earlier one."));
        }
        Ok(Document::open_to_read(path)?)
    }
}

/// `columns`: each with whether it is a key, which never changes.
fn as_rows(page: ComparePage, columns: &[(SharedColumn, bool)]) -> Vec<Row> {
    let change = |change: RowChange| {
        Cell::text(match change {
            RowChange::Added => "added",
            RowChange::Removed => "removed",
            RowChange::Changed => "changed",
        })
    };
    let mut rows: Vec<Row> = page.changes.into_iter().map(|is| vec![change(is)]).collect();
    for (cells, (_, is_key)) in page.columns.into_iter().zip(columns) {
        let mut before = cells.before.into_iter().peekable();
        for (at, (kind, text)) in cells.kinds.into_iter().zip(cells.texts).enumerate() {
            rows[at].push(Cell { kind, text });
            if !is_key {
                let was = before.next_if(|cell| cell.row as usize == at).map_or(Cell::MISSING, |before| before.cell);
                rows[at].push(was);
            }
        }
    }
    rows
}
