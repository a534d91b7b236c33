//! What is behind a row, and what failed.

use fetchgrid_model::{FailureCategory, Header, NamedValue, OutcomeResult, RowDetail, StartMode};
use fetchgrid_store::Document;

use crate::support::{Folder, answer, failure, fetched, finish, outcome, record, response, start};

#[test]
fn a_row_knows_its_request_and_the_raw_answer() {
    let folder = Folder::new();
    let outcomes = vec![
        answer(0, "{\"a\":1}"),
        failure(1, FailureCategory::ServerError, Some(503)),
        failure(2, FailureCategory::Timeout, None),
    ];
    let document = fetched(&folder, outcomes);
    let detail = document.detail(0).expect("reads").expect("is there");
    let expected = RowDetail {
        position: 0,
        values: vec![
            NamedValue { name: "type".into(), value: "materials".into() },
            NamedValue { name: "id".into(), value: "0".into() },
        ],
        address: "http://127.0.0.1/inventory/materials?id=0".into(),
        status: Some(200),
        started_at_ms: 1_700_000_000_000,
        duration_ms: 1.5,
        attempts: 1,
        failure: None,
        headers: vec![
            Header { name: "content-type".into(), value: "application/json".into() },
            Header { name: "x-served-by".into(), value: "a test".into() },
        ],
        body: Some("{\"a\":1}".into()),
        body_bytes: 7,
        truncated: false,
    };
    assert_eq!(detail, expected);
    let failed = document.detail(1).expect("reads").expect("is there");
    assert_eq!(failed.failure.map(|failure| failure.category), Some(FailureCategory::ServerError));
    assert_eq!((failed.status, failed.body.as_deref()), (Some(503), Some("{\"error\":\"no\"}")));
    let without = document.detail(2).expect("reads").expect("is there");
    assert_eq!((without.status, without.body, without.headers.len()), (None, None, 0));
    assert_eq!(document.detail(3).expect("reads"), None);
    let positions: Vec<u64> = document.request_meta(1, 9).expect("reads").iter().map(|meta| meta.position).collect();
    assert_eq!(positions, [1, 2]);
}

#[test]
fn a_long_body_is_cut_between_characters() {
    let folder = Folder::new();
    let body = format!("[\"{}\"]", "é".repeat(RowDetail::MAX_BODY));
    let document = fetched(&folder, vec![answer(0, body.clone())]);
    let detail = document.detail(0).expect("reads").expect("is there");
    assert!(detail.truncated);
    assert_eq!(detail.body_bytes, body.len() as u64);
    let shown = detail.body.expect("a body");
    assert!(body.starts_with(&shown) && RowDetail::MAX_BODY - shown.len() < 2);
}

#[test]
fn answers_without_rows() {
    let cases = [
        ("", 200, None),
        (" \n", 200, None),
        ("gone", 204, None),
        ("[]", 200, None),
        ("{ not JSON", 200, Some(FailureCategory::UnexpectedFormat)),
    ];
    for (body, status, expected) in cases {
        let folder = Folder::new();
        let document = fetched(&folder, vec![outcome(0, OutcomeResult::Response(response(status, body)))]);
        let counts = document.counts();
        assert_eq!((counts.rows, counts.failed), (0, u64::from(expected.is_some())), "{body:?}");
        let detail = document.detail(0).expect("reads").expect("is there");
        assert_eq!(detail.failure.map(|failure| failure.category), expected, "{body:?}");
        assert_eq!(detail.body.as_deref(), Some(body), "the raw answer is kept");
    }
}

#[test]
fn failures_are_grouped_and_listed() {
    use FailureCategory::{NotFound, ServerError, Timeout};
    let folder = Folder::new();
    let mut outcomes: Vec<_> = (0..10).map(|position| answer(position, "{}")).collect();
    outcomes.extend((10..15).map(|position| failure(position, NotFound, Some(404))));
    outcomes.extend((15..17).map(|position| failure(position, ServerError, Some(500))));
    outcomes.extend((17..20).map(|position| failure(position, ServerError, Some(503))));
    outcomes.push(failure(20, Timeout, None));
    let document = fetched(&folder, outcomes);
    let groups = document.failure_groups().expect("reads");
    let groups: Vec<_> = groups.iter().map(|group| (group.category, group.status, group.count)).collect();
    assert_eq!(
        groups,
        [(NotFound, Some(404), 5), (ServerError, Some(503), 3), (ServerError, Some(500), 2), (Timeout, None, 1)]
    );
    type Case = (Option<FailureCategory>, u64, u32, u64, &'static [u64]);
    let cases: [Case; 6] = [
        (None, 0, 3, 11, &[10, 11, 12]),
        (None, 9, 5, 11, &[19, 20]),
        (None, 11, 5, 11, &[]),
        (Some(ServerError), 0, 10, 5, &[15, 16, 17, 18, 19]),
        (Some(ServerError), 3, 1, 5, &[18]),
        (Some(FailureCategory::Tls), 0, 10, 0, &[]),
    ];
    for (category, offset, limit, total, positions) in cases {
        let page = document.failed_page(category, offset, limit).expect("reads");
        assert_eq!((page.total, page.offset), (total, offset));
        assert_eq!(page.rows.iter().map(|row| row.position).collect::<Vec<_>>(), positions, "{category:?} {offset}");
        assert!(page.rows.iter().all(|row| row.values[1] == row.position.to_string() && !row.message.is_empty()));
    }

    // Retried ones leave the list, and one that fails in another way changes its group.
    let recorder = document.begin_run(start(StartMode::RetryFailed, 21)).expect("begins");
    record(&recorder, (10..20).map(|position| answer(position, "{}")));
    record(&recorder, [failure(20, FailureCategory::Connection, None)]);
    let counts = finish(recorder);
    assert_eq!((counts.succeeded, counts.failed), (20, 1));
    let groups = document.failure_groups().expect("reads");
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].category, FailureCategory::Connection);
}

#[test]
fn what_is_missing_is_found_without_reading_what_is_not() {
    let folder = Folder::new();
    let planned = 30_000;
    let holes = [0, 5000, 5001, 12_287, 12_288, 29_999];
    let document = Document::create(&folder.document()).expect("creates");
    let recorder = document.begin_run(start(StartMode::StartOver, planned)).expect("begins");
    record(&recorder, (0..planned).filter(|position| !holes.contains(position)).map(|position| answer(position, "{}")));
    finish(recorder);
    let missing =
        |document: &Document| document.missing(planned).map(|position| position.expect("reads")).collect::<Vec<_>>();
    assert_eq!(missing(&document), holes);
    document.settle().expect("settles");
    assert_eq!(missing(&document), holes);
    assert_eq!(document.missing(5001).count(), 2);
    // A longer plan than was run.
    assert_eq!(document.missing(planned + 2).count(), holes.len() + 2);

    // Recording what it hands out, as a run does, disturbs it not.
    let recorder = document.begin_run(start(StartMode::Missing, planned)).expect("begins");
    for position in document.missing(planned) {
        record(&recorder, [answer(position.expect("reads"), "{}")]);
    }
    assert_eq!(finish(recorder).missing(), 0);
    assert!(missing(&document).is_empty());
}
