use std::{collections::HashSet, path::Path};

use fetchgrid_model::{ColumnType, ExportFormat, Row};

use crate::{ExportError, atomic::AtomicFile, csv, feed::Feed, json, xlsx};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportColumn {
    pub name: String,
    pub ty: ColumnType,
}

/// Rows to be written, in order, read once.
pub trait RowSource {
    /// Rows are aligned with these.
    fn columns(&self) -> &[ExportColumn];
    /// As far as known; for estimates only.
    fn total(&self) -> u64;
    /// The next few; none at the end. An error is told in a sentence.
    fn next_rows(&mut self) -> Result<Option<Vec<Row>>, String>;
}

/// What the "About this run" sheet tells: the title, and pairs of name and text below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    pub title: String,
    pub lines: Vec<(String, String)>,
}

pub struct Job<'a> {
    pub path: &'a Path,
    pub format: ExportFormat,
    /// CSV only: a mark at the start by which Excel knows UTF-8.
    pub byte_order_mark: bool,
    pub rows: &'a mut dyn RowSource,
    /// For the "Failed" sheet; XLSX only.
    pub failed: &'a mut dyn RowSource,
    /// XLSX only.
    pub about: &'a About,
}

/// Writes the file and returns its number of rows. `progress` is told the rows written so far, about every thousand
/// rows, and cancels by saying false.
///
/// Two columns of one name are told apart as `name` and `name (2)`.
///
/// # Errors
/// See [`ExportError`]. On any of them, and on cancel, nothing is left behind and an existing target is untouched.
pub fn write(job: Job<'_>, progress: &mut dyn FnMut(u64) -> bool) -> Result<u64, ExportError> {
    let columns = job.rows.columns().len().max(job.failed.columns().len());
    if job.format == ExportFormat::Xlsx && columns > xlsx::MAX_COLUMNS {
        return Err(ExportError::TooManyColumns { columns, limit: xlsx::MAX_COLUMNS });
    }
    let file = AtomicFile::create(job.path)?;
    let mut feed = Feed::new(progress);
    let rows = match job.format {
        ExportFormat::Csv => csv::write(file.file(), job.path, job.byte_order_mark, job.rows, &mut feed)?,
        ExportFormat::Json => json::write(file.file(), job.path, json::Layout::List, job.rows, &mut feed)?,
        ExportFormat::Ndjson => json::write(file.file(), job.path, json::Layout::Lines, job.rows, &mut feed)?,
        ExportFormat::Xlsx => xlsx::write(&file, job.path, job.rows, job.failed, job.about, &mut feed)?,
    };
    file.commit()?;
    Ok(rows)
}

/// The columns' names, made different where they are not.
pub(crate) fn unique_names<'c>(columns: &'c [ExportColumn]) -> Vec<String> {
    let taken: HashSet<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let mut seen = HashSet::new();
    let mut made = HashSet::new();
    let name = |column: &'c ExportColumn| {
        if seen.insert(column.name.as_str()) {
            return column.name.clone();
        }
        let mut candidates = (2_usize..).map(|number| format!("{} ({number})", column.name));
        let name = candidates.find(|name| !taken.contains(name.as_str()) && made.insert(name.clone()));
        name.unwrap_or_default()
    };
    columns.iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_are_told_apart() {
        let check = |names: &[&str], expected: &[&str]| {
            let columns: Vec<ExportColumn> =
                names.iter().map(|name| ExportColumn { name: (*name).to_owned(), ty: ColumnType::Text }).collect();
            assert_eq!(unique_names(&columns), expected, "{names:?}");
        };
        check(&[], &[]);
        check(&["a", "b"], &["a", "b"]);
        check(&["a", "a", "a"], &["a", "a (2)", "a (3)"]);
        check(&["a", "a", "a (2)"], &["a", "a (3)", "a (2)"]);
        check(&["", ""], &["", " (2)"]);
    }
}
