use fetchgrid_engine::EngineError;
use fetchgrid_import::ImportError;
use fetchgrid_store::StoreError;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the window acts on. The words are for people, the code is for the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The file is not a Fetchgrid document.
    NotOurs,
    /// The document was written by a newer version.
    Newer,
    /// Another process has the document open.
    Busy,
    ReadOnly,
    NotFound,
    AlreadyExists,
    DiskFull,
    CannotWrite,
    CannotRead,
    /// The form has problems; a run cannot start.
    NotRunnable,
    /// The request or the lists changed since the last run, so "what is missing" has no meaning.
    PlanChanged,
    NothingToDo,
    /// A path or a selector of the shape is none.
    BadShape,
    /// A regular expression, a number or a date of a view is none, or it is grouped by what cannot be grouped.
    BadView,
    RunActive,
    NoRun,
    NoDocument,
    /// The view was made for an older state of the table; ask for it again.
    ViewGone,
    TooLarge,
    Cancelled,
    Internal,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct AppError {
    pub code: ErrorCode,
    /// A whole sentence: what happened, to what, and what to do.
    pub message: String,
    /// The chain of causes, for a bug report.
    pub detail: Option<String>,
}

impl AppError {
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        AppError { code, message: message.into(), detail: None }
    }

    pub(crate) fn caused(code: ErrorCode, error: &dyn std::error::Error) -> Self {
        let mut causes = Vec::new();
        let mut cause = error.source();
        while let Some(next) = cause {
            causes.push(next.to_string());
            cause = next.source();
        }
        let detail = (!causes.is_empty()).then(|| causes.join(": "));
        AppError { code, message: error.to_string(), detail }
    }

    pub(crate) fn io(code: ErrorCode, doing: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        let code = if error.kind() == std::io::ErrorKind::StorageFull { ErrorCode::DiskFull } else { code };
        AppError { code, message: format!("Could not {doing} {}: {error}.", path.display()), detail: None }
    }
}

impl From<EngineError> for AppError {
    fn from(error: EngineError) -> Self {
        AppError::caused(crate::links::code_of(&error), &error)
    }
}

impl From<ImportError> for AppError {
    fn from(error: ImportError) -> Self {
        AppError::caused(ErrorCode::CannotRead, &error)
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::Exists { .. } => ErrorCode::AlreadyExists,
            StoreError::NotFound { .. } => ErrorCode::NotFound,
            StoreError::NotOurs { .. } => ErrorCode::NotOurs,
            StoreError::Newer { .. } => ErrorCode::Newer,
            StoreError::Busy { .. } => ErrorCode::Busy,
            StoreError::ReadOnly { .. } => ErrorCode::ReadOnly,
            StoreError::DiskFull { .. } => ErrorCode::DiskFull,
            StoreError::Damaged { .. } | StoreError::Io { .. } | StoreError::Sqlite { .. } => ErrorCode::CannotRead,
            StoreError::TooManyRequests { .. } | StoreError::TooManyRows { .. } | StoreError::TooManyColumns { .. } => {
                ErrorCode::TooLarge
            }
            StoreError::RunActive => ErrorCode::RunActive,
            StoreError::Shape(_) => ErrorCode::BadShape,
            StoreError::BadView(_) => ErrorCode::BadView,
            StoreError::Cancelled => ErrorCode::Cancelled,
            StoreError::ViewGone => ErrorCode::ViewGone,
            StoreError::NoSuchList { .. } | StoreError::RunEnded(_) | StoreError::Closed { .. } => ErrorCode::Internal,
        };
        AppError::caused(code, &error)
    }
}
