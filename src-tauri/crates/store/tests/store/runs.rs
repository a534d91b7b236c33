//! How runs begin and end.

use std::fs;

use fetchgrid_model::{
    FailureCategory, FailureFilter, PauseCode, PauseReason, RunRequest, RunSettings, StartMode, View, Workers,
};
use fetchgrid_store::{Document, RunMark, RunStart, StoreError};

use crate::support::{Folder, answer, block_on, finish, pages, places, record, start};

fn opened(folder: &Folder) -> Document {
    Document::open(&folder.document()).expect("opens")
}

fn pause() -> PauseReason {
    let message = "The API did not accept your key (401).".into();
    PauseReason { code: PauseCode::SignIn, message, until_ms: Some(1_700_000_000_000) }
}

fn set_read_only(folder: &Folder, is_read_only: bool) {
    let mut permissions = fs::metadata(folder.document()).expect("is there").permissions();
    permissions.set_readonly(is_read_only);
    fs::set_permissions(folder.document(), permissions).expect("sets");
}

#[test]
fn how_a_run_ended_is_known_afterwards() {
    type End = fn(fetchgrid_store::Recorder);
    let cases: [(&str, End, bool, Option<PauseReason>); 4] = [
        ("finished", |recorder| drop(block_on(recorder.finish(RunMark::Finished))), false, None),
        ("stopped", |recorder| drop(block_on(recorder.finish(RunMark::Stopped))), false, None),
        ("paused", |recorder| drop(block_on(recorder.finish(RunMark::Paused(pause())))), false, Some(pause())),
        ("abandoned", drop, true, None),
    ];
    for (name, end, interrupted, pause) in cases {
        let folder = Folder::new();
        let document = Document::create(&folder.document()).expect("creates");
        assert_eq!((document.fingerprint(), document.was_interrupted()), (None, false));
        assert_eq!(document.last_run().expect("reads"), None);
        let recorder = document.begin_run(start(StartMode::StartOver, 10)).expect("begins");
        record(&recorder, (0..4).map(|position| answer(position, "{\"n\":1}")));
        end(recorder);
        assert_eq!(document.pause(), pause, "{name}");
        drop(document);
        for is_read_only in [true, false] {
            set_read_only(&folder, is_read_only);
            let document = opened(&folder);
            assert_eq!(document.is_read_only(), is_read_only);
            assert_eq!((document.was_interrupted(), document.pause()), (interrupted, pause.clone()), "{name}");
            let run = document.last_run().expect("reads").expect("is there");
            assert_eq!((run.mode, run.pause), (StartMode::StartOver, pause.clone()), "{name}");
            assert_eq!(run.ended_at_ms.is_none(), interrupted, "{name}");
        }
        let document = opened(&folder);
        assert_eq!(document.fingerprint().as_deref(), Some("0123456789abcdef"));
        assert_eq!(document.placeholders(), ["type", "id"]);
        let counts = document.counts();
        assert_eq!((counts.planned, counts.succeeded, counts.missing()), (10, 4, 6), "{name}");
        assert_eq!(places(document.missing(10)), [4, 5, 6, 7, 8, 9]);
        // Beginning again settles it.
        let recorder = document.begin_run(start(StartMode::Continue, 10)).expect("begins");
        assert_eq!((document.was_interrupted(), document.pause()), (false, None), "{name}");
        finish(recorder);
        assert_eq!(document.counts().succeeded, 4);
        drop(document);
        let document = opened(&folder);
        assert_eq!((document.was_interrupted(), document.pause()), (false, None), "{name}");
    }
}

#[test]
fn what_a_run_was_asked_for_is_known_afterwards() {
    let failures = FailureFilter { status: Some(503), host: Some("api".into()), ..FailureCategory::ServerError.into() };
    let requests: [RunRequest; 5] = [
        StartMode::StartOver.into(),
        StartMode::Missing.into(),
        StartMode::Continue.into(),
        RunRequest { failures, ..StartMode::RetryFailed.into() },
        RunRequest { positions: vec![5, 1, 9], ..StartMode::Selected.into() },
    ];
    let folder = Folder::new();
    let document = Document::create(&folder.document()).expect("creates");
    let mut last = 0;
    for request in requests {
        let settings = RunSettings { cache_seconds: Some(60), workers: Workers::AUTO, ..RunSettings::default() };
        let begun = RunStart { request: request.clone(), settings: settings.clone(), ..start(request.mode, 10) };
        let recorder = document.begin_run(begun).expect("begins");
        let run = document.last_run().expect("reads").expect("is there");
        assert_eq!((run.id, run.mode), (recorder.run_id(), request.mode));
        assert_eq!((run.request, run.settings), (request, settings));
        assert!(run.id > last);
        last = run.id;
        finish(recorder);
    }
}

#[test]
fn starting_over_drops_what_was_fetched() {
    let folder = Folder::new();
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = document.begin_run(start(StartMode::StartOver, 5000)).expect("begins");
    // Ten megabytes that hardly pack.
    let noise =
        |from: u64| (from * 200..from * 200 + 200).map(|n| format!("{:x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    let noisy = |position| answer(position, format!("{{\"n\":\"{}\"}}", noise(position).collect::<String>()));
    record(&recorder, (0..5000).map(noisy));
    finish(recorder);
    let version = document.table().version;
    let recorder = document.begin_run(start(StartMode::StartOver, 3)).expect("begins");
    assert_eq!(document.counts().done(), 0);
    assert_eq!(document.table().rows, 0);
    assert!(document.table().version > version);
    assert_eq!(document.detail(0, 1).expect("reads"), None);
    record(&recorder, [answer(1, "{\"n\":5}")]);
    assert_eq!(finish(recorder).rows, 1);
    assert_eq!(pages(&document, &View::default(), 5).len(), 1);
    drop(document);
    let length = fs::metadata(folder.document()).expect("is there").len();
    assert!(length < 300_000, "{length} bytes for one small answer");
    assert_eq!(pages(&opened(&folder), &View::default(), 5).len(), 1);
}

#[test]
fn a_new_run_ends_the_one_before() {
    let folder = Folder::new();
    let document = Document::create(&folder.document()).expect("creates");
    let first = document.begin_run(start(StartMode::StartOver, 2)).expect("begins");
    record(&first, [answer(0, "{}")]);
    let second = document.begin_run(start(StartMode::Missing, 2)).expect("begins");
    assert!(first.failure().is_some());
    assert!(matches!(block_on(first.record(answer(1, "{}"))), Err(StoreError::RunEnded(_))));
    assert!(matches!(block_on(first.finish(RunMark::Finished)), Err(StoreError::RunEnded(_))));
    record(&second, [answer(1, "{}")]);
    assert_eq!(finish(second).succeeded, 2);
}

/// Counts and table move together, and only forward, while outcomes come in.
#[test]
fn counts_move_after_the_commit() {
    let folder = Folder::new();
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = document.begin_run(start(StartMode::StartOver, 20_000)).expect("begins");
    let feeding = recorder.clone();
    let feeder = std::thread::spawn(move || record(&feeding, (0..20_000).map(|position| answer(position, "[{},{}]"))));
    let mut last = 0;
    while last < 20_000 {
        let counts = document.counts();
        assert!(counts.succeeded >= last);
        last = counts.succeeded;
        let reader = rusqlite::Connection::open(folder.document()).expect("opens");
        let on_disk: u64 = reader.query_row("SELECT COUNT(*) FROM request", (), |row| row.get(0)).expect("counts");
        assert!(on_disk >= counts.succeeded, "{on_disk} on disk, {} counted", counts.succeeded);
        let info = document.view(&View::default(), &|| false).expect("a view");
        assert_eq!(info.rows % 2, 0);
        if info.rows > 0 {
            let page = document.page(info.id, info.rows - 1, 5, &[]).expect("the last row");
            assert_eq!(page.positions, [info.rows / 2 - 1]);
        }
    }
    feeder.join().expect("feeds");
    assert_eq!(finish(recorder).rows, 40_000);
}
