//! A document seen from outside: what the program says of it, and what SQLite finds in it.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, Row};
use serde_json::Value;

use crate::Cli;

/// A key is the place in the plan between something else above it and the page below it.
fn position_of(id: u64) -> u64 {
    (id >> 20) & ((1 << 40) - 1)
}

/// One request that has an outcome on disk.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The place in the plan, from 0.
    pub position: u64,
    pub ok: bool,
    pub run: u64,
    pub status: Option<u16>,
    pub category: Option<String>,
    pub message: Option<String>,
    pub attempts: u64,
    /// The values in the order of the placeholders, as the document keeps them: a JSON list.
    pub values: Vec<String>,
}

/// What `fetchgrid info --json` says about a document.
pub fn info(document: &Path) -> Value {
    Cli::new(["info", "--json"]).with([document]).run().expect(0).json()
}

/// What `fetchgrid failures --json` says.
pub fn failures(document: &Path) -> Vec<Value> {
    let said = Cli::new(["failures", "--json"]).with([document]).run().expect(0).json();
    said.as_array().expect("a list of groups").clone()
}

/// The CSV that `fetchgrid export` writes, header first.
pub fn exported(document: &Path) -> Vec<Vec<String>> {
    let out = document.with_extension("exported.csv");
    Cli::new(["export"]).with([document]).with(["--out"]).with([&out]).run().expect(0);
    csv_rows(&out)
}

pub fn csv_rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).expect("a CSV file");
    reader.records().map(|record| record.expect("sound CSV").iter().map(str::to_owned).collect()).collect()
}

/// One column by its title.
pub fn column(rows: &[Vec<String>], title: &str) -> Vec<String> {
    let index = rows[0].iter().position(|other| other == title);
    let index = index.unwrap_or_else(|| panic!("no column `{title}` in {:?}", rows[0]));
    rows[1..].iter().map(|row| row[index].clone()).collect()
}

/// The document as another process reads it, whatever is going on in it.
pub fn connect(document: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(document, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// Every request that has an outcome, in the plan's order.
pub fn stored(document: &Path) -> Vec<Stored> {
    let connection = connect(document).expect("a document");
    let mut query = connection
        .prepare(r#"SELECT id, ok, run_id, status, category, message, attempts, "values" FROM request ORDER BY id"#)
        .expect("the table of requests");
    let rows = query.query_map([], read).expect("requests");
    rows.map(|row| row.expect("a request")).collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let values: String = row.get(7)?;
    Ok(Stored {
        position: position_of(row.get(0)?),
        ok: row.get(1)?,
        run: row.get(2)?,
        status: row.get(3)?,
        category: row.get(4)?,
        message: row.get(5)?,
        attempts: row.get(6)?,
        values: serde_json::from_str(&values).unwrap_or_else(|error| panic!("{values}: {error}")),
    })
}

/// Places in the plan that have an outcome, in order.
pub fn positions(document: &Path) -> rusqlite::Result<Vec<u64>> {
    let connection = connect(document)?;
    let mut query = connection.prepare("SELECT id FROM request ORDER BY id")?;
    let rows = query.query_map([], |row| row.get::<_, u64>(0))?;
    rows.map(|id| id.map(position_of)).collect()
}

/// SQLite's own look at every page.
pub fn check_integrity(document: &Path) {
    let connection = connect(document).expect("a document");
    let said: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(said, "ok", "{}", document.display());
}
