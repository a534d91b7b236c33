//! `fetchgrid`, run as a user runs it, against servers that remember what they were asked.

mod asks;
mod documents;
mod full_disk;
mod kill;
mod outputs;
mod pages;
mod refusals;
mod reshape;
mod sample;
mod secrets;
mod summary;
mod tables;

use std::path::Path;

use fetchgrid_tests::{Cli, Ran, column, csv_rows, exported, info};

/// `fetchgrid fetch ADDRESS … --document DOCUMENT`.
fn fetch(address: &str, document: &Path, args: &[&str]) -> Cli {
    Cli::new(["fetch", address, "--document"]).with([document]).with(args)
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
