use std::{
    fs::{self, File},
    io::BufReader,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use calamine::{Data, ExcelDateTime, Ods, Range, Reader, SheetType, Sheets, StyleRange, Xls, Xlsb, Xlsx};

use crate::{ImportError, content::Content, source::Table};

/// A sheet in memory.
pub(crate) struct Worksheet {
    range: Range<Data>,
    styles: StyleRange,
}

/// Bytes of a file. A sheet is read whole, and takes about ten times the memory of its packed file.
const MAX_SIZE: u64 = 200_000_000;

/// The sheets by name, or the one asked for.
pub(crate) fn open(
    path: &Path,
    content: Content,
    sheet: Option<&str>,
    refuse: impl Fn(&'static str) -> ImportError,
) -> Result<Vec<(String, Worksheet)>, ImportError> {
    let size = fs::metadata(path).map_err(|error| ImportError::io(path, error))?.len();
    if size > MAX_SIZE {
        return Err(ImportError::TooLarge { path: path.into(), limit: MAX_SIZE });
    }
    // The readers are lenient and have panicked on damaged files.
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut workbook = workbook(path, content, &refuse)?;
        sheets(&mut workbook, path, sheet)
    }));
    read.unwrap_or_else(|_| Err(ImportError::Damaged { path: path.into(), source: None }))
}

type Book = Sheets<BufReader<File>>;

/// Tries the kinds of workbook that come in such a container; their endings are mixed up too often to be believed.
fn workbook(path: &Path, content: Content, refuse: &dyn Fn(&'static str) -> ImportError) -> Result<Book, ImportError> {
    let file = || File::open(path).map(BufReader::new).map_err(|error| ImportError::io(path, error));
    let protected = || ImportError::Protected { path: path.into() };
    let xlsx = match Xlsx::new(file()?) {
        Ok(book) => return Ok(Sheets::Xlsx(book)),
        Err(calamine::XlsxError::Password) => return Err(protected()),
        Err(error) => calamine::Error::from(error),
    };
    let error = match content {
        Content::Compound => match Xls::new(file()?) {
            Ok(book) => return Ok(Sheets::Xls(book)),
            Err(calamine::XlsError::Password) => return Err(protected()),
            Err(error) => error.into(),
        },
        _ => {
            match Ods::new(file()?) {
                Ok(book) => return Ok(Sheets::Ods(book)),
                Err(calamine::OdsError::Password) => return Err(protected()),
                Err(_) => {}
            }
            match Xlsb::new(file()?) {
                Ok(book) => return Ok(Sheets::Xlsb(book)),
                Err(_) => xlsx,
            }
        }
    };
    Err(match content {
        Content::Zip("an Excel workbook" | "a spreadsheet (OpenDocument)") | Content::Compound => {
            ImportError::Damaged { path: path.into(), source: Some(error) }
        }
        Content::Zip(seems) => refuse(seems),
        _ => refuse("something else"),
    })
}

fn sheets(book: &mut Book, path: &Path, wanted: Option<&str>) -> Result<Vec<(String, Worksheet)>, ImportError> {
    let is_worksheet = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
    let mut names: Vec<String> =
        book.sheets_metadata().iter().filter(is_worksheet).map(|sheet| sheet.name.clone()).collect();
    if let Some(wanted) = wanted {
        if !names.iter().any(|name| name == wanted) {
            return Err(ImportError::NoSuchSheet { path: path.into(), sheet: wanted.into(), sheets: names });
        }
        names.retain(|name| name == wanted);
    }
    let mut sheets = Vec::new();
    for name in names {
        let damaged = |error| ImportError::Damaged { path: path.into(), source: Some(error) };
        let range = book.worksheet_range(&name).map_err(damaged)?;
        // Formats only decide on zeros in front; a workbook without readable formats still has its values.
        let styles = book.worksheet_style(&name).unwrap_or_else(|_| StyleRange::empty());
        sheets.push((name, Worksheet { range, styles }));
    }
    Ok(sheets)
}

impl Table for Worksheet {
    fn may_have_header(&self) -> bool {
        true
    }

    fn each_row(&self, visit: &mut dyn FnMut(&[&str]) -> bool) -> Result<(), ImportError> {
        let start = self.range.start().unwrap_or_default();
        for (cells, row) in self.range.rows().zip(start.0..) {
            let texts: Vec<String> =
                cells.iter().zip(start.1..).map(|(cell, column)| self.text(cell, (row, column))).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            if !visit(&texts) {
                break;
            }
        }
        Ok(())
    }
}

impl Worksheet {
    /// The cell as its sheet shows it, as far as that loses nothing.
    fn text(&self, cell: &Data, place: (u32, u32)) -> String {
        match cell {
            Data::Empty => String::new(),
            Data::String(text) => text.clone(),
            Data::Bool(true) => "TRUE".to_owned(),
            Data::Bool(false) => "FALSE".to_owned(),
            Data::Int(number) => self.padded(number.to_string(), place),
            Data::Float(number) => self.padded(number_text(*number), place),
            Data::DateTime(when) => when_text(when),
            Data::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(),
            Data::DurationIso(text) => text.clone(),
            Data::Error(error) => error.to_string(),
        }
    }

    /// A format of zeros alone shows 7 as 007.
    fn padded(&self, digits: String, place: (u32, u32)) -> String {
        let style = self.styles.get(place).and_then(|style| style.number_format.as_ref());
        let code = style.map_or("", |format| format.format_code.as_str());
        let is_zeros = code.len() > 1 && code.bytes().all(|byte| byte == b'0');
        if is_zeros && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return format!("{digits:0>width$}", width = code.len());
        }
        digits
    }
}

/// Fifteen significant digits, as many as spreadsheets show: 0.1 + 0.2 is 0.3 there. Never in powers of ten.
fn number_text(number: f64) -> String {
    const DIGITS_BEHIND_THE_FIRST: usize = 14;
    let rounded = format!("{number:.DIGITS_BEHIND_THE_FIRST$e}").parse().unwrap_or(number);
    // An integer that an f64 holds is not rounded: who wrote 16 digits, meant 16.
    const EXACT_TO: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT_TO { number.to_string() } else { rounded.to_string() }
}

/// ISO 8601: the date, with the time when there is one; a time of day alone; a duration as hours, minutes, seconds.
fn when_text(when: &ExcelDateTime) -> String {
    let serial = when.as_f64();
    if when.is_duration() {
        let seconds = (serial * 86_400.0).round();
        let (sign, seconds) = (if seconds < 0.0 { "-" } else { "" }, seconds.abs() as u64);
        return format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, millisecond) = when.to_ymd_hms_milli();
    let mut time = format!("{hour:02}:{minute:02}:{second:02}");
    if millisecond > 0 {
        time.push_str(&format!(".{millisecond:03}"));
    }
    match serial {
        serial if (0.0..1.0).contains(&serial) => time,
        serial if serial.fract() == 0.0 => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}T{time}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_are_shown_whole() {
        let check = |number: f64, expected: &str| assert_eq!(number_text(number), expected);
        check(1.0, "1");
        check(-5.0, "-5");
        check(0.1 + 0.2, "0.3");
        check(1.5, "1.5");
        check(123456789012345.0, "123456789012345");
        check(9007199254740991.0, "9007199254740991");
        check(1e20, "100000000000000000000");
        check(1e-7, "0.0000001");
        check(0.0, "0");
    }

    #[test]
    fn times_are_iso() {
        let check = |serial: f64, kind, expected: &str| {
            assert_eq!(when_text(&ExcelDateTime::new(serial, kind, false)), expected, "{serial}");
        };
        check(45322.0, ExcelDateTimeType::DateTime, "2024-01-31");
        check(45322.5, ExcelDateTimeType::DateTime, "2024-01-31T12:00:00");
        check(45943.541, ExcelDateTimeType::DateTime, "2025-10-13T12:59:02.400");
        check(0.25, ExcelDateTimeType::DateTime, "06:00:00");
        check(1.5, ExcelDateTimeType::TimeDelta, "36:00:00");
    }
}
