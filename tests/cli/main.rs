//! `fetchgrid`, run as a user runs it, against servers that remember what they were asked.

mod asks;
mod documents;
mod full_disk;
mod kill;
mod outputs;
mod refusals;
mod sample;
mod secrets;
mod summary;

use std::path::Path;

use fetchgrid_tests::{Cli, Ran};

/// `fetchgrid fetch ADDRESS … --document DOCUMENT`.
fn fetch(address: &str, document: &Path, args: &[&str]) -> Cli {
    Cli::new(["fetch", address, "--document"]).with([document]).with(args)
}

/// What `fetchgrid info --json` says about a document.
fn info(document: &Path) -> serde_json::Value {
    Cli::new(["info", "--json"]).with([document]).run().expect(0).json()
}

/// The CSV that `fetchgrid export` writes, header first.
fn exported(document: &Path) -> Vec<Vec<String>> {
    let out = document.with_extension("exported.csv");
    Cli::new(["export"]).with([document]).with(["--out"]).with([&out]).run().expect(0);
    csv_rows(&out)
}

fn csv_rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).expect("a CSV file");
    reader.records().map(|record| record.expect("sound CSV").iter().map(str::to_owned).collect()).collect()
}

/// One column by its title.
fn column(rows: &[Vec<String>], title: &str) -> Vec<String> {
    let index = rows[0].iter().position(|other| other == title);
    let index = index.unwrap_or_else(|| panic!("no column `{title}` in {:?}", rows[0]));
    rows[1..].iter().map(|row| row[index].clone()).collect()
}

/// A refused command: exit code 1, nothing on standard output, and all these words on standard error.
fn refused(ran: Ran, words: &[&str]) {
    let ran = ran.expect(1);
    assert_eq!(ran.stdout(), "");
    for word in words {
        assert!(ran.stderr().contains(word), "`{word}` is not in: {}", ran.stderr());
    }
    assert!(!ran.stderr().contains("panicked"), "{}", ran.stderr());
}
