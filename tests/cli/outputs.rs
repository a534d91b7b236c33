//! The files that come out: the same rows in each format, no digit lost, nothing that a spreadsheet would run.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use fetchgrid_tests::{Answer, Server, scratch};
use serde_json::{Value, json};

use crate::{csv_rows, fetch};

/// Fetches these answers in order and writes them to a file of that name.
fn written(answers: Vec<&'static str>, name: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let count = answers.len();
    let server = Server::start(move |seen| {
        let index: usize = seen.last_part().parse().unwrap_or(0);
        match answers[index] {
            "404" => Answer::Status(404, json!({})),
            body => Answer::Text("application/json", body.to_owned()),
        }
    });
    let folder = scratch();
    let out = folder.path().join(name);
    let values = format!("n=0-{}", count - 1);
    // One worker: columns stand in the order in which they were found.
    let args = ["--values", &values, "--workers", "1", "--out", out.to_str().unwrap()];
    let ran = fetch(&server.at("/{n}"), &folder.path().join("o.fetchgrid"), &args).run();
    assert!(!ran.stderr().contains("panicked"), "{}", ran.stderr());
    assert!(out.is_file(), "{}", ran.stderr());
    (folder, out)
}

#[test]
fn csv_keeps_every_digit() {
    let body = r#"{"big": 9007199254740993, "price": 1.10, "code": "007", "exp": 1e400, "flag": true, "none": null, "list": [1, "a"], "text": "ä \"q\", ,\nx"}"#;
    let (_folder, out) = written(vec![body, r#"{"late": "here"}"#], "digits.csv");
    let rows = csv_rows(&out);
    assert_eq!(rows[0], ["n", "big", "price", "code", "exp", "flag", "none", "list", "text", "late"]);
    assert_eq!(
        rows[1],
        ["0", "9007199254740993", "1.10", "007", "1e400", "true", "", "[1,\"a\"]", "ä \"q\", ,\nx", ""]
    );
    assert_eq!(rows[2], ["1", "", "", "", "", "", "", "", "", "here"]);
}

#[test]
fn no_spreadsheet_runs_a_cell() {
    let body =
        r#"{"a": "=1+1", "b": "+49 30 1", "c": "@x", "d": "-cmd", "e": -5, "f": "-5", "g": "\t=1", "h": "safe"}"#;
    let (_folder, out) = written(vec![body], "guard.csv");
    let rows = csv_rows(&out);
    assert_eq!(rows[1][1..], ["'=1+1", "'+49 30 1", "'@x", "'-cmd", "-5", "-5", "'\t=1", "safe"]);
}

#[test]
fn xlsx_has_typed_cells_and_its_sheets() {
    let bodies = vec![r#"{"id": 5, "price": 2.5, "code": "007", "formula": "=1+1", "big": 9007199254740993}"#, "404"];
    let (_folder, out) = written(bodies, "typed.xlsx");
    let mut book = open_workbook_auto(&out).expect("a workbook");
    let sheets = book.sheet_names();
    assert!(sheets.contains(&"About this run".to_owned()) && sheets.contains(&"Failed".to_owned()), "{sheets:?}");
    let rows = book.worksheet_range(&sheets[0]).expect("the first sheet");
    let cell = |title: &str| {
        let column = rows.rows().next().unwrap().iter().position(|cell| *cell == title);
        rows.rows().nth(1).unwrap()[column.unwrap_or_else(|| panic!("no column {title}"))].clone()
    };
    assert!(matches!(cell("id"), Data::Float(5.0) | Data::Int(5)), "{:?}", cell("id"));
    assert_eq!(cell("price"), Data::Float(2.5));
    assert_eq!(cell("code"), Data::String("007".into()));
    assert_eq!(cell("formula"), Data::String("=1+1".into()));
    // More digits than a spreadsheet's number holds: as text, or they would be lost.
    assert_eq!(cell("big"), Data::String("9007199254740993".into()));
    let failed = book.worksheet_range("Failed").expect("the sheet");
    assert_eq!(failed.rows().count(), 2, "a header and the failed request");
    assert!(failed.rows().nth(1).unwrap().iter().any(|cell| cell.to_string().contains("404")));
}

fn parse(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).expect("JSON")
}

#[test]
fn json_and_ndjson_hold_the_same_rows() {
    let bodies =
        || vec![r#"{"id": 1, "name": "A", "ok": true, "none": null, "tags": ["x"]}"#, r#"{"id": 9007199254740993}"#];
    let (_one, whole) = written(bodies(), "rows.json");
    let (_two, lines) = written(bodies(), "rows.ndjson");
    let whole = parse(&whole);
    let text = fs::read_to_string(&lines).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert_eq!(whole.as_array().unwrap(), &lines);
    assert_eq!(lines[0]["id"], 1);
    assert_eq!(lines[0]["ok"], true);
    assert!(text.contains("9007199254740993"), "{text}");
}

#[test]
fn nothing_temporary_is_left_behind() {
    let (folder, _) = written(vec![r#"{"id": 1}"#], "clean.xlsx");
    assert_eq!(fetchgrid_tests::names(folder.path()), ["clean.xlsx", "o.fetchgrid"]);
}
