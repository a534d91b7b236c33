use std::collections::HashSet;

use fetchgrid_model::{Cell, CellKind, CopyFormat, CopyStyle};

use crate::ExportColumn;
use crate::csv::cell_text;
use crate::field::push_field;
use crate::job::unique_names;
use crate::json::{is_json, keys, push_object};

/// Cells as text for the clipboard, in one of several ways.
#[derive(Debug)]
pub struct Clip {
    way: Way,
    text: String,
    columns: usize,
    cells: u64,
}

#[derive(Debug)]
enum Way {
    /// What stands between cells, quoted like CSV, and whether decimals have a comma.
    Separated(char, bool),
    /// Keys of the objects.
    Json(Vec<String>),
    Markdown,
    /// What is listed already.
    SqlIn(HashSet<String>),
    Python,
}

impl Clip {
    pub fn new(style: CopyStyle, columns: &[ExportColumn]) -> Self {
        let way = match style.format {
            CopyFormat::Tsv => Way::Separated('\t', style.decimal_comma),
            CopyFormat::Csv => Way::Separated(',', false),
            CopyFormat::Json => Way::Json(keys(columns)),
            CopyFormat::Markdown => Way::Markdown,
            CopyFormat::SqlIn => Way::SqlIn(HashSet::new()),
            CopyFormat::Python => Way::Python,
        };
        let mut clip = Clip { way, text: String::new(), columns: columns.len(), cells: 0 };
        let titles: Vec<Cell> = unique_names(columns).into_iter().map(Cell::text).collect();
        match clip.way {
            Way::Separated(..) if style.headers => clip.push_line(&titles),
            Way::Markdown => {
                clip.push_line(&titles);
                clip.text.push_str(&"| --- ".repeat(columns.len()));
                clip.text.push_str("|\n");
            }
            _ => {}
        }
        clip
    }

    pub fn push_row(&mut self, row: &[Cell]) {
        self.cells += row.len() as u64;
        self.push_line(row);
    }

    fn push_line(&mut self, row: &[Cell]) {
        let Clip { way, text, columns, .. } = self;
        match way {
            Way::Separated(separator, decimal_comma) => {
                for (index, cell) in row.iter().enumerate() {
                    let field = cell_text(cell);
                    match *decimal_comma && cell.kind == CellKind::Number {
                        true => push_field(text, *separator, index, &field.replacen('.', ",", 1)),
                        false => push_field(text, *separator, index, &field),
                    }
                }
                text.push('\n');
            }
            Way::Json(keys) => {
                text.push_str(if text.is_empty() { "[\n" } else { ",\n" });
                let mut line = Vec::new();
                push_object(&mut line, keys, row);
                text.push_str(&String::from_utf8_lossy(&line));
            }
            Way::Markdown => {
                for cell in row {
                    text.push_str("| ");
                    push_markdown(text, cell);
                    text.push(' ');
                }
                text.push_str("|\n");
            }
            Way::SqlIn(listed) => {
                for cell in row.iter().filter(|cell| !cell.is_blank()) {
                    let literal = sql(cell);
                    if !listed.contains(&literal) {
                        text.push_str(if text.is_empty() { "(" } else { ", " });
                        text.push_str(&literal);
                        listed.insert(literal);
                    }
                }
            }
            Way::Python => {
                text.push_str(if text.is_empty() { "[" } else { ", " });
                let is_list = *columns > 1;
                if is_list {
                    text.push('[');
                }
                for (index, cell) in row.iter().enumerate() {
                    if index > 0 {
                        text.push_str(", ");
                    }
                    push_python(text, cell);
                }
                if is_list {
                    text.push(']');
                }
            }
        }
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

    pub fn into_string(mut self) -> String {
        let end = match (&self.way, self.text.is_empty()) {
            (Way::Separated(..) | Way::Markdown, _) => "",
            (Way::Json(_) | Way::Python, true) => "[]",
            (Way::Json(_), false) => "\n]\n",
            (Way::Python, false) => "]",
            // An empty list is not SQL; nothing is equal to null.
            (Way::SqlIn(_), true) => "(NULL)",
            (Way::SqlIn(_), false) => ")",
        };
        self.text.push_str(end);
        self.text
    }
}

fn push_markdown(text: &mut String, cell: &Cell) {
    for character in cell.text.chars() {
        match character {
            '|' => text.push_str("\\|"),
            '\n' => text.push_str("<br>"),
            '\r' => {}
            character => text.push(character),
        }
    }
}

/// A number as it is, anything else as a text in quotes.
fn sql(cell: &Cell) -> String {
    match cell.kind {
        CellKind::Number if is_number(&cell.text) => cell.text.clone(),
        CellKind::Bool => cell.text.to_uppercase(),
        _ => format!("'{}'", cell.text.replace('\'', "''")),
    }
}

fn push_python(text: &mut String, cell: &Cell) {
    match cell.kind {
        CellKind::Missing | CellKind::Null => text.push_str("None"),
        CellKind::Bool => text.push_str(if cell.text == "true" { "True" } else { "False" }),
        CellKind::Number if is_number(&cell.text) => text.push_str(&cell.text),
        // A text of JSON is one of Python.
        _ => text.push_str(&serde_json::Value::from(cell.text.as_str()).to_string()),
    }
}

fn is_number(text: &str) -> bool {
    is_json(text, |first| first == b'-' || first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use fetchgrid_model::ColumnType;

    use super::*;

    fn clip(format: CopyFormat, names: &[&str], rows: &[&[Cell]]) -> String {
        let columns: Vec<ExportColumn> =
            names.iter().map(|name| ExportColumn { name: (*name).into(), ty: ColumnType::Text }).collect();
        let mut clip = Clip::new(CopyStyle { format, headers: true, decimal_comma: true }, &columns);
        rows.iter().for_each(|row| clip.push_row(row));
        assert_eq!(clip.cells(), (names.len() * rows.len()) as u64);
        clip.into_string()
    }

    #[test]
    fn cells_in_every_way() {
        let rows: &[&[Cell]] = &[
            &[Cell::text("it's, \"so\"\n"), Cell::number("9007199254740993")],
            &[Cell::text("=1|2"), Cell::NULL],
            &[Cell::bool(true), Cell::MISSING],
        ];
        let check = |format, expected: &str| assert_eq!(clip(format, &["a|b", "n"], rows), expected, "{format:?}");
        check(CopyFormat::Tsv, "a|b\tn\n\"it's, \"\"so\"\"\n\"\t9007199254740993\n'=1|2\t\ntrue\t\n");
        check(CopyFormat::Csv, "a|b,n\n\"it's, \"\"so\"\"\n\",9007199254740993\n'=1|2,\ntrue,\n");
        check(
            CopyFormat::Json,
            "[\n{\"a|b\":\"it's, \\\"so\\\"\\n\",\"n\":9007199254740993},\n{\"a|b\":\"=1|2\",\"n\":null},\n{\"a|b\":true}\n]\n",
        );
        check(
            CopyFormat::Markdown,
            "| a\\|b | n |\n| --- | --- |\n| it's, \"so\"<br> | 9007199254740993 |\n| =1\\|2 |  |\n| true |  |\n",
        );
        check(CopyFormat::SqlIn, "('it''s, \"so\"\n', 9007199254740993, '=1|2', TRUE)");
        check(CopyFormat::Python, "[[\"it's, \\\"so\\\"\\n\", 9007199254740993], [\"=1|2\", None], [True, None]]");
    }

    #[test]
    fn cells_go_as_a_spreadsheet_takes_them() {
        let check = |cells: &[Cell], expected: &str| {
            let columns = vec![ExportColumn { name: String::new(), ty: ColumnType::Text }; cells.len()];
            let mut clip = Clip::new(CopyStyle::default(), &columns);
            clip.push_row(cells);
            assert_eq!(clip.cells(), cells.len() as u64);
            assert_eq!(clip.into_string(), expected);
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
    fn decimals_have_the_sign_that_the_spreadsheet_reads() {
        let row = ["1.50", "-0.1e5", "7"].map(Cell::number).into_iter().chain([Cell::text("1.50")]).collect::<Vec<_>>();
        let check = |format, expected: &str| assert_eq!(clip(format, &["a", "b", "c", "d"], &[&row]), expected);
        check(CopyFormat::Tsv, "a\tb\tc\td\n1,50\t-0,1e5\t7\t1.50\n");
        check(CopyFormat::Csv, "a,b,c,d\n1.50,-0.1e5,7,1.50\n");
        check(CopyFormat::SqlIn, "(1.50, -0.1e5, 7, '1.50')");
    }

    #[test]
    fn lists_of_one_column() {
        let rows: &[&[Cell]] = &[&[Cell::number("7")], &[Cell::text("007")], &[Cell::number("7")], &[Cell::text("")]];
        assert_eq!(clip(CopyFormat::SqlIn, &["n"], rows), "(7, '007', '')");
        assert_eq!(clip(CopyFormat::Python, &["n"], rows), "[7, \"007\", 7, \"\"]");
        assert_eq!(clip(CopyFormat::SqlIn, &["n"], &[&[Cell::NULL]]), "(NULL)");
        assert_eq!(clip(CopyFormat::Python, &["n"], &[]), "[]");
        assert_eq!(clip(CopyFormat::Json, &["n"], &[]), "[]");
    }
}
