use std::{
    io,
    path::{Path, PathBuf},
};

/// Why a file gives no values. Every message names the file.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("\"{}\" cannot be read: {}.", path.display(), in_words(source))]
    CannotRead { path: PathBuf, source: io::Error },
    #[error("\"{}\" is empty.", path.display())]
    Empty { path: PathBuf },
    #[error("\"{}\" is not what its ending \".{ending}\" says: it seems to be {seems}.", path.display())]
    NotWhatItSays { path: PathBuf, ending: String, seems: &'static str },
    #[error("\"{}\" holds no list of values: it seems to be {seems}.", path.display())]
    Unsuitable { path: PathBuf, seems: &'static str },
    #[error("\"{}\" is protected by a password. Save it without one and try again.", path.display())]
    Protected { path: PathBuf },
    #[error("\"{}\" is damaged and cannot be read as a workbook.", path.display())]
    Damaged { path: PathBuf, source: Option<calamine::Error> },
    #[error("\"{}\" is too large: workbooks are read up to {} MB. Save the sheet as CSV, which has no limit.", path.display(), limit / 1_000_000)]
    TooLarge { path: PathBuf, limit: u64 },
    #[error("\"{}\" has no sheet \"{sheet}\". It has: {}.", path.display(), sheets.join(", "))]
    NoSuchSheet { path: PathBuf, sheet: String, sheets: Vec<String> },
    #[error("\"{}\" has no column \"{column}\". It has: {}.", path.display(), columns.join(", "))]
    NoSuchColumn { path: PathBuf, column: String, columns: Vec<String> },
}

impl ImportError {
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        ImportError::CannotRead { path: path.into(), source }
    }
}

fn in_words(error: &io::Error) -> String {
    use io::ErrorKind::*;
    match error.kind() {
        NotFound => "there is no such file".into(),
        PermissionDenied => "you may not read it".into(),
        IsADirectory => "it is a folder".into(),
        NotADirectory => "a part of the path is not a folder".into(),
        InvalidFilename => "the name is not a file's name".into(),
        _ => error.to_string(),
    }
}
