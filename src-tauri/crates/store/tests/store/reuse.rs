//! Outcomes that stand in for requests that need not be sent.

use fetchgrid_model::{FailureCategory, Outcome, PauseCode, PauseReason, Rest, StartMode, View};
use fetchgrid_store::{Committed, Document, Recorder, Reuse, RunMark, RunStart};

use crate::support::{
    Folder, answer, assert_integrity, block_on, failure, finish, outcome, pages, record, reuse, start,
};

const PLANNED: u64 = 10;

fn equal(position: u64, equal_to: u64, accept_failure_of_run: bool) -> Reuse {
    let values = vec!["products".into(), format!("like {equal_to}")];
    let address = format!("http://127.0.0.1/inventory/products?id={position}");
    Reuse { equal_to: Some(equal_to), accept_failure_of_run, ..plain(position, values, address) }
}

fn plain(position: u64, values: Vec<String>, address: String) -> Reuse {
    let (page, rest) = (1, Rest::SINGLE);
    Reuse { position, page, rest, wants_answer: false, values, address, equal_to: None, accept_failure_of_run: false }
}

/// As the request at that place is sent.
fn same_address(position: u64) -> Reuse {
    let Outcome { values, address, .. } = answer(position, "");
    plain(position, values, address)
}

fn begin(document: &Document, mode: StartMode, keep_since_ms: Option<i64>) -> Recorder {
    document.begin_run(RunStart { keep_since_ms, ..start(mode, PLANNED) }).expect("begins")
}

#[test]
fn outcomes_of_equal_requests() {
    // Of the first run: 0 good, 1 failed, 2 not usable. Of the second: 3 good, 4 failed, 5 several rows. 6 has none.
    let cases = [
        (0, false, true),
        (1, false, false),
        (1, true, false),
        (2, true, false),
        (3, false, true),
        (4, false, false),
        (4, true, true),
        (5, true, true),
        (6, true, false),
        (7, true, false),
    ];
    for is_settled in [false, true] {
        for (equal_to, accept, expected) in cases {
            let name = format!("{equal_to}, {accept}, {is_settled}");
            let folder = Folder::new();
            let document = Document::create(&folder.document()).expect("creates");
            let recorder = begin(&document, StartMode::StartOver, None);
            record(&recorder, [answer(0, "{\"n\":0}"), failure(1, FailureCategory::Timeout, None), answer(2, "{ no")]);
            finish(recorder);
            let recorder = begin(&document, StartMode::Missing, None);
            record(&recorder, [answer(3, "{\"n\":3}"), failure(4, FailureCategory::NotFound, Some(404))]);
            record(&recorder, [answer(5, "[{\"n\":5},{\"n\":6}]")]);
            if is_settled {
                document.settle().expect("settles");
            }
            assert_eq!(reuse(&recorder, equal(7, equal_to, accept)), expected, "{name}");
            let run = recorder.clone();
            let counts = finish(recorder);
            assert_eq!(counts.done(), 6 + u64::from(expected), "{name}");
            let detail = document.detail(7, 1).expect("reads");
            assert_eq!(detail.is_some(), expected, "{name}");
            let (reused, is_failed) = (u64::from(expected), equal_to == 4);
            let failed = 1 + u64::from(expected && is_failed);
            assert_eq!(run.committed(), Committed { done: 3 + reused, failed, reused }, "{name}");
            if let Some(copy) = detail {
                let original = document.detail(equal_to, 1).expect("reads").expect("is there");
                assert_eq!(copy.values[0].value, "products");
                assert!(copy.address.ends_with("products?id=7"));
                assert_eq!(
                    (copy.status, copy.attempts, copy.body),
                    (original.status, original.attempts, original.body)
                );
                assert_eq!((copy.started_at_ms, copy.duration_ms), (original.started_at_ms, original.duration_ms));
                assert_eq!((copy.headers, copy.failure), (original.headers, original.failure));
                let rows = pages(&document, &View::default(), 10);
                let of = |place: u64| rows.iter().filter(move |(position, _)| *position == place);
                assert_eq!(of(7).count(), of(equal_to).count(), "{name}");
                for ((_, copy), (_, original)) in of(7).zip(of(equal_to)) {
                    assert_eq!(copy["{type}"].text, "products");
                    assert_eq!(copy["n"], original["n"]);
                }
                // Its failure is listed under its own address.
                let groups = document.failure_groups().expect("reads");
                let found = groups.iter().find(|group| group.status == Some(404)).map(|group| group.count);
                assert_eq!(found, Some(failed), "{name}");
            }
            assert_integrity(&document);
        }
    }
}

#[test]
fn an_outcome_that_is_replaced_by_an_equal_one() {
    let folder = Folder::new();
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = begin(&document, StartMode::StartOver, None);
    record(&recorder, [answer(0, "[{\"n\":1},{\"n\":2}]"), failure(1, FailureCategory::Timeout, None)]);
    assert!(reuse(&recorder, equal(1, 0, false)));
    let counts = finish(recorder);
    assert_eq!((counts.succeeded, counts.failed, counts.rows), (2, 0, 4));
}

/// A document whose plan was fetched at times 1 700 000 000 000 and a millisecond later for each request.
fn fetched(folder: &Folder) -> Document {
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = begin(&document, StartMode::StartOver, None);
    record(&recorder, (0..5).map(|position| answer(position, format!("{{\"n\":{position}}}"))));
    record(&recorder, [failure(5, FailureCategory::NotFound, Some(404)), answer(6, "{ no")]);
    // With a key in the address that nobody sees.
    record(&recorder, [Outcome { address: "http://127.0.0.1/x?key=•••".into(), ..answer(7, "{\"n\":7}") }]);
    // Asked for twice, and the later answer was another one.
    record(&recorder, [Outcome { address: answer(0, "").address, ..answer(8, "{\"n\":8}") }]);
    let older = Outcome { started_at_ms: TIME - 5, ..answer(9, "{\"n\":9}") };
    record(&recorder, [Outcome { address: answer(1, "").address, ..older }]);
    finish(recorder);
    document
}

const TIME: i64 = 1_700_000_000_000;

#[test]
fn answers_are_kept_while_everything_is_fetched_anew() {
    let asked = |recorder: &Recorder| -> Vec<u64> {
        (0..PLANNED).filter(|position| reuse(recorder, same_address(*position))).collect()
    };
    let cases: [(Option<i64>, &[u64]); 5] = [
        (None, &[]),
        (Some(0), &[0, 1, 2, 3, 4]),
        (Some(TIME + 2), &[0, 2, 3, 4]),
        (Some(TIME + 8), &[0]),
        (Some(TIME + 9), &[]),
    ];
    for (since, expected) in cases {
        let folder = Folder::new();
        let document = fetched(&folder);
        let recorder = begin(&document, StartMode::StartOver, since);
        assert_eq!((document.counts().done(), document.table().rows), (0, 0));
        assert_eq!(asked(&recorder), expected, "{since:?}");
        let masked = Reuse { address: "http://127.0.0.1/x?key=•••".into(), ..same_address(9) };
        assert!(!reuse(&recorder, masked));
        block_on(recorder.finish(RunMark::Stopped)).expect("finishes");
        for (position, number) in
            expected.iter().map(|position| (*position, if *position == 0 { 8 } else { *position }))
        {
            let detail = document.detail(position, 1).expect("reads").expect("is there");
            assert_eq!(detail.body.as_deref(), Some(format!("{{\"n\":{number}}}").as_str()));
            assert_eq!((detail.status, detail.started_at_ms), (Some(200), TIME + number as i64));
        }
        assert_eq!(pages(&document, &View::default(), 3).len(), expected.len());
        assert_integrity(&document);
    }
}

#[test]
fn how_long_answers_are_kept() {
    type End = fn(Recorder);
    fn pause() -> PauseReason {
        PauseReason { code: PauseCode::SignIn, message: "The key.".into(), until_ms: None }
    }
    let stopped: End = |recorder| drop(block_on(recorder.finish(RunMark::Stopped)));
    let paused: End = |recorder| drop(block_on(recorder.finish(RunMark::Paused(pause()))));
    let abandoned: End = drop;
    let complete: End = |recorder| {
        record(&recorder, (0..PLANNED).map(|position| answer(position, "{}")));
        finish(recorder);
    };
    for (name, end, is_kept) in [
        ("stopped", stopped, true),
        ("paused", paused, true),
        ("abandoned", abandoned, true),
        ("finished", complete, false),
    ] {
        let folder = Folder::new();
        let document = fetched(&folder);
        end(begin(&document, StartMode::StartOver, Some(0)));
        drop(document);
        let document = Document::open(&folder.document()).expect("opens");
        let recorder = begin(&document, StartMode::Continue, None);
        assert_eq!(reuse(&recorder, same_address(3)), is_kept, "{name}");
        drop(recorder);
        // Starting over with the cache goes on with what is still kept; without it, nothing is.
        let recorder = begin(&document, StartMode::StartOver, Some(0));
        assert_eq!(reuse(&recorder, same_address(2)), is_kept || name == "finished", "{name}");
        drop(recorder);
        let recorder = begin(&document, StartMode::StartOver, Some(TIME + 3));
        assert!(!reuse(&recorder, same_address(2)) && reuse(&recorder, same_address(3)), "{name}");
        drop(recorder);
        let recorder = begin(&document, StartMode::StartOver, None);
        assert!(!reuse(&recorder, same_address(3)), "{name}");
        finish(recorder);
        assert_integrity(&document);
    }
}

/// Enough answers for a dictionary, without which the kept ones could not be unpacked.
#[test]
fn kept_answers_outlive_the_plan_that_they_were_packed_with() {
    let folder = Folder::new();
    let document = Document::create(&folder.document()).expect("creates");
    let body = |position: u64| format!("{{\"number\":{position},\"name\":\"Item {position}\",\"ok\":true}}");
    let count = |sql: &str| -> u64 {
        let connection = rusqlite::Connection::open(folder.document()).expect("opens");
        connection.query_row(sql, (), |row| row.get(0)).expect("counts")
    };
    let with_dictionary = || count("SELECT COUNT(*) FROM response WHERE dict_id IS NOT NULL");
    let recorder = begin(&document, StartMode::StartOver, None);
    let mut planned = 0;
    while with_dictionary() < 20 {
        record(&recorder, (planned..planned + 1500).map(|position| answer(position, body(position))));
        planned += 1500;
        document.settle().expect("settles");
    }
    finish(recorder);
    let recorder = begin(&document, StartMode::StartOver, Some(0));
    assert_eq!((count("SELECT COUNT(*) FROM kept"), count("SELECT COUNT(*) FROM request")), (planned, 0));
    // New ones beside them, packed with the same dictionary.
    record(&recorder, (planned..planned + 10).map(|position| answer(position, body(position))));
    for position in planned - 10..planned {
        assert!(reuse(&recorder, same_address(position)));
    }
    let recorder = {
        drop(recorder);
        begin(&document, StartMode::Missing, None)
    };
    record(&recorder, (0..planned - 10).map(|position| outcome(position, answer(position, body(position)).result)));
    finish(recorder);
    assert_eq!(count("SELECT COUNT(*) FROM kept"), 0);
    drop(document);
    let document = Document::open(&folder.document()).expect("opens");
    for position in [0, planned - 1, planned + 9] {
        let detail = document.detail(position, 1).expect("reads").expect("is there");
        assert_eq!(detail.body, Some(body(position)));
    }
    // Without a cache everything goes, the dictionary too.
    finish(begin(&document, StartMode::StartOver, None));
    assert_eq!(count("SELECT COUNT(*) FROM zdict"), 0);
}

#[test]
fn a_run_that_has_ended_reuses_nothing() {
    let folder = Folder::new();
    let document = fetched(&folder);
    let first = begin(&document, StartMode::Missing, None);
    let second = begin(&document, StartMode::Missing, None);
    assert!(block_on(first.reuse(equal(9, 0, false))).is_err());
    assert!(reuse(&second, equal(9, 0, false)));
}
