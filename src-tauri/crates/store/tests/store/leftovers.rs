//! What earlier runs left behind: logs beside a file, drafts, and columns without end.

use std::fs;
use std::path::{Path, PathBuf};

use fetchgrid_model::{FailureCategory, FailureFilter, StartMode};
use fetchgrid_store::{Document, StoreError};

use crate::support::{Folder, answer, fetched, finish, record, start};

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(ending);
    name.into()
}

fn numbers(range: std::ops::Range<u64>) -> Vec<fetchgrid_model::Outcome> {
    range.map(|position| answer(position, format!("{{\"n\":{position}}}"))).collect()
}

/// The files that a killed process leaves: the main file and a log that was not moved into it.
fn leave_a_log_at(target: &Path) {
    let folder = Folder::new();
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = document.begin_run(start(StartMode::StartOver, 2000)).expect("begins");
    record(&recorder, numbers(0..2000));
    while document.counts().succeeded < 2000 {
        std::thread::yield_now();
    }
    for ending in ["", "-wal"] {
        fs::copy(beside(&folder.document(), ending), beside(target, ending)).expect("copies");
    }
    assert!(fs::metadata(beside(target, "-wal")).expect("a log").len() > 0);
}

#[test]
fn a_copy_does_not_take_over_the_log_of_the_file_it_replaces() {
    let folder = Folder::new();
    let target = folder.path().join("killed.fetchgrid");
    leave_a_log_at(&target);
    let document = fetched(&folder, numbers(0..50));
    document.save_as(&target).expect("saves");
    let copy = Document::open(&target).expect("opens");
    assert_eq!(copy.counts().succeeded, 50);
}

#[test]
fn removed_with_all_that_belongs_to_it_unless_it_is_open() {
    let folder = Folder::new();
    let target = folder.path().join("killed.fetchgrid");
    leave_a_log_at(&target);
    let held = Document::open(&target).expect("opens");
    assert!(matches!(Document::remove(&target), Err(StoreError::Busy { .. })));
    drop(held);
    leave_a_log_at(&target);
    Document::remove(&target).expect("removes");
    assert_eq!(fs::read_dir(folder.path()).expect("lists").count(), 0);
}

#[test]
fn columns_have_a_bound_and_no_answer_is_cut_to_fit() {
    let wide = |position: u64, from: u32| {
        let fields: Vec<String> = (from..from + 10_000).map(|field| format!("\"f{field}\":1")).collect();
        answer(position, format!("{{{}}}", fields.join(",")))
    };
    let folder = Folder::new();
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = document.begin_run(start(StartMode::StartOver, 4)).expect("begins");
    record(&recorder, [wide(0, 0), wide(1, 10_000), wide(2, 10_000), wide(3, 0)]);
    let counts = finish(recorder);
    assert_eq!((counts.succeeded, counts.failed), (2, 2));
    let failed = document.failed_page(&FailureFilter::default(), 0, 10).expect("reads").rows;
    let seen: Vec<_> = failed.iter().map(|row| (row.position, row.category)).collect();
    assert_eq!(seen, [(1, FailureCategory::UnexpectedFormat), (2, FailureCategory::UnexpectedFormat)]);
    assert!(document.table().columns.len() <= 16_384);
}
