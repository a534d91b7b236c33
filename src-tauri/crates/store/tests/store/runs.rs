//! How runs begin and end.

use fetchgrid_model::{StartMode, View};
use fetchgrid_store::{Document, StoreError};

use crate::support::{Folder, answer, block_on, finish, pages, record, start};

fn opened(folder: &Folder) -> Document {
    Document::open(&folder.document()).expect("opens")
}

#[test]
fn how_a_run_ended_is_known_afterwards() {
    type End = fn(fetchgrid_store::Recorder);
    let cases: [(&str, End, bool); 3] = [
        ("finished", |recorder| drop(block_on(recorder.finish(false))), false),
        ("stopped", |recorder| drop(block_on(recorder.finish(true))), false),
        ("abandoned", drop, true),
    ];
    for (name, end, interrupted) in cases {
        let folder = Folder::new();
        let document = Document::create(&folder.document()).expect("creates");
        assert_eq!((document.fingerprint(), document.was_interrupted()), (None, false));
        let recorder = document.begin_run(start(StartMode::StartOver, 10)).expect("begins");
        record(&recorder, (0..4).map(|position| answer(position, "{\"n\":1}")));
        end(recorder);
        drop(document);
        let document = opened(&folder);
        assert_eq!(document.was_interrupted(), interrupted, "{name}");
        assert_eq!(document.fingerprint().as_deref(), Some("0123456789abcdef"));
        assert_eq!(document.placeholders(), ["type", "id"]);
        let counts = document.counts();
        assert_eq!((counts.planned, counts.succeeded, counts.missing()), (10, 4, 6), "{name}");
        assert_eq!(
            document.missing(10).map(|position| position.expect("reads")).collect::<Vec<_>>(),
            [4, 5, 6, 7, 8, 9]
        );
        // Beginning again settles it.
        finish(document.begin_run(start(StartMode::Missing, 10)).expect("begins"));
        assert!(!document.was_interrupted());
        assert_eq!(document.counts().succeeded, 4);
        drop(document);
        assert!(!opened(&folder).was_interrupted());
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
    assert_eq!(document.detail(0).expect("reads"), None);
    record(&recorder, [answer(1, "{\"n\":5}")]);
    assert_eq!(finish(recorder).rows, 1);
    assert_eq!(pages(&document, &View::default(), 5).len(), 1);
    drop(document);
    let length = std::fs::metadata(folder.document()).expect("is there").len();
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
    assert!(matches!(block_on(first.finish(false)), Err(StoreError::RunEnded(_))));
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
