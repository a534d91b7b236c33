//! Export, then parse with a reader that is not ours: the same rows.

mod kit;

use std::{fs, path::Path};

use calamine::{Data, Reader, Xlsx, open_workbook};
use fetchgrid_export::guard;
use fetchgrid_model::{Cell, CellKind, Row};
use kit::{Rows, export};
use proptest::prelude::*;
use serde_json::value::RawValue;
use tempfile::tempdir;

fn export_all(path: &Path, names: &[&str], rows: Vec<Row>) -> u64 {
    export(path, &mut Rows::new(names, rows), &mut |_| true).expect("exported")
}

/// The cells that an answer can bring, the nasty ones first.
fn nasty() -> Vec<Cell> {
    let mut cells: Vec<Cell> = [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "=cmd|' /C calc'!A0",
        "=HYPERLINK(\"http://x\")",
        "http://example.org/",
        "mailto:a@b",
        "internal:Sheet1!A1",
        "-5",
        "007",
        "+31201234567",
        "9007199254740993",
        "1e5",
        "TRUE",
        "null",
        "",
        " ",
        " a ",
        "a,b",
        "a\"b",
        "\"",
        "\"\"",
        "a\nb",
        "a\r\nb",
        "a\rb",
        "\n",
        "a\tb",
        "a;b",
        "é",
        "日本語",
        "😀👩‍👩‍👧",
        "\u{202E}rtl",
        "_x0041_",
        "_x005F_",
        "<b>&amp;</b>",
        "]]>",
        "2024-01-31",
        "1/2",
        "'quoted",
        "\u{1}\u{8}\u{1F}",
        "\u{FFFE}",
        "\0",
    ]
    .into_iter()
    .map(Cell::text)
    .collect();
    cells.extend(
        [
            "0",
            "-0",
            "-5",
            "0.10",
            "1.0",
            "1e5",
            "1E-7",
            "9007199254740993",
            "1e400",
            "123456789012345",
            "1234567890123456",
            "-1.5e-300",
        ]
        .into_iter()
        .map(Cell::number),
    );
    cells.extend([Cell::bool(true), Cell::bool(false), Cell::NULL, Cell::MISSING]);
    cells.extend(["[]", "{}", "[1,2.50,\"a\"]", "[9007199254740993]", "{\"a\":[null]}"].into_iter().map(Cell::json));
    cells
}

fn is_blank(cell: &Cell) -> bool {
    matches!(cell.kind, CellKind::Missing | CellKind::Null)
}

fn check_csv(path: &Path, names: &[&str], rows: &[Row]) {
    assert_eq!(export_all(path, names, rows.to_vec()), rows.len() as u64);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).expect("opens");
    let records: Vec<Vec<String>> =
        reader.records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect();
    let mut expected = vec![names.iter().map(|name| guard(name).into_owned()).collect::<Vec<_>>()];
    expected.extend(rows.iter().map(|row| {
        let text = |cell: &Cell| match cell.kind {
            CellKind::Missing | CellKind::Null => String::new(),
            CellKind::Text => guard(&cell.text).into_owned(),
            _ => cell.text.clone(),
        };
        row.iter().map(text).collect()
    }));
    assert_eq!(records, expected);
}

/// Reads raw, so that no digit goes by way of an f64.
fn check_json(path: &Path, names: &[&str], rows: &[Row]) {
    assert_eq!(export_all(path, names, rows.to_vec()), rows.len() as u64);
    let text = fs::read_to_string(path).expect("UTF-8");
    let objects: Vec<Box<RawValue>> = if path.extension().is_some_and(|extension| extension == "json") {
        serde_json::from_str(&text).expect("a list")
    } else {
        assert!(text.is_empty() || text.ends_with('\n'));
        text.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
    };
    assert_eq!(objects.len(), rows.len());
    for (object, row) in objects.iter().zip(rows) {
        let object: std::collections::HashMap<String, Box<RawValue>> =
            serde_json::from_str(object.get()).expect("an object");
        for (name, cell) in names.iter().zip(row) {
            let found = object.get(*name).map(|raw| raw.get());
            match cell.kind {
                CellKind::Missing => assert_eq!(found, None, "{name}"),
                CellKind::Null => assert_eq!(found, Some("null")),
                CellKind::Text => {
                    assert_eq!(serde_json::from_str::<String>(found.expect("a value")).expect("a text"), cell.text);
                }
                _ => assert_eq!(found, Some(cell.text.as_str())),
            }
        }
        assert_eq!(object.len(), row.iter().filter(|cell| cell.kind != CellKind::Missing).count());
    }
}

fn check_xlsx(path: &Path, names: &[&str], rows: &[Row]) {
    assert_eq!(export_all(path, names, rows.to_vec()), rows.len() as u64);
    let mut workbook: Xlsx<_> = open_workbook(path).expect("opens");
    assert_eq!(workbook.sheet_names(), ["Results", "Failed", "About this run"]);
    for sheet in workbook.sheet_names() {
        let formulas = workbook.worksheet_formula(&sheet).expect("formulas");
        assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "a formula in {sheet}");
    }
    let range = workbook.worksheet_range("Results").expect("a sheet");
    let at = |row: usize, column: usize| range.get_value((row as u32, column as u32)).cloned().unwrap_or_default();
    for (column, name) in names.iter().enumerate() {
        assert_eq!(at(0, column), if name.is_empty() { Data::Empty } else { Data::String((*name).into()) });
    }
    for (index, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let found = at(index + 1, column);
            match (&found, cell.kind) {
                (Data::Empty, _) => assert!(is_blank(cell) || cell.text.is_empty(), "{cell:?} went"),
                (Data::Bool(value), CellKind::Bool) => assert_eq!(value.to_string(), cell.text),
                (Data::Float(number), CellKind::Number) => {
                    assert_eq!(cell.text.parse::<f64>().ok(), Some(*number), "{cell:?}");
                    let digits = cell.text.split(['e', 'E']).next().expect("digits").replace(['.', '-'], "");
                    assert!(digits.trim_matches('0').len() <= 15, "{cell:?} lost digits");
                }
                (Data::String(text), CellKind::Number | CellKind::Text | CellKind::Json) => {
                    // The reader makes line ends uniform, as XML asks for.
                    assert_eq!(
                        text.replace("\r\n", "\n").replace('\r', "\n"),
                        cell.text.replace("\r\n", "\n").replace('\r', "\n")
                    );
                }
                _ => panic!("{cell:?} became {found:?}"),
            }
        }
    }
    assert!(range.height() <= rows.len() + 1);
}

type Check = fn(&Path, &[&str], &[Row]);
const CHECKS: [(&str, Check); 4] =
    [("x.csv", check_csv), ("x.json", check_json), ("x.ndjson", check_json), ("x.xlsx", check_xlsx)];

#[test]
fn nasty_cells_come_back() {
    let folder = tempdir().expect("a folder");
    // One beside the other, so that a cell that breaks out of its place is noticed.
    let rows: Vec<Row> = nasty().into_iter().map(|cell| vec![Cell::number("1"), cell, Cell::text("after")]).collect();
    for (name, check) in CHECKS {
        check(&folder.path().join(name), &["n", "cell", "after"], &rows);
    }
}

#[test]
fn odd_tables_come_back() {
    let folder = tempdir().expect("a folder");
    for (name, check) in CHECKS {
        let path = folder.path().join(name);
        check(&path, &["a", "b"], &[]);
        check(&path, &["only"], &[vec![Cell::MISSING], vec![Cell::text("")], vec![Cell::text("x")]]);
        check(&path, &["=name", "a\"b", "é,\n"], &[vec![Cell::text("1"), Cell::text("2"), Cell::text("3")]]);
    }
}

#[test]
fn without_columns_there_are_rows_and_nothing_in_them() {
    let folder = tempdir().expect("a folder");
    for (name, expected) in
        [("x.csv", Some("")), ("x.json", Some("[\n{},\n{}\n]\n")), ("x.ndjson", Some("{}\n{}\n")), ("x.xlsx", None)]
    {
        let path = folder.path().join(name);
        assert_eq!(export_all(&path, &[], vec![vec![], vec![]]), 2);
        if let Some(expected) = expected {
            assert_eq!(fs::read_to_string(&path).expect("text"), expected);
        } else {
            assert!(open_workbook::<Xlsx<_>, _>(&path).is_ok());
        }
    }
}

#[test]
fn texts_are_as_documented() {
    let folder = tempdir().expect("a folder");
    let rows = vec![
        vec![Cell::number("1"), Cell::text("a\nb"), Cell::number("0.10")],
        vec![Cell::number("2"), Cell::MISSING, Cell::NULL],
    ];
    let check = |name: &str, expected: &str| {
        let path = folder.path().join(name);
        export_all(&path, &["id", "id", "x"], rows.clone());
        assert_eq!(fs::read_to_string(path).expect("text"), expected);
    };
    check("a.csv", "id,id (2),x\r\n1,\"a\nb\",0.10\r\n2,,\r\n");
    check("a.json", "[\n{\"id\":1,\"id (2)\":\"a\\nb\",\"x\":0.10},\n{\"id\":2,\"x\":null}\n]\n");
    check("a.ndjson", "{\"id\":1,\"id (2)\":\"a\\nb\",\"x\":0.10}\n{\"id\":2,\"x\":null}\n");
    // What calls itself a number or JSON and is not becomes a text rather than a broken file.
    let broken = vec![
        Cell::number("007"),
        Cell::json("[1,"),
        Cell { kind: CellKind::Bool, text: "yes".into() },
        Cell::json("[1,\n2]"),
    ];
    let path = folder.path().join("b.ndjson");
    export_all(&path, &["a", "b", "c", "d"], vec![broken]);
    assert_eq!(fs::read_to_string(path).expect("text"), "{\"a\":\"007\",\"b\":\"[1,\",\"c\":\"yes\",\"d\":[1, 2]}\n");
}

#[test]
fn the_other_sheets_tell_of_the_run() {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("x.xlsx");
    export_all(&path, &["long"], vec![vec![Cell::text("x".repeat(40_000))], vec![Cell::text("short")]]);
    let mut workbook: Xlsx<_> = open_workbook(&path).expect("opens");
    let failed = workbook.worksheet_range("Failed").expect("a sheet");
    assert_eq!(failed.get_value((1, 1)), Some(&Data::String("=HYPERLINK(\"http://evil\")".into())));
    let about = workbook.worksheet_range("About this run").expect("a sheet");
    let texts: Vec<String> = about.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert_eq!(&texts[..5], ["Inventory", "Address", "http://x/{id}", "=1+1", "=2+2"]);
    assert!(texts[6].starts_with("1 texts are longer than the 32767 characters"), "{}", texts[6]);
    let results = workbook.worksheet_range("Results").expect("a sheet");
    let Some(Data::String(cut)) = results.get_value((1, 0)) else { panic!("no text") };
    assert!(cut.chars().count() == 32_767 && cut.ends_with("[cut]"));
}

fn cell() -> impl Strategy<Value = Cell> {
    let number = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>()
            .prop_filter("JSON has no others", |number| number.is_finite())
            .prop_map(|number| number.to_string()),
        "-?[1-9][0-9]{0,25}(\\.[0-9]{1,5})?([eE][+-]?[0-9]{1,3})?",
    ];
    prop_oneof![
        Just(Cell::MISSING),
        Just(Cell::NULL),
        any::<bool>().prop_map(Cell::bool),
        number.prop_map(Cell::number),
        any::<String>().prop_map(Cell::text),
        "[=+@,;\"'\\-\\r\\n\\t ab1]{0,6}".prop_map(Cell::text),
        prop::collection::vec(any::<i64>(), 0..3)
            .prop_map(|list| Cell::json(serde_json::Value::from(list).to_string())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_rows_come_back(rows in prop::collection::vec(prop::collection::vec(cell(), 3), 0..12)) {
        let folder = tempdir().expect("a folder");
        for (name, check) in CHECKS {
            check(&folder.path().join(name), &["a", "b", "c"], &rows);
        }
    }
}
