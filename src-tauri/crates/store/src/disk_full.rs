//! What happens when the disk is full: SQLite says so in the same way when a file has reached the number of pages that it
//! may have, which a test can bring about without filling a disk.

use bytes::Bytes;
use fetchgrid_model::{Outcome, OutcomeResult, Response, RunSettings, StartMode, View};

use crate::command::Command;
use crate::{Document, RunStart, StoreError};

fn start(mode: StartMode) -> RunStart {
    let settings = RunSettings::default();
    RunStart { mode, planned: 1000, fingerprint: "f".into(), placeholders: vec!["id".into()], settings }
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
        values: vec![position.to_string()],
        address: "http://127.0.0.1/".into(),
        started_at_ms: 0,
        duration_us: 1,
        attempts: 1,
        result: OutcomeResult::Response(Response { status: 200, headers: Vec::new(), body }),
    }
}

#[test]
fn a_full_disk_ends_the_run_and_keeps_what_was_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("full.fetchgrid");
    let document = Document::create(&path).expect("creates");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let recorder = document.begin_run(start(StartMode::StartOver)).expect("begins");
    runtime.block_on(async {
        for position in 0..50 {
            recorder.record(answer(position)).await.expect("records");
        }
    });
    document.settle().expect("settles");
    let limit = |pages: i64| document.call(|reply| Command::LimitPages { pages, reply }).expect("limits");
    let pages = std::fs::metadata(&path).expect("is there").len() / 8192;
    limit(pages as i64 + 100);
    let error = runtime.block_on(async {
        for position in 50.. {
            if let Err(error) = recorder.record(answer(position)).await {
                return error;
            }
        }
        unreachable!("it has to end")
    });
    assert!(matches!(error, StoreError::DiskFull { path: found } if found == path));
    assert!(recorder.failure().is_some_and(|message| message.contains("disk is full")));
    assert!(matches!(runtime.block_on(recorder.finish(false)), Err(StoreError::DiskFull { .. })));

    let check = |document: &Document| {
        let counts = document.counts();
        assert!(counts.rows >= 50 && counts.rows == counts.succeeded, "{counts:?}");
        let info = document.view(&View::default(), &|| false).expect("a view");
        let column = info.columns.iter().find(|column| column.name == "n").expect("a column").id;
        let page = document.page(info.id, 0, 2000, &[column]).expect("a page");
        let expected: Vec<String> = (0..counts.rows).map(|position| position.to_string()).collect();
        assert_eq!(page.columns[0].texts, expected);
        let missing: Vec<u64> = document.missing(1000).map(|position| position.expect("reads")).collect();
        assert_eq!(missing, (counts.rows..1000).collect::<Vec<_>>());
    };
    check(&document);

    // With room again, the next run goes on.
    limit(1 << 30);
    let recorder = document.begin_run(start(StartMode::Missing)).expect("begins");
    runtime.block_on(async {
        for position in document.missing(1000) {
            recorder.record(answer(position.expect("reads"))).await.expect("records");
        }
    });
    assert_eq!(runtime.block_on(recorder.finish(false)).expect("finishes").succeeded, 1000);
    drop(document);
    check(&Document::open(&path).expect("opens"));
}
