//! A file is whole or not there: cancelling, errors, and what stands in the way.

mod kit;

use std::{
    fs,
    path::{Path, PathBuf},
};

use fetchgrid_export::{About, ExportError, Job, write};
use fetchgrid_model::{Cell, ExportFormat, Row};
use kit::{Rows, export};
use tempfile::tempdir;

const NAMES: [&str; 4] = ["x.csv", "x.json", "x.ndjson", "x.xlsx"];

fn many(rows: u32) -> Vec<Row> {
    (0..rows).map(|number| vec![Cell::number(number.to_string()), Cell::text("some text")]).collect()
}

fn names_in(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
}

/// Neither without nor with an existing target does a failed export change anything in the folder.
fn check_leaves_nothing(mut run: impl FnMut(&Path) -> Result<u64, ExportError>, fits: fn(&ExportError) -> bool) {
    for name in NAMES {
        let folder = tempdir().expect("a folder");
        let path = folder.path().join(name);
        let error = run(&path).expect_err("fails");
        assert!(fits(&error), "{name}: {error:?}");
        assert!(names_in(folder.path()).is_empty(), "{name}: {:?}", names_in(folder.path()));

        fs::write(&path, "what was there").expect("written");
        assert!(fits(&run(&path).expect_err("fails")));
        assert_eq!(fs::read_to_string(&path).expect("read"), "what was there");
        assert_eq!(names_in(folder.path()), [path]);
    }
}

#[test]
fn cancelling_leaves_nothing() {
    let cancelled: fn(&ExportError) -> bool = |error| matches!(error, ExportError::Cancelled);
    check_leaves_nothing(|path| export(path, &mut Rows::new(&["n", "t"], many(10)), &mut |_| false), cancelled);
    check_leaves_nothing(
        |path| export(path, &mut Rows::new(&["n", "t"], many(5000)), &mut |rows| rows < 2500),
        cancelled,
    );
    check_leaves_nothing(
        |path| export(path, &mut Rows::new(&["n", "t"], many(5000)), &mut |rows| rows < 5000),
        cancelled,
    );
}

#[test]
fn a_workbook_can_be_cancelled_at_every_question() {
    let mut asked = 0;
    let mut count = |_| {
        asked += 1;
        true
    };
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("x.xlsx");
    export(&path, &mut Rows::new(&["n", "t"], many(1500)), &mut count).expect("exported");
    fs::remove_file(&path).expect("removed");
    // Begin, thousand, end; begin and end of the failed; once while it is packed.
    assert!(asked >= 6, "{asked}");
    for last in 0..6 {
        let mut left = last;
        let mut progress = |_| {
            left -= 1;
            left >= 0
        };
        let result = export(&path, &mut Rows::new(&["n", "t"], many(1500)), &mut progress);
        assert!(matches!(result, Err(ExportError::Cancelled)), "{last}: {result:?}");
        assert!(names_in(folder.path()).is_empty(), "{last}");
    }
}

#[test]
fn a_source_that_breaks_leaves_nothing() {
    let broken = |path: &Path| {
        let mut rows = Rows::new(&["n", "t"], many(1500));
        rows.error = Some("the document was closed".into());
        export(path, &mut rows, &mut |_| true)
    };
    check_leaves_nothing(
        broken,
        |error| matches!(error, ExportError::Source(text) if text == "the document was closed"),
    );
}

#[test]
fn a_finished_export_replaces_what_was_there() {
    for name in NAMES {
        let folder = tempdir().expect("a folder");
        let path = folder.path().join(name);
        fs::write(&path, "what was there").expect("written");
        assert_eq!(export(&path, &mut Rows::new(&["n", "t"], many(3)), &mut |_| true).expect("exported"), 3);
        assert_ne!(fs::read(&path).expect("read"), b"what was there");
        assert_eq!(names_in(folder.path()), [path]);
    }
}

#[test]
fn progress_grows_by_thousands_and_ends_at_the_total() {
    for name in NAMES {
        let folder = tempdir().expect("a folder");
        let mut seen = Vec::new();
        let mut rows = Rows::new(&["n", "t"], many(3500));
        let mut progress = |rows| {
            seen.push(rows);
            true
        };
        export(&folder.path().join(name), &mut rows, &mut progress).expect("exported");
        assert!(seen.is_sorted() && seen.starts_with(&[0, 1000, 2000, 3000]), "{name}: {seen:?}");
        assert_eq!(seen.last(), Some(&3500), "{name}");
    }
}

#[test]
fn paths_that_cannot_be_written_say_why() {
    let folder = tempdir().expect("a folder");
    fs::create_dir(folder.path().join("folder.csv")).expect("a folder");
    fs::write(folder.path().join("file"), "").expect("a file");
    let kept = folder.path().join("kept.csv");
    fs::write(&kept, "kept").expect("a file");
    let mut permissions = fs::metadata(&kept).expect("metadata").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&kept, permissions).expect("permissions");

    let check = |path: &str, expected: &str| {
        let path = folder.path().join(path);
        let error = export(&path, &mut Rows::new(&["n"], many(1)), &mut |_| true).expect_err("fails");
        assert!(matches!(error, ExportError::CannotWrite { .. }), "{error:?}");
        assert_eq!(error.to_string(), format!("\"{}\" cannot be written: {expected}.", path.display()));
    };
    check("missing/x.csv", "the folder does not exist");
    check("missing/x.xlsx", "the folder does not exist");
    check("folder.csv", "a folder has that name");
    check("file/x.csv", "a part of the path is not a folder");
    check("kept.csv", "you may not write there");
    check(&format!("{}.csv", "x".repeat(300)), "the name is too long or has characters that are not allowed");
    assert_eq!(fs::read_to_string(kept).expect("read"), "kept");
}

#[test]
fn a_workbook_has_no_room_for_too_many_columns() {
    let folder = tempdir().expect("a folder");
    let names: Vec<String> = (0..16_385).map(|number| number.to_string()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let row: Row = vec![Cell::text("x"); names.len()];
    let path = folder.path().join("x.xlsx");
    let error = export(&path, &mut Rows::new(&names, vec![row.clone()]), &mut |_| true).expect_err("fails");
    assert_eq!(
        error.to_string(),
        "A spreadsheet holds at most 16384 columns, and there are 16385. Hide some, or export CSV."
    );
    assert!(names_in(folder.path()).is_empty());
    export(&path, &mut Rows::new(&names[1..], vec![row[1..].to_vec()]), &mut |_| true).expect("as many as fit");
}

#[test]
fn the_byte_order_mark_is_for_csv() {
    let folder = tempdir().expect("a folder");
    for name in NAMES {
        let path = folder.path().join(name);
        let format = ExportFormat::from_extension(&name[2..]).expect("a format");
        let (mut rows, mut failed) = (Rows::new(&["é"], vec![vec![Cell::text("ü")]]), Rows::new(&[], vec![]));
        let job = Job {
            path: &path,
            format,
            byte_order_mark: true,
            rows: &mut rows,
            failed: &mut failed,
            about: &About::default(),
        };
        write(job, &mut |_| true).expect("exported");
        let bytes = fs::read(&path).expect("read");
        assert_eq!(bytes.starts_with(b"\xEF\xBB\xBF"), name == "x.csv", "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_new_file_is_as_open_as_others_and_a_replaced_one_as_before() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempdir().expect("a folder");
    let mode = |path: &Path| fs::metadata(path).expect("metadata").permissions().mode() & 0o777;
    let (ours, other) = (folder.path().join("x.csv"), folder.path().join("other"));
    fs::write(&other, "").expect("written");
    export(&ours, &mut Rows::new(&["n"], many(1)), &mut |_| true).expect("exported");
    assert_eq!(mode(&ours), mode(&other));
    fs::set_permissions(&ours, fs::Permissions::from_mode(0o640)).expect("permissions");
    export(&ours, &mut Rows::new(&["n"], many(1)), &mut |_| true).expect("exported");
    assert_eq!(mode(&ours), 0o640);

    let link = folder.path().join("link.csv");
    symlink(&ours, &link).expect("a link");
    export(&link, &mut Rows::new(&["through"], many(1)), &mut |_| true).expect("exported");
    assert!(fs::symlink_metadata(&link).expect("metadata").is_symlink());
    assert!(fs::read_to_string(&ours).expect("read").starts_with("through"));
}
