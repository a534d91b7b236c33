use std::{
    borrow::Cow,
    io::{self, Write},
    path::Path,
};

use fetchgrid_model::{Cell, CellKind, Row};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::{
    About, ExportError, RowSource, atomic::AtomicFile, feed::Feed, job::unique_names, number::exact, quiet,
    width::Widths,
};

mod save;

/// What a sheet of the format holds.
pub(crate) const MAX_COLUMNS: usize = 16_384;
const MAX_ROWS: u32 = 1_048_576;
/// UTF-16 units in a cell.
const MAX_TEXT: usize = 32_767;
/// Ends a text that was cut, so that nobody takes it for whole.
const CUT_MARK: &str = " … [cut]";
/// Digits from which the general format falls back on 1.23E+11.
const GENERAL_DIGITS: usize = 11;

/// Sheets Results (Results 2, … when there are more rows than a sheet holds), Failed, and About this run.
pub(crate) fn write(
    file: &AtomicFile,
    path: &Path,
    rows: &mut dyn RowSource,
    failed: &mut dyn RowSource,
    about: &About,
    feed: &mut Feed<'_>,
) -> Result<u64, ExportError> {
    let mut book = Book { workbook: Workbook::new(), results: None, failures: None };
    // The library keeps the sheets' rows in temporary files and panics when it cannot write them.
    let made = quiet::catch(|| book.fill(file, path, rows, failed, about, feed));
    // Asked while the book is there: when it goes, its temporary files give back the room that was missing.
    let written = made.unwrap_or_else(|| Err(disk_trouble(file, path)))?;
    save::save(&mut book.workbook, file, path, feed)?;
    Ok(written)
}

struct Book {
    workbook: Workbook,
    results: Option<Table>,
    failures: Option<Table>,
}

impl Book {
    fn fill(
        &mut self,
        file: &AtomicFile,
        path: &Path,
        rows: &mut dyn RowSource,
        failed: &mut dyn RowSource,
        about: &About,
        feed: &mut Feed<'_>,
    ) -> Result<u64, ExportError> {
        let broken = |error| ExportError::xlsx(path, error);
        let workbook = &mut self.workbook;
        // Where the file will be, there must be room; the system's own folder may be small, or memory.
        workbook.set_tempdir(file.folder()).map_err(broken)?;
        // Parts over 4 GB need the long form of the archive, which some old readers lack.
        let cells = rows.total().saturating_mul(rows.columns().len() as u64);
        workbook.use_zip_large_file(cells > LARGE);

        let table = self.results.insert(Table::begin(workbook, "Results", MAX_ROWS, rows).map_err(broken)?);
        let written = feed.rows(rows, |row| table.push(workbook, row).map_err(broken))?;
        let results = table.end(workbook).map_err(broken)?;
        let table = self.failures.insert(Table::begin(workbook, "Failed", MAX_ROWS, failed).map_err(broken)?);
        feed.side_rows(failed, |row| table.push(workbook, row).map_err(broken))?;
        let failures = table.end(workbook).map_err(broken)?;
        write_about(workbook, about, &results, results.cut + failures.cut).map_err(broken)?;
        Ok(written)
    }
}

/// Cells of which the largest sheet may take more than 4 GB.
const LARGE: u64 = 40_000_000;

/// The library's panic does not say why; trying to write says it again.
fn disk_trouble(file: &AtomicFile, path: &Path) -> ExportError {
    const TRY: usize = 1024 * 1024;
    match file.file().write_all(&vec![0; TRY]).and_then(|()| file.file().sync_data()) {
        Err(error) => ExportError::io(path, error),
        Ok(()) => ExportError::io(path, io::Error::other("a temporary file beside it could not be written")),
    }
}

/// A table that goes on in another sheet when one is full.
struct Table {
    name: &'static str,
    names: Vec<String>,
    formats: Formats,
    sheet: Worksheet,
    sheets: u32,
    /// Rows that a sheet takes, its header included.
    capacity: u32,
    /// The next row of the sheet; 0 is the header.
    row: u32,
    widths: Widths,
    /// Texts that were too long for a cell.
    cut: u64,
}

struct Formats {
    header: Format,
    /// All digits of an integer, however many.
    integer: Format,
}

/// What the About sheet tells of a table.
struct Written {
    sheets: u32,
    cut: u64,
}

impl Table {
    fn begin(
        workbook: &mut Workbook,
        name: &'static str,
        capacity: u32,
        source: &dyn RowSource,
    ) -> Result<Self, XlsxError> {
        let names = unique_names(source.columns());
        let mut table = Table {
            name,
            widths: Widths::new(names.iter().map(String::as_str)),
            names,
            formats: Formats { header: Format::new().set_bold(), integer: Format::new().set_num_format("0") },
            sheet: workbook.new_worksheet_with_constant_memory()?,
            sheets: 0,
            capacity,
            row: 0,
            cut: 0,
        };
        table.begin_sheet()?;
        Ok(table)
    }

    fn begin_sheet(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;
        let name = match self.sheets {
            1 => self.name.to_owned(),
            number => format!("{} {number}", self.name),
        };
        self.sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (name, column) in self.names.iter().zip(0..) {
            self.sheet.write_string_with_format(0, column, fitting(name).as_ref(), &self.formats.header)?;
        }
        self.row = 1;
        Ok(())
    }

    fn push(&mut self, workbook: &mut Workbook, row: &Row) -> Result<(), XlsxError> {
        if self.row == self.capacity {
            let next = workbook.new_worksheet_with_constant_memory()?;
            self.end_sheet(workbook, next)?;
            self.begin_sheet()?;
        }
        self.widths.see(row);
        for (cell, column) in row.iter().take(self.names.len()).zip(0..) {
            self.write_cell(column, cell)?;
        }
        self.row += 1;
        Ok(())
    }

    fn write_cell(&mut self, column: u16, Cell { kind, text }: &Cell) -> Result<(), XlsxError> {
        let (sheet, row) = (&mut self.sheet, self.row);
        match kind {
            CellKind::Missing | CellKind::Null => return Ok(()),
            CellKind::Bool if matches!(text.as_str(), "true" | "false") => {
                sheet.write_boolean(row, column, text == "true")?
            }
            CellKind::Number if let Some(number) = exact(text) => {
                let is_long =
                    text.len() > GENERAL_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
                match is_long {
                    true => sheet.write_number_with_format(row, column, number, &self.formats.integer)?,
                    false => sheet.write_number(row, column, number)?,
                }
            }
            // A text cell by type: neither formula nor link, whatever it begins with.
            _ => {
                let fitting = fitting(text);
                self.cut += u64::from(fitting.len() != text.len());
                sheet.write_string(row, column, fitting.as_ref())?
            }
        };
        Ok(())
    }

    fn end_sheet(&mut self, workbook: &mut Workbook, next: Worksheet) -> Result<(), XlsxError> {
        let mut sheet = std::mem::replace(&mut self.sheet, next);
        if let Some(last) = self.names.len().checked_sub(1) {
            sheet.autofilter(0, 0, self.row.saturating_sub(1), last as u16)?;
        }
        for (width, column) in self.widths.iter().zip(0..) {
            sheet.set_column_width(column, width as f64)?;
        }
        workbook.push_worksheet(sheet);
        Ok(())
    }

    fn end(&mut self, workbook: &mut Workbook) -> Result<Written, XlsxError> {
        self.end_sheet(workbook, Worksheet::new())?;
        Ok(Written { sheets: self.sheets, cut: self.cut })
    }
}

fn write_about(workbook: &mut Workbook, about: &About, results: &Written, cut: u64) -> Result<(), XlsxError> {
    const NAME_WIDTH: f64 = 24.0;
    const TEXT_WIDTH: f64 = 90.0;
    let sheet = workbook.add_worksheet();
    sheet.set_name("About this run")?.set_column_width(0, NAME_WIDTH)?.set_column_width(1, TEXT_WIDTH)?;
    let title = Format::new().set_bold().set_font_size(14);
    let (name_format, text_format) =
        (Format::new().set_bold().set_align(TOP), Format::new().set_text_wrap().set_align(TOP));
    sheet.write_string_with_format(0, 0, fitting(&about.title).as_ref(), &title)?;
    let mut lines = about.lines.clone();
    if results.sheets > 1 {
        let text =
            format!("There are more rows than a sheet holds: they go on in Results 2 to Results {}.", results.sheets);
        lines.push(("Sheets".to_owned(), text));
    }
    if cut > 0 {
        let text = format!(
            "{cut} texts are longer than the {MAX_TEXT} characters that a cell holds and end in \"{}\". CSV and JSON have them whole.",
            CUT_MARK.trim()
        );
        lines.push(("Cut cells".to_owned(), text));
    }
    for ((name, text), row) in lines.iter().zip(2..) {
        sheet.write_string_with_format(row, 0, fitting(name).as_ref(), &name_format)?;
        sheet.write_string_with_format(row, 1, fitting(text).as_ref(), &text_format)?;
    }
    Ok(())
}

const TOP: rust_xlsxwriter::FormatAlign = rust_xlsxwriter::FormatAlign::Top;

/// The text, or as much of it as a cell holds, with a mark that it was cut.
fn fitting(text: &str) -> Cow<'_, str> {
    // A text has at most as many UTF-16 units as bytes.
    if text.len() <= MAX_TEXT || text.encode_utf16().count() <= MAX_TEXT {
        return Cow::Borrowed(text);
    }
    let room = MAX_TEXT - CUT_MARK.encode_utf16().count();
    let mut units = 0;
    let kept = text.chars().take_while(|character| {
        units += character.len_utf16();
        units <= room
    });
    Cow::Owned(kept.chain(CUT_MARK.chars()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ExportColumn;
    use fetchgrid_model::ColumnType;

    #[test]
    fn texts_fit_or_say_that_they_were_cut() {
        let check = |text: String, cut: bool| {
            let fits = fitting(&text);
            assert!(fits.encode_utf16().count() <= MAX_TEXT);
            assert_eq!(fits.ends_with(CUT_MARK), cut);
            assert_eq!(fits.as_ref() == text, !cut);
        };
        check("a".repeat(MAX_TEXT), false);
        check("a".repeat(MAX_TEXT + 1), true);
        check("é".repeat(MAX_TEXT), false);
        check("😀".repeat(MAX_TEXT / 2), false);
        check("😀".repeat(MAX_TEXT / 2 + 1), true);
        check("😀".repeat(MAX_TEXT), true);
    }

    struct Columns(Vec<ExportColumn>);
    impl RowSource for Columns {
        fn columns(&self) -> &[ExportColumn] {
            &self.0
        }
        fn total(&self) -> u64 {
            0
        }
        fn next_rows(&mut self) -> Result<Option<Vec<Row>>, String> {
            Ok(None)
        }
    }

    #[test]
    fn a_full_sheet_goes_on_in_the_next() {
        let mut workbook = Workbook::new();
        let source = Columns(vec![ExportColumn { name: "n".into(), ty: ColumnType::Integer }]);
        let mut table = Table::begin(&mut workbook, "Results", 4, &source).expect("table");
        for number in 0..7 {
            table.push(&mut workbook, &vec![Cell::number(number.to_string())]).expect("row");
        }
        let written = table.end(&mut workbook).expect("end");
        assert_eq!((written.sheets, written.cut), (3, 0));
        let names: Vec<String> = workbook.worksheets().iter().map(Worksheet::name).collect();
        assert_eq!(names, ["Results", "Results 2", "Results 3"]);
        let bytes = workbook.save_to_buffer().expect("bytes");
        let mut reader: calamine::Xlsx<_> = calamine::open_workbook_from_rs(io::Cursor::new(bytes)).expect("opens");
        let sizes: Vec<usize> =
            calamine::Reader::worksheets(&mut reader).iter().map(|(_, range)| range.height()).collect();
        assert_eq!(sizes, [4, 4, 2], "each with its header");
    }
}
