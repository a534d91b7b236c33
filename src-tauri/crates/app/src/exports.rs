use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use fetchgrid_export::{ExportColumn, ExportError, Job, RowSource};
use fetchgrid_model::{
    Cell, Column, ColumnType, ExportOptions, ExportProgress, ExportScope, ExportState, FailureFilter, Row, View,
};
use fetchgrid_store::{Document, RequestMeta, RowCursor};

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};
use crate::event::AppEvent;
use crate::failed_export::FailedRows;
use crate::group_export::GroupRows;
use crate::selection_export::SelectionRows;
use crate::{about, about::timestamp};

/// Five a second are enough for a bar.
const TELL_EVERY: Duration = Duration::from_millis(200);
/// A disk that hangs must not keep the window from closing.
const LONGEST_END: Duration = Duration::from_secs(5);

/// Cancels the export that it was given for.
#[derive(Clone, Default)]
pub struct ExportTicket(Arc<AtomicBool>);

impl ExportTicket {
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The one export that may be under way.
#[derive(Default)]
pub(crate) struct ExportSlot {
    ticket: Mutex<Option<ExportTicket>>,
    freed: Condvar,
}

impl ExportSlot {
    fn lock(&self) -> MutexGuard<'_, Option<ExportTicket>> {
        self.ticket.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Option<Export<'_>> {
        let mut ticket = self.lock();
        if ticket.is_some() {
            return None;
        }
        Some(Export { ticket: ticket.insert(ExportTicket::default()).clone(), slot: self })
    }
}

/// Holds the slot, and frees it however the export ends.
struct Export<'a> {
    ticket: ExportTicket,
    slot: &'a ExportSlot,
}

impl Drop for Export<'_> {
    fn drop(&mut self) {
        *self.slot.lock() = None;
        self.slot.freed.notify_all();
    }
}

impl OpenDocument {
    /// Writes a file; blocks until it is on disk. Nothing is left behind on an error or a cancel.
    pub fn export(&self, options: &ExportOptions) -> Result<u64, AppError> {
        let Some(export) = self.export.take() else {
            return Err(AppError::new(ErrorCode::Busy, "Another export is being written. Wait for it or cancel it."));
        };
        self.write_export(options, &export.ticket)
    }

    pub fn cancel_export(&self) {
        if let Some(ticket) = &*self.export.lock() {
            ticket.cancel();
        }
    }

    /// Cancels an export and waits until its temporary file is gone.
    pub fn end_export(&self) {
        self.cancel_export();
        let waited = self.export.freed.wait_timeout_while(self.export.lock(), LONGEST_END, |ticket| ticket.is_some());
        if waited.is_ok_and(|(_, time)| time.timed_out()) {
            tracing::warn!("an export did not end in time; its temporary file may stay");
        }
    }

    fn write_export(&self, options: &ExportOptions, ticket: &ExportTicket) -> Result<u64, AppError> {
        let tell = |state, rows, total, error| {
            let progress = ExportProgress { path: options.path.clone(), state, rows, total, error };
            (self.around.sink)(AppEvent::Export { progress });
        };
        // A sorted view may have to be sorted first: that is a part of the export, seen and cancelled like the rest.
        tell(ExportState::Running, 0, self.store.counts().rows, None);
        let failed = |written, total, error: AppError| {
            let cancelled = error.code == ErrorCode::Cancelled;
            let state = if cancelled { ExportState::Cancelled } else { ExportState::Failed };
            tell(state, written, total, (!cancelled).then(|| error.message.clone()));
            error
        };
        let rows = self.rows_for(options, ticket).map_err(|error| failed(0, 0, error));
        let mut rows = rows?;
        let total = rows.total();
        let mut last_told = Instant::now();
        let mut written = 0;
        let mut progress = |rows| {
            written = rows;
            if last_told.elapsed() >= TELL_EVERY {
                last_told = Instant::now();
                tell(ExportState::Running, rows, total, None);
            }
            !ticket.is_cancelled()
        };
        let job = Job {
            path: Path::new(&options.path),
            format: options.format,
            byte_order_mark: options.byte_order_mark,
            rows: &mut *rows,
            failed: &mut FailedRows::new(&self.store, &FailureFilter::default())?,
            about: &about::this_run(self, options)?,
        };
        match fetchgrid_export::write(job, &mut progress) {
            Ok(rows) => {
                tell(ExportState::Finished, rows, total, None);
                Ok(rows)
            }
            Err(error) => Err(failed(written, total, error.into())),
        }
    }

    fn rows_for(&self, options: &ExportOptions, ticket: &ExportTicket) -> Result<Box<dyn RowSource>, AppError> {
        Ok(match options.scope {
            ExportScope::Failed => Box::new(FailedRows::new(&self.store, &options.failures)?),
            ExportScope::All | ExportScope::View => Box::new(ExportRows::new(&self.store, options, ticket)?),
            ExportScope::Selection => Box::new(SelectionRows::new(&self.store, options, &|| ticket.is_cancelled())?),
            ExportScope::Groups => Box::new(GroupRows::new(&self.store, options, &|| ticket.is_cancelled())?),
        })
    }

    /// Where an export of this document would go by default: beside it, or in the given folder for a draft.
    pub fn export_name(&self, extension: &str) -> PathBuf {
        PathBuf::from(self.name()).with_extension(extension)
    }
}

impl From<ExportError> for AppError {
    fn from(error: ExportError) -> Self {
        let code = match &error {
            ExportError::Cancelled => ErrorCode::Cancelled,
            ExportError::DiskFull { .. } => ErrorCode::DiskFull,
            ExportError::CannotWrite { .. } => ErrorCode::CannotWrite,
            ExportError::TooManyColumns { .. } => ErrorCode::TooLarge,
            _ => ErrorCode::Internal,
        };
        AppError::caused(code, &error)
    }
}

/// The rows of the document as an export wants them, request columns first when asked for.
struct ExportRows {
    cursor: RowCursor,
    columns: Vec<ExportColumn>,
    request_columns: bool,
}

impl ExportRows {
    fn new(store: &Document, options: &ExportOptions, ticket: &ExportTicket) -> Result<Self, AppError> {
        let table = store.table();
        let all: Vec<i64> = table.columns.iter().filter(|column| !column.hidden).map(|column| column.id).collect();
        let (view, wanted) = match options.scope {
            ExportScope::All | ExportScope::Failed => (View::default(), all),
            _ if options.columns.is_empty() => (options.view.clone(), all),
            _ => (options.view.clone(), options.columns.clone()),
        };
        let cursor = store.cursor(&view, &wanted, &|| ticket.is_cancelled())?;
        let fields = cursor.columns().to_vec().into_iter().map(export_column);
        let columns = if options.request_columns {
            REQUEST_COLUMNS
                .iter()
                .map(|(name, ty)| ExportColumn { name: (*name).into(), ty: *ty })
                .chain(fields)
                .collect()
        } else {
            fields.collect()
        };
        Ok(ExportRows { cursor, columns, request_columns: options.request_columns })
    }
}

fn export_column(column: Column) -> ExportColumn {
    ExportColumn { name: column.title, ty: column.ty }
}

const REQUEST_COLUMNS: [(&str, ColumnType); 5] = [
    ("request.address", ColumnType::Text),
    ("request.status", ColumnType::Integer),
    ("request.fetched_at", ColumnType::Text),
    ("request.milliseconds", ColumnType::Decimal),
    ("request.attempts", ColumnType::Integer),
];

fn request_cells(meta: Option<&RequestMeta>) -> [Cell; 5] {
    let Some(meta) = meta else { return [const { Cell::MISSING }; 5] };
    [
        Cell::text(meta.address.clone()),
        meta.status.map_or(Cell::MISSING, |status| Cell::number(status.to_string())),
        Cell::text(timestamp(meta.started_at_ms)),
        Cell::number(format!("{}", meta.duration_us as f64 / 1000.0)),
        Cell::number(meta.attempts.to_string()),
    ]
}

impl RowSource for ExportRows {
    fn columns(&self) -> &[ExportColumn] {
        &self.columns
    }

    fn total(&self) -> u64 {
        self.cursor.total()
    }

    fn next_rows(&mut self) -> Result<Option<Vec<Row>>, String> {
        let Some(batch) = self.cursor.next_batch().map_err(|error| error.to_string())? else { return Ok(None) };
        if !self.request_columns {
            return Ok(Some(batch.rows));
        }
        let metas = self.cursor.request_meta(&batch.places).map_err(|error| error.to_string())?;
        let with_request =
            |(row, meta): (Row, &Option<RequestMeta>)| request_cells(meta.as_ref()).into_iter().chain(row).collect();
        Ok(Some(batch.rows.into_iter().zip(&metas).map(with_request).collect()))
    }
}
