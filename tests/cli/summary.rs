//! What a run says of itself: exit codes and the JSON object.

use std::time::Duration;

use fetchgrid_tests::{Answer, Server, scratch};
use serde_json::{Value, json};

use crate::{column, exported, fetch};

const KEYS: [&str; 12] = [
    "columns",
    "failed",
    "failures",
    "latency_ms",
    "pause",
    "requests",
    "requests_per_second",
    "reused",
    "rows",
    "seconds",
    "succeeded",
    "workers",
];

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<_> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn all_succeeded() {
    let server = Server::echo_ids();
    let folder = scratch();
    let args = ["--values", "id=1-20", "--workers", "5", "--json"];
    let summary = fetch(&server.at("/{id}"), &folder.path().join("a.fetchgrid"), &args).run().expect(0).json();
    assert_eq!(keys(&summary), KEYS);
    assert_eq!(keys(&summary["latency_ms"]), ["p50", "p95", "p99"]);
    assert_eq!(summary["requests"], 20);
    assert_eq!(summary["succeeded"], 20);
    assert_eq!(summary["failed"], 0);
    assert_eq!(summary["rows"], 20);
    // The value that was put in, and the field that came out.
    assert_eq!(summary["columns"], 2);
    assert_eq!(summary["workers"], 5);
    assert_eq!(summary["failures"], json!({}));
    assert!(summary["seconds"].as_f64().unwrap() > 0.0);
    assert!(summary["requests_per_second"].as_f64().unwrap() > 0.0);
    let p50 = summary["latency_ms"]["p50"].as_f64().unwrap();
    let p99 = summary["latency_ms"]["p99"].as_f64().unwrap();
    assert!(0.0 < p50 && p50 <= p99, "{p50} {p99}");
}

/// Each way to fail, by the number of the request.
fn failing(seen: &fetchgrid_tests::Seen) -> Answer {
    let status = |status| Answer::Status(status, json!({ "error": "no" }));
    match seen.last_part().as_str() {
        "2" => status(404),
        "3" => status(401),
        "4" => status(429),
        "5" => status(500),
        "6" => status(418),
        "7" => Answer::Never,
        "8" => Answer::Text("application/json", "{\"id\": ".to_owned()),
        "9" => Answer::Full(302, vec![("location", "/9".to_owned())], String::new()),
        id => Answer::Json(json!({ "id": id })),
    }
}

#[test]
fn some_failed_and_everything_else_is_written() {
    let server = Server::start(failing);
    let folder = scratch();
    let document = folder.path().join("f.fetchgrid");
    let out = folder.path().join("f.json");
    let args = ["--values", "id=1-10", "--timeout", "1", "--retries", "0", "--json", "--out", out.to_str().unwrap()];
    let summary = fetch(&server.at("/{id}"), &document, &args).run().expect(2).json();
    assert_eq!(keys(&summary), KEYS);
    assert_eq!(summary["succeeded"], 2);
    assert_eq!(summary["failed"], 8);
    let failures = json!({
        "timeout": 1, "sign_in": 1, "not_found": 1, "too_many_requests": 1, "client_error": 1, "server_error": 1, "redirect": 1,
        "cut_off": 1,
    });
    assert_eq!(summary["failures"], failures);
    let written: Value = serde_json::from_str(&std::fs::read_to_string(&out).unwrap()).unwrap();
    assert_eq!(written.as_array().map(Vec::len), Some(2));
    assert_eq!(column(&exported(&document), "id"), ["1", "10"]);
}

#[test]
fn nobody_listens() {
    // A port that was free a moment ago and on which nothing listens.
    let address = {
        let server = Server::echo_ids();
        server.at("/{id}")
    };
    let folder = scratch();
    let args = ["--values", "id=1-3", "--retries", "0", "--json"];
    let summary = fetch(&address, &folder.path().join("n.fetchgrid"), &args).run().expect(2).json();
    assert_eq!(summary["failures"], json!({ "connection": 3 }));
}

#[test]
fn passing_failures_are_tried_again() {
    // The first two answers to each path fail; the default of two retries reaches the third.
    let server = Server::start(|seen| match seen.nth {
        1 => Answer::Status(503, json!({})),
        2 => Answer::Full(429, vec![("retry-after", "0".to_owned())], String::new()),
        _ => Answer::Json(json!({ "id": seen.last_part() })),
    });
    let folder = scratch();
    let args = ["--values", "id=1-3", "--json"];
    let summary = fetch(&server.at("/{id}"), &folder.path().join("r.fetchgrid"), &args).run().expect(0).json();
    assert_eq!(summary["succeeded"], 3);
    assert_eq!(server.paths().len(), 9);
}

#[test]
fn lasting_failures_are_not_tried_again() {
    let server = Server::start(|_| Answer::Status(404, json!({})));
    let folder = scratch();
    let args = ["--values", "id=1-3", "--retries", "5"];
    fetch(&server.at("/{id}"), &folder.path().join("l.fetchgrid"), &args).run().expect(2);
    assert_eq!(server.paths().len(), 3);
}

#[test]
fn the_plans_order_whatever_the_order_of_the_answers() {
    // The earlier a request, the later its answer.
    let server = Server::start(|seen| {
        let id: u64 = seen.last_part().parse().unwrap_or(0);
        Answer::After(Duration::from_millis(10 * (20 - id)), Box::new(Answer::Json(json!({ "answer": id }))))
    });
    let folder = scratch();
    let document = folder.path().join("o.fetchgrid");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1-19", "--workers", "19"]).run().expect(0);
    let expected: Vec<_> = (1..20).map(|id| id.to_string()).collect();
    assert_eq!(column(&exported(&document), "answer"), expected);
}
