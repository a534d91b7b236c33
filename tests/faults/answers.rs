//! Answers that arrive whole, and are not what was asked for.

use serde_json::json;

use fetchgrid_tests::{Cli, stored};

use crate::case::{Case, LASTING, PASSING};

#[test]
fn statuses() {
    let check = |kind: &'static str, category: &str, attempts, words: &[&str]| {
        Case::new(kind).fails(category, attempts, &[&[kind][..], words].concat());
    };
    check("400", "client_error", LASTING, &[]);
    check("404", "not_found", LASTING, &[]);
    check("410", "not_found", LASTING, &[]);
    check("418", "client_error", LASTING, &[]);
    check("500", "server_error", PASSING, &["3 times"]);
    check("503", "server_error", PASSING, &["3 times"]);
}

#[test]
fn bursts_of_503_pass() {
    Case::new("503-burst").succeeds(PASSING);
}

#[test]
fn a_sign_in_page_where_data_was_expected() {
    for kind in ["page", "page-as-json"] {
        Case::new(kind).fails("web_page", LASTING, &["web page", "sign-in"]);
    }
}

#[test]
fn errors_with_a_good_status() {
    Case::new("error-in-200").with(["--error-when", "error"]).fails("error_in_answer", LASTING, &["no such record"]);
    // The others have no status, which is another one than `ok`.
    let seen = Case::new("status-fail").with(["--error-when", "status!=ok"]).run(2);
    assert_eq!(seen.summary["failures"], json!({ "error_in_answer": 40 }));
}

#[test]
fn without_a_rule_an_error_is_a_row() {
    let seen = Case::new("error-in-200").succeeds(LASTING);
    assert_eq!(seen.cells("error").iter().filter(|error| *error == "no such record").count(), 6);
}

#[test]
fn the_rule_lets_good_answers_through() {
    Case::new("status-ok").with(["--error-when", "error"]).succeeds(LASTING);
}

#[test]
fn a_key_that_is_not_accepted_pauses_the_run() {
    let seen = Case::new("key").with(["--stop-on-sign-in-failure"]).run(3);
    assert_eq!(seen.summary["pause"]["code"], "sign_in");
    let first = stored(&seen.document);
    assert!(first.iter().any(|request| request.category.as_deref() == Some("sign_in")));
    assert!((1..=6).map(|n| seen.asked(6 * n)).sum::<u64>() < 6, "the run goes on with a key that is not accepted");

    // The right key, and on with it: what failed for the key's sake is fetched again, what is there is not.
    let resumed = Cli::new(["run"]).with([&seen.document]).with(["--resume", "--json"]);
    resumed.with(["--header", "Authorization: Bearer good"]).run().expect(0);
    let requests = stored(&seen.document);
    assert!(requests.len() == 40 && requests.iter().all(|request| request.ok));
    for request in first.iter().filter(|request| request.ok) {
        assert_eq!(seen.faults.attempts(&format!("/ok/{}", request.position + 1)), 1);
    }
}
