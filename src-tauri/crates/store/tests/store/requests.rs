//! What is behind a row, and what failed.

use fetchgrid_model::{
    FailureCategory, FailureFilter, Header, NamedValue, Outcome, OutcomeResult, RowDetail, StartMode,
};
use fetchgrid_store::{Document, FailedWhich};

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
    let detail = document.detail(0, 1).expect("reads").expect("is there");
    let expected = RowDetail {
        position: 0,
        page: 1,
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
    let failed = document.detail(1, 1).expect("reads").expect("is there");
    assert_eq!(failed.failure.map(|failure| failure.category), Some(FailureCategory::ServerError));
    assert_eq!((failed.status, failed.body.as_deref()), (Some(503), Some("{\"error\":\"no\"}")));
    let without = document.detail(2, 1).expect("reads").expect("is there");
    assert_eq!((without.status, without.body, without.headers.len()), (None, None, 0));
    assert_eq!(document.detail(3, 1).expect("reads"), None);
    let positions: Vec<u64> = document.request_meta(1, 9).expect("reads").iter().map(|meta| meta.position).collect();
    assert_eq!(positions, [1, 2]);
}

#[test]
fn a_long_body_is_cut_between_characters() {
    let folder = Folder::new();
    let body = format!("[\"{}\"]", "é".repeat(RowDetail::MAX_BODY));
    let document = fetched(&folder, vec![answer(0, body.clone())]);
    let detail = document.detail(0, 1).expect("reads").expect("is there");
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
        ("{\"n\":[1,", 200, Some(FailureCategory::CutOff)),
        ("<!DOCTYPE html><html></html>", 200, Some(FailureCategory::WebPage)),
    ];
    for (body, status, expected) in cases {
        let folder = Folder::new();
        let document = fetched(&folder, vec![outcome(0, OutcomeResult::Response(response(status, body)))]);
        let counts = document.counts();
        assert_eq!((counts.rows, counts.failed), (0, u64::from(expected.is_some())), "{body:?}");
        let detail = document.detail(0, 1).expect("reads").expect("is there");
        assert_eq!(detail.failure.map(|failure| failure.category), expected, "{body:?}");
        assert_eq!(detail.body.as_deref(), Some(body), "the raw answer is kept");
    }
}

#[test]
fn failures_are_grouped_and_listed() {
    use FailureCategory::{NotFound, ServerError, Timeout};
    let folder = Folder::new();
    let elsewhere = |outcome: Outcome| Outcome { address: "https://API.example.org/x".into(), ..outcome };
    let mut outcomes: Vec<_> = (0..10).map(|position| answer(position, "{}")).collect();
    outcomes.extend((10..15).map(|position| failure(position, NotFound, Some(404))));
    outcomes.extend((15..17).map(|position| failure(position, ServerError, Some(500))));
    outcomes.extend((17..20).map(|position| elsewhere(failure(position, ServerError, Some(503)))));
    outcomes.push(failure(20, Timeout, None));
    let document = fetched(&folder, outcomes);
    let groups = document.failure_groups().expect("reads");
    let seen: Vec<_> = groups
        .iter()
        .map(|group| (group.category, group.status, group.host.as_str(), group.count, group.sample))
        .collect();
    let (here, there) = ("127.0.0.1", "api.example.org");
    let expected = [
        (NotFound, Some(404), here, 5, 10),
        (ServerError, Some(503), there, 3, 17),
        (ServerError, Some(500), here, 2, 15),
        (Timeout, None, here, 1, 20),
    ];
    assert_eq!(seen, expected);
    let times = (groups[1].first_at_ms, groups[1].last_at_ms);
    assert_eq!(times, (1_700_000_000_017, 1_700_000_000_019));
    assert_eq!(groups[1].message, "It did not work out (ServerError).");

    let all = FailureFilter::default;
    let of = FailureFilter::from;
    let at = |host: &str| FailureFilter { host: Some(host.into()), ..all() };
    let with = |status| FailureFilter { status: Some(status), ..of(ServerError) };
    let cases: [(FailureFilter, u64, u32, u64, &[u64]); 12] = [
        (all(), 0, 3, 11, &[10, 11, 12]),
        (all(), 9, 5, 11, &[19, 20]),
        (all(), 11, 5, 11, &[]),
        (all(), u64::MAX, 5, 11, &[]),
        (of(ServerError), 0, 10, 5, &[15, 16, 17, 18, 19]),
        (of(ServerError), 3, 1, 5, &[18]),
        (of(FailureCategory::Tls), 0, 10, 0, &[]),
        (with(503), 1, 10, 3, &[18, 19]),
        (FailureFilter { host: Some(there.into()), ..with(503) }, 0, 2, 3, &[17, 18]),
        (FailureFilter { host: Some(here.into()), ..with(503) }, 0, 2, 0, &[]),
        (at(here), 6, 10, 8, &[16, 20]),
        (FailureFilter { status: Some(404), ..all() }, 4, 10, 5, &[14]),
    ];
    // Three times: the first look at a state of the document takes another way than those that follow.
    for (filter, offset, limit, total, positions) in cases.iter().chain(&cases).chain(&cases) {
        let page = document.failed_page(filter, *offset, *limit).expect("reads");
        assert_eq!((page.total, page.offset), (*total, *offset), "{filter:?}");
        assert_eq!(page.rows.iter().map(|row| row.position).collect::<Vec<_>>(), *positions, "{filter:?} {offset}");
        assert!(page.rows.iter().all(|row| row.values[1] == row.position.to_string() && !row.message.is_empty()));
        assert_eq!(document.count_failed(&filter.clone().into()).expect("reads"), *total, "{filter:?}");
    }

    // Retried ones leave the list, and one that fails in another way changes its group.
    let recorder = document.begin_run(start(StartMode::RetryFailed, 21)).expect("begins");
    let run = recorder.run_id();
    record(&recorder, (10..20).map(|position| answer(position, "{}")));
    record(&recorder, [failure(20, FailureCategory::Connection, None)]);
    let counts = finish(recorder);
    assert_eq!((counts.succeeded, counts.failed), (20, 1));
    let groups = document.failure_groups().expect("reads");
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].category, FailureCategory::Connection);
    assert_eq!(document.failed_page(&all(), 0, 5).expect("reads").total, 1);
    let count =
        |of_run, before_run| document.count_failed(&FailedWhich { filter: all(), of_run, before_run }).expect("reads");
    assert_eq!((count(Some(run), None), count(Some(run - 1), None), count(None, Some(run))), (1, 0, 0));
}

/// Groups and counts of failures are made from the index alone; a million failures would take seconds otherwise.
#[test]
fn failures_are_counted_without_looking_at_them() {
    let folder = Folder::new();
    drop(fetched(&folder, vec![failure(0, FailureCategory::Timeout, None)]));
    let connection = rusqlite::Connection::open(folder.document()).expect("opens");
    let sql =
        "EXPLAIN QUERY PLAN SELECT category, status, host, COUNT(*), MIN(started_at_ms), MAX(started_at_ms), MIN(id)
               FROM request INDEXED BY request_category WHERE ok = 0 GROUP BY category, status, host";
    let plan: String = connection.query_row(sql, (), |row| row.get(3)).expect("explains");
    assert_eq!(plan, "SCAN request USING COVERING INDEX request_category");
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
