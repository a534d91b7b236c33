use std::io::Read;

use csv::ReaderBuilder;

/// How the rows of a text are cut into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: u8,
    /// The first line names the delimiter, as Excel writes it: `sep=;`.
    pub has_hint: bool,
}

/// Rows by which the delimiter is found.
const ROWS: usize = 100;
/// In the order in which they are believed when they split the rows equally well: a comma is the one that stands
/// inside of values and numbers most.
const DELIMITERS: [u8; 4] = [b'\t', b';', b'|', b','];

impl Dialect {
    /// One column, commas in quotes: what delimited text is in which no delimiter is found.
    pub const SINGLE: Dialect = Dialect { delimiter: b',', has_hint: false };

    /// None when no delimiter splits the rows of `sample`. `is_cut`: the sample's end may have cut its last line.
    pub fn detect(sample: &str, is_cut: bool) -> Option<Self> {
        let first = sample.lines().next().unwrap_or_default().trim_matches('"');
        if let Some(&[hint]) = first.strip_prefix("sep=").map(str::as_bytes) {
            return Some(Dialect { delimiter: hint, has_hint: true });
        }
        // A line that may be cut says nothing, unless it is the only one.
        let whole = match sample.rfind('\n') {
            Some(end) if is_cut => &sample[..end],
            _ => sample,
        };
        let mut best = (0, DELIMITERS[0]);
        for delimiter in DELIMITERS {
            let alike = rows_alike(whole, delimiter);
            if alike > best.0 {
                best = (alike, delimiter);
            }
        }
        (best.0 > 0).then_some(Dialect { delimiter: best.1, has_hint: false })
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

/// Every row, the first included, however many cells it has.
pub fn reader<R: Read>(text: R, delimiter: u8) -> csv::Reader<R> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_splits_rows_alike() {
        let check = |text: &str, expected: Option<char>| {
            let found = Dialect::detect(text, false).map(|found| char::from(found.delimiter));
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

    #[test]
    fn a_line_that_may_be_cut_says_nothing() {
        let check = |is_cut, expected| {
            let found = Dialect::detect("a;b\n1;2\n3;4,5,6,7", is_cut).map(|found| found.delimiter);
            assert_eq!(found, expected);
        };
        check(true, Some(b';'));
        check(false, Some(b';'));
        assert_eq!(Dialect::detect("a;b,c", true).map(|found| found.delimiter), Some(b';'));
    }
}
