use std::io;
use std::path::{Path, PathBuf};

use fetchgrid_views::BadView;
use rusqlite::{ErrorCode, ffi};

/// Why a document could not do what was asked. Every message is a whole sentence that names the file.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("There is already a file at {}.", path.display())]
    Exists { path: PathBuf },
    #[error("There is no file at {}.", path.display())]
    NotFound { path: PathBuf },
    #[error("{} is not a Fetchgrid document.", path.display())]
    NotOurs { path: PathBuf },
    #[error(
        "{} was written by a newer version of Fetchgrid (format {found}; this version reads up to {supported}).",
        path.display()
    )]
    Newer { path: PathBuf, found: i64, supported: i64 },
    #[error("{} is damaged: {detail}.", path.display())]
    Damaged { path: PathBuf, detail: String },
    #[error("{} is open in another window or program; close it there first.", path.display())]
    Busy { path: PathBuf },
    #[error("{} is read-only; save it under another name to change it.", path.display())]
    ReadOnly { path: PathBuf },
    #[error("The disk is full: {} could not be written. Everything counted so far is kept.", path.display())]
    DiskFull { path: PathBuf },
    #[error("{} could not be read or written: {source}.", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("{} could not be read or written: {source}.", path.display())]
    Sqlite { path: PathBuf, source: rusqlite::Error },
    #[error("{} holds no value list with the number {id}.", path.display())]
    NoSuchList { path: PathBuf, id: i64 },
    #[error("A plan of {planned} requests is more than one document can hold ({limit}).")]
    TooManyRequests { planned: u64, limit: u64 },
    #[error("The run has ended: {0}")]
    RunEnded(String),
    #[error("A run is going on. Stop it first; everything that arrived is kept.")]
    RunActive,
    #[error(transparent)]
    Shape(fetchgrid_shape::ShapeProblem),
    #[error("The table would have more than {limit} columns. Choose other records, or leave their lists as they are.")]
    TooManyColumns { limit: usize },
    #[error("The operation was cancelled.")]
    Cancelled,
    /// Ask for the view again: the table has changed too much under it.
    #[error("The view is out of date.")]
    ViewGone,
    #[error(transparent)]
    BadView(BadView),
    #[error("A view can order at most {limit} rows; the table has {rows}.")]
    TooManyRows { rows: u64, limit: u64 },
    #[error("{} has been closed.", path.display())]
    Closed { path: PathBuf },
}

/// What goes wrong inside, before anybody has said which file it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("a column cannot be read ({0})")]
    Arrow(#[from] arrow_schema::ArrowError),
    #[error("a stored text is not what was written ({0})")]
    Json(#[from] serde_json::Error),
    #[error("{0}")]
    Broken(String),
    /// A segment cannot be read; rebuilding it from the answers helps.
    #[error("the packed rows cannot be read: {detail}")]
    BadSegment { segment: i64, detail: String },
    /// What the snapshot speaks of is no longer there.
    #[error("the table has changed")]
    Gone,
    #[error("cancelled")]
    Cancelled,
    #[error("too many columns")]
    TooManyColumns { limit: usize },
    #[error(transparent)]
    BadView(#[from] BadView),
    #[error("too many rows")]
    TooManyRows { rows: u64, limit: u64 },
}

impl Fault {
    pub fn broken(detail: impl Into<String>) -> Self {
        Fault::Broken(detail.into())
    }

    /// The same, said of a segment when it was the reading that failed.
    pub fn in_segment(self, segment: i64) -> Self {
        match self {
            Fault::Arrow(_) | Fault::Broken(_) => Fault::BadSegment { segment, detail: self.to_string() },
            fault => fault,
        }
    }

    pub fn is_disk_full(&self) -> bool {
        match self {
            Fault::Sqlite(error) => match error.sqlite_error() {
                // The index of the log is a file, too; that it cannot grow is told in another way.
                Some(code) => code.code == ErrorCode::DiskFull || code.extended_code == ffi::SQLITE_IOERR_SHMSIZE,
                None => false,
            },
            Fault::Io(error) => matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded),
            _ => false,
        }
    }

    pub fn at(self, path: &Path) -> StoreError {
        let path = path.to_path_buf();
        if self.is_disk_full() {
            return StoreError::DiskFull { path };
        }
        match self {
            Fault::Sqlite(source) => match source.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { path },
                Some(ErrorCode::ReadOnly) => StoreError::ReadOnly { path },
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                    StoreError::Damaged { path, detail: source.to_string() }
                }
                _ => StoreError::Sqlite { path, source },
            },
            Fault::Io(source) => StoreError::Io { path, source },
            Fault::Gone => StoreError::ViewGone,
            Fault::Cancelled => StoreError::Cancelled,
            Fault::TooManyColumns { limit } => StoreError::TooManyColumns { limit },
            Fault::BadView(problem) => StoreError::BadView(problem),
            Fault::TooManyRows { rows, limit } => StoreError::TooManyRows { rows, limit },
            fault => StoreError::Damaged { path, detail: fault.to_string() },
        }
    }
}
