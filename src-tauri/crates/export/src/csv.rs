use std::{
    borrow::Cow,
    io::{self, Write},
    path::Path,
};

use ::csv::{Terminator, WriterBuilder};
use fetchgrid_model::{Cell, CellKind};

use crate::{ExportError, RowSource, feed::Feed, guard, job::unique_names};

/// UTF-8 with commas, lines that end in CR LF (RFC 4180), quotes only where needed. Null and missing are empty; texts
/// that a spreadsheet would run are guarded.
pub(crate) fn write(
    mut file: impl Write,
    path: &Path,
    byte_order_mark: bool,
    source: &mut dyn RowSource,
    feed: &mut Feed<'_>,
) -> Result<u64, ExportError> {
    let failed = |error: ::csv::Error| ExportError::io(path, into_io(error));
    if byte_order_mark {
        file.write_all("\u{FEFF}".as_bytes()).map_err(|error| ExportError::io(path, error))?;
    }
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).buffer_capacity(BUFFER).from_writer(file);
    let names = unique_names(source.columns());
    let columns = names.len();
    if columns > 0 {
        csv.write_record(names.iter().map(|name| guard(name).into_owned())).map_err(failed)?;
    }
    let rows = feed.rows(source, |row| {
        // A row without columns has nothing to write; an empty line would read as a row of one.
        for cell in row.iter().take(columns) {
            csv.write_field(cell_text(cell).as_bytes()).map_err(failed)?;
        }
        for _ in row.len()..columns {
            csv.write_field("").map_err(failed)?;
        }
        if columns > 0 { csv.write_record(None::<&[u8]>).map_err(failed) } else { Ok(()) }
    })?;
    csv.flush().map_err(|error| ExportError::io(path, error))?;
    Ok(rows)
}

/// Bytes; a write to the disk is worth a few rows.
const BUFFER: usize = 256 * 1024;

/// A cell as a spreadsheet may take it for typed.
pub(crate) fn cell_text(cell: &Cell) -> Cow<'_, str> {
    match cell.kind {
        CellKind::Missing | CellKind::Null => Cow::Borrowed(""),
        CellKind::Bool | CellKind::Number => Cow::Borrowed(&cell.text),
        CellKind::Text | CellKind::Json => guard(&cell.text),
    }
}

fn into_io(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ExportColumn, json};
    use fetchgrid_model::{ColumnType, Row};

    /// A disk with room for so many bytes.
    struct Disk(usize);
    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            let taken = bytes.len().min(self.0);
            self.0 -= taken;
            Ok(taken)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Endless(Vec<ExportColumn>, u32);
    impl RowSource for Endless {
        fn columns(&self) -> &[ExportColumn] {
            &self.0
        }
        fn total(&self) -> u64 {
            0
        }
        fn next_rows(&mut self) -> Result<Option<Vec<Row>>, String> {
            self.1 = self.1.checked_sub(1).ok_or("the disk was not noticed to be full")?;
            Ok(Some(vec![vec![Cell::text("x".repeat(1000))]; 100]))
        }
    }

    #[test]
    fn a_full_disk_is_noticed_wherever_it_is_full() {
        for room in [0, 1, 5, 300, 700_000] {
            let source = || Endless(vec![ExportColumn { name: "n".into(), ty: ColumnType::Text }], 100);
            let mut go_on = |_| true;
            let path = Path::new("x");
            let results = [
                write(Disk(room), path, true, &mut source(), &mut Feed::new(&mut go_on)),
                json::write(Disk(room), path, json::Layout::List, &mut source(), &mut Feed::new(&mut |_| true)),
                json::write(Disk(room), path, json::Layout::Lines, &mut source(), &mut Feed::new(&mut |_| true)),
            ];
            for result in results {
                assert!(matches!(result, Err(ExportError::DiskFull { .. })), "{room}: {result:?}");
            }
        }
    }
}
