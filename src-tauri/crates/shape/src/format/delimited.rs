use std::borrow::Cow;
use std::collections::HashMap;

use csv::{Reader, StringRecord};
use fetchgrid_delimited::{Dialect, HEADER_SAMPLE, has_header, reader};

use super::push_text;
use crate::error::ShapeError;

/// Of one table. As many as a worksheet has.
const MOST_COLUMNS: usize = 16_384;

/// A name that is longer is cut: each row repeats it.
const MOST_CHARACTERS: usize = 255;

/// Bytes of text by which the delimiter is found.
const SAMPLE: usize = 64 * 1024;

/// The beginning of a text, cut between characters; a line that was cut is left out where there are others.
pub(super) fn sample(text: &str) -> Cow<'_, str> {
    if text.len() <= SAMPLE {
        // Every line is whole: the end of the last one is made plain.
        return if text.ends_with('\n') { text.into() } else { format!("{text}\n").into() };
    }
    let mut end = SAMPLE;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].into()
}

/// The rows of a text, each to be written as an object. One that is shorter than the header lacks its last cells; one that is
/// longer has them in columns of their own.
pub(crate) struct Rows<'t> {
    reader: Reader<&'t [u8]>,
    record: StringRecord,
    names: Names,
}

impl<'t> Rows<'t> {
    pub(super) fn of(text: &'t str, delimiter: Option<u8>, header: Option<bool>) -> Result<Self, ShapeError> {
        let dialect = match delimiter {
            Some(delimiter) => Dialect { delimiter, has_hint: false },
            None => Dialect::detect(&sample(text), true).unwrap_or(Dialect::SINGLE),
        };
        let has_header = header.unwrap_or_else(|| {
            let mut rows = reader(text.as_bytes(), dialect.delimiter);
            let rows = rows.records().skip(usize::from(dialect.has_hint)).map_while(Result::ok).take(HEADER_SAMPLE);
            let cells = |row: StringRecord| row.iter().take(MOST_COLUMNS).map(str::to_owned).collect();
            has_header(&rows.map(cells).collect::<Vec<_>>())
        });
        let reader = reader(text.as_bytes(), dialect.delimiter);
        let mut rows = Rows { reader, record: StringRecord::new(), names: Names::default() };
        if dialect.has_hint {
            rows.read()?;
        }
        if has_header && rows.read()? {
            rows.names = Names::new(rows.record.iter());
        }
        let skipped = usize::from(dialect.has_hint) + usize::from(has_header);
        rows.names.find_numbers(text, dialect.delimiter, skipped);
        Ok(rows)
    }

    fn read(&mut self) -> Result<bool, ShapeError> {
        let is_there = self.reader.read_record(&mut self.record).unwrap_or(false);
        if self.record.len() > MOST_COLUMNS { Err(ShapeError::TooManyColumns) } else { Ok(is_there) }
    }

    /// The next row, unless there is none, as one more object of the list that `json` is the beginning of.
    pub(super) fn write(&mut self, json: &mut String) -> Result<bool, ShapeError> {
        let is_there = self.read()?;
        if is_there {
            self.names.write_row(json, self.record.iter());
        }
        Ok(is_there)
    }
}

/// The names of columns, each one once, as JSON writes them.
#[derive(Default)]
pub(crate) struct Names {
    written: Vec<String>,
    taken: HashMap<String, usize>,
    numbers: Numbers,
}

/// Which columns of a table of texts hold numbers and nothing else, as JSON writes them: `007` and `1,5` are texts.
#[derive(Default)]
struct Numbers(Vec<Holds>);

#[derive(Clone, Copy, PartialEq)]
enum Holds {
    Nothing,
    Numbers,
    Texts,
}

impl Numbers {
    fn see<'c>(&mut self, row: impl Iterator<Item = &'c str>) {
        for (index, cell) in row.enumerate().take(MOST_COLUMNS) {
            if index >= self.0.len() {
                self.0.resize(index + 1, Holds::Nothing);
            }
            let holds = &mut self.0[index];
            if *holds != Holds::Texts && !cell.is_empty() {
                *holds = if is_number(cell) { Holds::Numbers } else { Holds::Texts };
            }
        }
    }

    fn are_in(&self, column: usize) -> bool {
        self.0.get(column) == Some(&Holds::Numbers)
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    are_digits(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(are_digits)
}

impl Names {
    pub(super) fn new<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let mut all = Names::default();
        for name in names {
            all.add(name.trim());
        }
        all
    }

    fn add(&mut self, name: &str) {
        let number = self.written.len() + 1;
        let plain = match name.chars().take(MOST_CHARACTERS).collect::<String>() {
            name if name.is_empty() => format!("column {number}"),
            name => name,
        };
        let mut unique = plain.clone();
        while self.taken.contains_key(&unique) {
            let times = self.taken.entry(plain.clone()).or_insert(1);
            *times += 1;
            unique = format!("{plain} {times}");
        }
        self.taken.insert(unique.clone(), 1);
        let mut written = String::new();
        push_text(&mut written, &unique);
        self.written.push(written);
    }

    /// Looks at all rows for columns of numbers.
    pub(super) fn see<'c>(&mut self, row: impl Iterator<Item = &'c str>) {
        self.numbers.see(row);
    }

    fn find_numbers(&mut self, text: &str, delimiter: u8, skipped: usize) {
        let mut reader = reader(text.as_bytes(), delimiter);
        let mut record = StringRecord::new();
        let mut row = 0;
        while reader.read_record(&mut record).unwrap_or(false) {
            if row >= skipped {
                self.numbers.see(record.iter());
            }
            row += 1;
        }
    }

    /// A row of texts as one more object of the list that `json` is the beginning of.
    pub(super) fn write_row<'c>(&mut self, json: &mut String, cells: impl Iterator<Item = &'c str>) {
        json.push_str(if json.len() > 1 { ",{" } else { "{" });
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                json.push(',');
            }
            json.push_str(self.written(index));
            json.push(':');
            if self.numbers.are_in(index) && !cell.is_empty() {
                json.push_str(cell);
            } else {
                push_text(json, cell);
            }
        }
        json.push('}');
    }

    pub(super) fn written(&mut self, index: usize) -> &str {
        while self.written.len() <= index {
            self.add("");
        }
        &self.written[index]
    }
}
