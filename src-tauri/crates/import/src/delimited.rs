use std::{
    io::Read,
    path::{Path, PathBuf},
};

use csv::{ReaderBuilder, StringRecord};

use crate::{ImportError, charset::Charset, source::Table};

/// Text with delimiters, read as a stream each time.
pub(crate) struct Delimited {
    path: PathBuf,
    charset: Charset,
    delimiter: u8,
    /// The first line names the delimiter, as Excel writes it: `sep=;`.
    has_hint: bool,
}

/// Bytes of text by which the delimiter is found.
pub(crate) const SAMPLE: u64 = 64 * 1024;
/// Of these many rows.
const ROWS: usize = 100;
/// In the order in which they are believed when they split the rows equally well: a comma is the one that stands
/// inside of values and numbers most.
const DELIMITERS: [u8; 4] = [b'\t', b';', b'|', b','];

impl Delimited {
    /// None when no delimiter splits the rows of `sample`, the beginning of the file's text.
    pub(crate) fn detect(path: &Path, charset: Charset, sample: &str) -> Option<Self> {
        let made = |delimiter, has_hint| Delimited { path: path.to_owned(), charset, delimiter, has_hint };
        let first = sample.lines().next().unwrap_or_default().trim_matches('"');
        if let Some(&[hint]) = first.strip_prefix("sep=").map(str::as_bytes) {
            return Some(made(hint, true));
        }
        // A line that the sample's end may have cut says nothing, unless it is the only one.
        let whole = match sample.rfind('\n') {
            Some(end) if sample.len() as u64 >= SAMPLE => &sample[..end],
            _ => sample,
        };
        let mut best = (0, DELIMITERS[0]);
        for delimiter in DELIMITERS {
            let alike = rows_alike(whole, delimiter);
            if alike > best.0 {
                best = (alike, delimiter);
            }
        }
        (best.0 > 0).then(|| made(best.1, false))
    }

    /// One column, commas in quotes: what a `.csv` is that has no delimiter.
    pub(crate) fn single(path: &Path, charset: Charset) -> Self {
        Delimited { path: path.to_owned(), charset, delimiter: b',', has_hint: false }
    }
}

/// Rows of a thousand that the delimiter splits into as many cells as most; zero when most have one cell.
fn rows_alike(text: &str, delimiter: u8) -> usize {
    let mut reader = reader(text.as_bytes(), delimiter);
    let lengths: Vec<usize> = reader.records().take(ROWS).filter_map(|row| Some(row.ok()?.len())).collect();
    let count = |length: usize| lengths.iter().filter(|other| **other == length).count();
    let usual = lengths.iter().copied().max_by_key(|length| (count(*length), *length)).unwrap_or(0);
    if usual > 1 { count(usual) * 1000 / lengths.len() } else { 0 }
}

fn reader<R: Read>(text: R, delimiter: u8) -> csv::Reader<R> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text)
}

impl Table for Delimited {
    fn may_have_header(&self) -> bool {
        true
    }

    fn each_row(&self, visit: &mut dyn FnMut(&[&str]) -> bool) -> Result<(), ImportError> {
        let failed = |error| ImportError::io(&self.path, error);
        let mut reader = reader(self.charset.open(&self.path).map_err(failed)?, self.delimiter);
        let mut record = StringRecord::new();
        let mut skip = self.has_hint;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_splits_rows_alike() {
        let check = |text: &str, expected: Option<char>| {
            let path = Path::new("x.csv");
            let charset =
                Charset::of(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml").as_path()).expect("read");
            let found = Delimited::detect(path, charset, text).map(|found| char::from(found.delimiter));
            assert_eq!(found, expected, "{text:?}");
        };
        check("id,name\n1,Rick\n2,Morty", Some(','));
        check("id;price\n1;1,50\n2;2,50", Some(';'));
        check("1;1,50\n2;2,50", Some(';'));
        check("id\tname\n1\tSanchez, Rick", Some('\t'));
        check("id|name\n1|a,b\n2|c", Some('|'));
        check("id,tags\n1,a;b\n2,c;d", Some(','));
        check("id,name\n1,\"a;b\"\n2,\"c;d\"", Some(','));
        check("sep=;\n1;2", Some(';'));
        check("sep=,\n1,2", Some(','));
        check("id\n1\n2", None);
        check("", None);
        // A comma in a few lines of many is a part of them.
        check("Paris\nBonn\nWashington, DC\nRome", None);
    }
}
