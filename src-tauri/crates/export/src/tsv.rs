use fetchgrid_model::Cell;

use crate::{csv::cell_text, guard};

/// Tab-separated text for the clipboard, as Excel, Calc and Sheets take it: cells with a tab, a line end or a quote
/// are quoted, and texts that would be run as formulas are guarded.
#[derive(Debug, Default)]
pub struct Tsv {
    text: String,
    cells: u64,
}

impl Tsv {
    pub fn new() -> Self {
        Self::default()
    }

    /// A line of column names. They do not count as cells.
    pub fn push_header<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) {
        for (index, name) in names.into_iter().enumerate() {
            self.push_field(index, &guard(name));
        }
        self.text.push('\n');
    }

    pub fn push_row<'c>(&mut self, row: impl IntoIterator<Item = &'c Cell>) {
        for (index, cell) in row.into_iter().enumerate() {
            self.push_field(index, &cell_text(cell));
            self.cells += 1;
        }
        self.text.push('\n');
    }

    /// Cells so far.
    pub fn cells(&self) -> u64 {
        self.cells
    }

    /// Bytes so far, for whoever must set a bound.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn into_string(self) -> String {
        self.text
    }

    fn push_field(&mut self, index: usize, field: &str) {
        if index > 0 {
            self.text.push('\t');
        }
        if field.contains(['\t', '\n', '\r', '"']) {
            self.text.push('"');
            self.text.push_str(&field.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(field);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_go_as_a_spreadsheet_takes_them() {
        let check = |cells: &[Cell], expected: &str| {
            let mut tsv = Tsv::new();
            tsv.push_row(cells);
            assert_eq!(tsv.cells(), cells.len() as u64);
            assert_eq!(tsv.into_string(), expected);
        };
        check(&[], "\n");
        check(&[Cell::text("a"), Cell::number("0.10"), Cell::bool(true)], "a\t0.10\ttrue\n");
        check(&[Cell::NULL, Cell::MISSING, Cell::text("")], "\t\t\n");
        check(
            &[Cell::text("a\tb"), Cell::text("c\nd"), Cell::text("e\"f"), Cell::text("g\rh")],
            "\"a\tb\"\t\"c\nd\"\t\"e\"\"f\"\t\"g\rh\"\n",
        );
        check(&[Cell::text("=1+1"), Cell::text("-5"), Cell::number("-5")], "'=1+1\t-5\t-5\n");
        check(&[Cell::text("\t=1"), Cell::json("[1,\"x\"]")], "\"'\t=1\"\t\"[1,\"\"x\"\"]\"\n");
        check(&[Cell::text("007 é 日本 😀")], "007 é 日本 😀\n");
    }

    #[test]
    fn a_header_is_a_guarded_line_of_its_own() {
        let mut tsv = Tsv::new();
        tsv.push_header(["id", "=x", "a\"b"]);
        tsv.push_row(&[Cell::text("1")]);
        assert_eq!((tsv.cells(), tsv.len()), (1, 16));
        assert_eq!(tsv.into_string(), "id\t'=x\t\"a\"\"b\"\n1\n");
    }
}
