use std::{
    error::Error,
    io,
    path::{Path, PathBuf},
};

use rust_xlsxwriter::XlsxError;

/// Why there is no file. Whatever the reason, nothing is left behind and an existing target is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("The export was cancelled.")]
    Cancelled,
    #[error("\"{}\" cannot be written: {}.", path.display(), in_words(source))]
    CannotWrite { path: PathBuf, source: io::Error },
    #[error("The disk is full: \"{}\" was not written.", path.display())]
    DiskFull { path: PathBuf },
    #[error("The rows could not be read: {0}")]
    Source(String),
    #[error("A spreadsheet holds at most {limit} columns, and there are {columns}. Hide some, or export CSV.")]
    TooManyColumns { columns: usize, limit: usize },
    #[error("\"{}\" was not written: it is neither a PNG nor an SVG picture.", path.display())]
    NoPicture { path: PathBuf },
    #[error("\"{}\" could not be made into a workbook.", path.display())]
    Workbook { path: PathBuf, source: XlsxError },
}

impl ExportError {
    /// The error of a file operation on the way to `path`.
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ExportError::DiskFull { path: path.into() },
            _ => ExportError::CannotWrite { path: path.into(), source },
        }
    }

    pub(crate) fn xlsx(path: &Path, source: XlsxError) -> Self {
        match source {
            XlsxError::IoError(source) | XlsxError::TempFileError(_, source) => Self::io(path, source),
            source => match io_within(&source) {
                Some(kind) => Self::io(path, kind.into()),
                None => ExportError::Workbook { path: path.into(), source },
            },
        }
    }
}

/// What the disk said, when it is the reason behind an error of the archive.
fn io_within(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return Some(error.kind());
        }
        next = error.source();
    }
    None
}

fn in_words(error: &io::Error) -> String {
    use io::ErrorKind::*;
    match error.kind() {
        NotFound => "the folder does not exist".into(),
        PermissionDenied => "you may not write there".into(),
        ReadOnlyFilesystem => "the disk is read-only".into(),
        IsADirectory => "a folder has that name".into(),
        NotADirectory => "a part of the path is not a folder".into(),
        InvalidFilename => "the name is too long or has characters that are not allowed".into(),
        FileTooLarge => "the file would be larger than the disk allows".into(),
        _ => error.to_string(),
    }
}
