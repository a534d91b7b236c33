use std::path::{Path, PathBuf};

use csv::StringRecord;
use fetchgrid_delimited::{Dialect, reader};

use crate::{ImportError, charset::Charset, source::Table};

/// Text with delimiters, read as a stream each time.
pub(crate) struct Delimited {
    path: PathBuf,
    charset: Charset,
    dialect: Dialect,
}

/// Bytes of text by which the delimiter is found.
pub(crate) const SAMPLE: u64 = 64 * 1024;

impl Delimited {
    /// None when no delimiter splits the rows of `sample`, the beginning of the file's text.
    pub(crate) fn detect(path: &Path, charset: Charset, sample: &str) -> Option<Self> {
        let dialect = Dialect::detect(sample, sample.len() as u64 >= SAMPLE)?;
        Some(Delimited { path: path.to_owned(), charset, dialect })
    }

    /// One column, commas in quotes: what a `.csv` is that has no delimiter.
    pub(crate) fn single(path: &Path, charset: Charset) -> Self {
        Delimited { path: path.to_owned(), charset, dialect: Dialect::SINGLE }
    }
}

impl Table for Delimited {
    fn may_have_header(&self) -> bool {
        true
    }

    fn each_row(&self, visit: &mut dyn FnMut(&[&str]) -> bool) -> Result<(), ImportError> {
        let failed = |error| ImportError::io(&self.path, error);
        let mut reader = reader(self.charset.open(&self.path).map_err(failed)?, self.dialect.delimiter);
        let mut record = StringRecord::new();
        let mut skip = self.dialect.has_hint;
        while reader.read_record(&mut record).map_err(|error| failed(into_io(error)))? {
            if std::mem::take(&mut skip) {
                continue;
            }
            let cells: Vec<&str> = record.iter().collect();
            if !visit(&cells) {
                break;
            }
        }
        Ok(())
    }
}

fn into_io(error: csv::Error) -> std::io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => std::io::Error::other(format!("{other:?}")),
    }
}
