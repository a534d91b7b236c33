//! What happens when the disk is full: SQLite says so in the same way when a file has reached the number of pages that it
//! may have, which a test can bring about without filling a disk. What a disk does beyond that is brought about by
//! temporary tables that stand before the real ones.

use bytes::Bytes;
use fetchgrid_model::{Outcome, OutcomeResult, PauseCode, PauseReason, Response, Rest, RunSettings, StartMode, View};

use crate::command::Command;
use crate::{Document, Recorder, RunMark, RunStart, StoreError};

fn start(mode: StartMode) -> RunStart {
    RunStart {
        mode,
        planned: 1000,
        fingerprint: "f".into(),
        placeholders: vec!["id".into()],
        settings: RunSettings::default(),
        request: mode.into(),
        keep_since_ms: None,
    }
}

/// A body that hardly packs.
fn answer(position: u64) -> Outcome {
    let mut state = position.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let noise: String = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        format!("{state:016x}")
    })
    .take(500)
    .collect();
    let body = Bytes::from(format!("{{\"n\":{position},\"noise\":\"{noise}\"}}"));
    Outcome {
        position,
        page: 1,
        rest: Rest::SINGLE,
        values: vec![position.to_string()],
        address: "http://127.0.0.1/".into(),
        started_at_ms: 0,
        duration_us: 1,
        attempts: 1,
        result: OutcomeResult::Response(Response { status: 200, headers: Vec::new(), body }),
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

fn record(recorder: &Recorder, positions: impl Iterator<Item = u64>) -> Result<(), StoreError> {
    block_on(async {
        for position in positions {
            recorder.record(answer(position)).await?;
        }
        Ok(())
    })
}

fn execute(document: &Document, sql: &str) {
    document.call(|reply| Command::Execute { sql: sql.into(), reply }).expect("executes");
}

/// So many pages more than there are now.
fn limit(document: &Document, pages: u64) {
    let file = std::fs::metadata(document.path()).expect("is there");
    execute(document, &format!("PRAGMA max_page_count = {}", file.len() / 8192 + pages));
}

const NO_LIMIT: &str = "PRAGMA max_page_count = 1073741823";
/// Nothing can be written about runs.
const NO_MARKS: &str = "CREATE TEMP TRIGGER no_marks BEFORE UPDATE ON main.run BEGIN SELECT RAISE(ABORT, 'no'); END";
const MARKS: &str = "DROP TRIGGER no_marks";
/// Neither can anything be written about the table, nor can it be read.
const NO_TABLE: &str = "CREATE TEMP TABLE grid (id INTEGER)";
const TABLE: &str = "DROP TABLE temp.grid";

/// A document with 50 outcomes, and a run whose disk is full.
fn filled(path: &std::path::Path) -> (Document, Recorder) {
    let document = Document::create(path).expect("creates");
    let recorder = document.begin_run(start(StartMode::StartOver)).expect("begins");
    record(&recorder, 0..50).expect("records");
    document.settle().expect("settles");
    limit(&document, 100);
    let error = record(&recorder, 50..).expect_err("it has to end");
    assert!(matches!(error, StoreError::DiskFull { path: found } if found == path));
    assert!(recorder.is_disk_full());
    assert!(recorder.failure().is_some_and(|message| message.contains("disk is full")));
    (document, recorder)
}

fn assert_sound(document: &Document) {
    let counts = document.counts();
    assert!(counts.rows >= 50 && counts.rows == counts.succeeded, "{counts:?}");
    let info = document.view(&View::default(), &|| false).expect("a view");
    let column = info.columns.iter().find(|column| column.name == "n").expect("a column").id;
    let page = document.page(info.id, 0, 2000, &[column]).expect("a page");
    let expected: Vec<String> = (0..counts.rows).map(|position| position.to_string()).collect();
    assert_eq!(page.columns[0].texts, expected);
    let missing: Vec<u64> = document.missing(1000).map(|position| position.expect("reads")).collect();
    assert_eq!(missing, (counts.rows..1000).collect::<Vec<_>>());
    let connection = rusqlite::Connection::open(document.path()).expect("opens");
    let verdict: String = connection.query_row("PRAGMA integrity_check", (), |row| row.get(0)).expect("checks");
    assert_eq!(verdict, "ok");
}

/// With room again, the next run of the same document goes on.
fn go_on(document: &Document) {
    execute(document, NO_LIMIT);
    let recorder = document.begin_run(start(StartMode::Continue)).expect("begins");
    assert_eq!(document.pause(), None);
    record(&recorder, document.missing(1000).map(|position| position.expect("reads"))).expect("records");
    assert_eq!(block_on(recorder.finish(RunMark::Finished)).expect("finishes").succeeded, 1000);
}

fn sign_in() -> PauseReason {
    PauseReason { code: PauseCode::SignIn, message: "The key.".into(), until_ms: None }
}

fn disk_full() -> PauseReason {
    PauseReason { code: PauseCode::DiskFull, message: "No room.".into(), until_ms: None }
}

#[test]
fn a_full_disk_ends_the_run_and_keeps_what_was_counted() {
    // Whether it can be written down that the run paused, how it was said to end, and whether finishing is an error.
    let cases = [
        (true, RunMark::Finished, PauseCode::DiskFull, true),
        (true, RunMark::Stopped, PauseCode::DiskFull, true),
        (true, RunMark::Paused(disk_full()), PauseCode::DiskFull, false),
        (true, RunMark::Paused(sign_in()), PauseCode::SignIn, false),
        (false, RunMark::Finished, PauseCode::DiskFull, true),
        (false, RunMark::Paused(disk_full()), PauseCode::DiskFull, true),
    ];
    for (is_written, mark, code, is_error) in cases {
        let name = format!("{mark:?} {is_written}");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("full.fetchgrid");
        let (document, recorder) = filled(&path);
        if !is_written {
            execute(&document, NO_MARKS);
        }
        let end = block_on(recorder.finish(mark));
        assert_eq!(matches!(end, Err(StoreError::DiskFull { .. })), is_error, "{name}: {end:?}");
        assert_eq!(end.is_err(), is_error, "{name}: {end:?}");
        let pause = |document: &Document| document.pause().map(|pause| pause.code);
        assert_eq!((pause(&document), document.was_interrupted()), (Some(code), false), "{name}");
        assert_sound(&document);
        // Still so when something else goes wrong, and after that.
        execute(&document, NO_TABLE);
        assert!(document.settle().is_err());
        assert_eq!(pause(&document), Some(code), "{name}");
        execute(&document, TABLE);
        document.settle().expect("settles");
        assert_eq!(pause(&document), Some(code), "{name}");
        let kept = document.counts();

        // Closed while the disk is full, and opened again.
        drop(document);
        let document = Document::open(&path).expect("opens");
        assert_eq!(document.counts(), kept);
        let expected = if is_written { (Some(code), false) } else { (None, true) };
        assert_eq!((pause(&document), document.was_interrupted()), expected, "{name}");
        assert_sound(&document);
        go_on(&document);
        drop(document);
        assert_sound(&Document::open(&path).expect("opens"));
    }
}

#[test]
fn goes_on_in_the_same_document_once_there_is_room() {
    for is_written in [true, false] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("full.fetchgrid");
        let (document, recorder) = filled(&path);
        if !is_written {
            execute(&document, NO_MARKS);
        }
        let _ = block_on(recorder.finish(RunMark::Paused(disk_full())));
        if !is_written {
            // There is room when it is closed: then it is written down after all.
            execute(&document, MARKS);
            execute(&document, NO_LIMIT);
            drop(document);
            let document = Document::open(&path).expect("opens");
            assert_eq!((document.pause(), document.was_interrupted()), (Some(disk_full()), false));
            go_on(&document);
            continue;
        }
        go_on(&document);
        drop(document);
        let document = Document::open(&path).expect("opens");
        assert_eq!(document.counts().succeeded, 1000);
        assert_sound(&document);
    }
}

#[test]
fn a_run_that_cannot_begin_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (document, recorder) = filled(&folder.path().join("full.fetchgrid"));
    block_on(recorder.finish(RunMark::Paused(disk_full()))).expect("is written");
    let before = document.counts();
    execute(&document, NO_TABLE);
    for mode in [StartMode::StartOver, StartMode::Continue] {
        assert!(document.begin_run(start(mode)).is_err(), "{mode:?}");
    }
    execute(&document, TABLE);
    assert_eq!((document.counts(), document.pause()), (before, Some(disk_full())));
    assert_sound(&document);
    go_on(&document);
    assert_sound(&document);
}

/// What was taken in and not committed is not counted, though the book could not be read back when it went wrong.
#[test]
fn a_disk_that_cannot_even_be_read_for_a_while() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("full.fetchgrid");
    let document = Document::create(&path).expect("creates");
    let recorder = document.begin_run(start(StartMode::StartOver)).expect("begins");
    record(&recorder, 0..50).expect("records");
    document.settle().expect("settles");
    execute(&document, NO_TABLE);
    record(&recorder, 50..80).expect("the queue takes them");
    assert!(document.settle().is_err());
    assert!(recorder.failure().is_some());
    assert_eq!(document.counts().succeeded, 50);
    assert!(document.begin_run(start(StartMode::Missing)).is_err());
    execute(&document, TABLE);
    let recorder = document.begin_run(start(StartMode::Missing)).expect("begins");
    assert_eq!(document.counts().succeeded, 50);
    assert_sound(&document);
    record(&recorder, 50..1000).expect("records");
    assert_eq!(block_on(recorder.finish(RunMark::Finished)).expect("finishes").succeeded, 1000);
    assert_sound(&document);
}
