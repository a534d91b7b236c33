//! What cannot run: exit code 1, words that help, nothing sent, nothing written, nothing lost.

use std::fs;
use std::path::Path;

use fetchgrid_tests::{Cli, Server, names, scratch};
use rusqlite::Connection;

use crate::{column, exported, fetch, refused};

/// A fetch that must not begin: nothing is asked for, and nothing stays behind.
fn check(template: &str, args: &[&str], words: &[&str]) {
    let server = Server::echo_ids();
    let folder = scratch();
    let document = folder.path().join("refused.fetchgrid");
    let address = if template.starts_with('/') { server.at(template) } else { template.to_owned() };
    refused(fetch(&address, &document, args).run(), words);
    assert_eq!(names(folder.path()), Vec::<String>::new(), "{template} {args:?}");
    assert_eq!(server.paths(), Vec::<String>::new(), "{template} {args:?}");
}

#[test]
fn addresses() {
    check("example.com/{id}", &["--values", "id=1"], &["http"]);
    check("ftp://127.0.0.1/{id}", &["--values", "id=1"], &["http"]);
    check("http:///{id}", &["--values", "id=1"], &[]);
    check("", &["--values", "id=1"], &[]);
}

#[test]
fn values() {
    check("/{id}", &[], &["id"]);
    check("/{id}/{kind}", &["--values", "id=1"], &["kind"]);
    check("/{id}", &["--values", "id=1", "--values", "other=2"], &["other"]);
    check("/{id}", &["--values", "id="], &["id"]);
    check("/{id}", &["--values", "id= , ,"], &["id"]);
    check("/{id}", &["--values", "nonsense"], &["nonsense"]);
    check("/{id}", &["--values", "id=0-10/0"], &["id"]);
    check("/{id}", &["--values", "id=@no-such-file.txt"], &["no-such-file.txt"]);
    check("/{a}/{b}", &["--values", "a=1-2", "--values", "b=1-3", "--combine", "zip"], &["2", "3"]);
}

#[test]
fn files_of_values_that_are_not_what_their_ending_says() {
    let folder = scratch();
    let at = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a file");
        path.display().to_string()
    };
    let broken = at("ids.xlsx", b"this is no workbook");
    check("/{id}", &["--values", &format!("id=@{broken}")], &["ids.xlsx"]);
    let table = at("ids.csv", b"code,name\n1,A\n");
    check("/{id}", &["--values", &format!("id=@{table}#nope")], &["nope"]);
    let empty = at("empty.txt", b"");
    check("/{id}", &["--values", &format!("id=@{empty}")], &["id"]);
}

#[test]
fn settings() {
    check("/{id}", &["--values", "id=1", "--workers", "0"], &["workers"]);
    check("/{id}", &["--values", "id=1", "--workers", "1025"], &["1024"]);
    check("/{id}", &["--values", "id=1", "--header", "no colon"], &["header"]);
    check("/{id}", &["--values", "id=1", "--header", "bad name: x"], &[]);
    check("/{id}", &["--values", "id=1", "--unknown"], &["--unknown"]);
}

#[test]
fn outputs() {
    let folder = scratch();
    let nowhere = folder.path().join("nowhere/out.csv").display().to_string();
    check("/{id}", &["--values", "id=1", "--out", &nowhere], &["nowhere"]);
    let odd = folder.path().join("out.pdf").display().to_string();
    check("/{id}", &["--values", "id=1", "--out", &odd], &["out.pdf", ".csv"]);
    let taken = folder.path().join("folder.csv");
    fs::create_dir(&taken).unwrap();
    check("/{id}", &["--values", "id=1", "--out", taken.to_str().unwrap()], &["folder.csv"]);
}

#[test]
fn an_existing_document_is_not_overwritten() {
    let server = Server::echo_ids();
    let folder = scratch();
    let document = folder.path().join("mine.fetchgrid");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1-3"]).run().expect(0);
    let before = fs::read(&document).unwrap();
    refused(fetch(&server.at("/{id}"), &document, &["--values", "id=4-5"]).run(), &["mine.fetchgrid", "exists"]);
    assert_eq!(fs::read(&document).unwrap(), before);
    assert_eq!(column(&exported(&document), "id"), ["1", "2", "3"]);
}

/// Every command that opens a document refuses this one and leaves it as it is.
fn check_document(document: &Path, words: &[&str]) {
    let before = fs::read(document).ok();
    let out = document.with_extension("csv");
    let commands = [
        Cli::new(["info"]).with([document]),
        Cli::new(["run"]).with([document]).with(["--resume"]),
        Cli::new(["export"]).with([document]).with(["--out"]).with([&out]),
    ];
    for command in commands {
        refused(command.run(), words);
    }
    assert_eq!(fs::read(document).ok(), before);
    assert!(!out.exists());
}

#[test]
fn documents_that_are_not_ours() {
    let folder = scratch();
    let at = |name: &str| folder.path().join(name);
    check_document(&at("missing.fetchgrid"), &["missing.fetchgrid"]);
    fs::write(at("text.fetchgrid"), "hello").unwrap();
    check_document(&at("text.fetchgrid"), &["text.fetchgrid"]);
    fs::write(at("empty.fetchgrid"), "").unwrap();
    check_document(&at("empty.fetchgrid"), &["empty.fetchgrid"]);
    Connection::open(at("other.fetchgrid")).unwrap().execute_batch("CREATE TABLE photos (id INTEGER)").unwrap();
    check_document(&at("other.fetchgrid"), &["other.fetchgrid"]);
    fs::create_dir(at("folder.fetchgrid")).unwrap();
    check_document(&at("folder.fetchgrid"), &["folder.fetchgrid"]);
    assert_eq!(names(folder.path()), ["empty.fetchgrid", "folder.fetchgrid", "other.fetchgrid", "text.fetchgrid"]);
}

#[test]
fn documents_from_a_newer_version() {
    let server = Server::echo_ids();
    let folder = scratch();
    let document = folder.path().join("newer.fetchgrid");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1"]).run().expect(0);
    Connection::open(&document).unwrap().pragma_update(None, "user_version", 999).unwrap();
    check_document(&document, &["newer"]);
}

#[test]
fn a_damaged_document() {
    let server = Server::echo_ids();
    let folder = scratch();
    let document = folder.path().join("cut.fetchgrid");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1-200"]).run().expect(0);
    let bytes = fs::read(&document).unwrap();
    fs::write(&document, &bytes[..bytes.len() / 3]).unwrap();
    refused(Cli::new(["info"]).with([&document]).run(), &["cut.fetchgrid"]);
}
