//! Documents over several commands: run again, resume, retry, export, info.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fetchgrid_tests::{Answer, Cli, Server, scratch};
use serde_json::json;

use crate::{column, exported, fetch, info};

#[test]
fn retry_failed_asks_for_the_failed_alone_and_puts_them_in_their_places() {
    let well = Arc::new(AtomicBool::new(false));
    let is_well = well.clone();
    let server = Server::start(move |seen| {
        let id: u64 = seen.last_part().parse().unwrap_or(0);
        if id.is_multiple_of(3) && !is_well.load(Ordering::Relaxed) {
            return Answer::Status(500, json!({ "error": "down" }));
        }
        Answer::Json(json!({ "answer": id }))
    });
    let folder = scratch();
    let document = folder.path().join("retry.fetchgrid");
    let args = ["--values", "id=1-9", "--retries", "0", "--workers", "1"];
    fetch(&server.at("/{id}"), &document, &args).run().expect(2);
    assert_eq!(column(&exported(&document), "answer"), ["1", "2", "4", "5", "7", "8"]);
    let state = info(&document);
    assert_eq!((&state["planned"], &state["succeeded"], &state["failed"]), (&json!(9), &json!(6), &json!(3)));
    assert_eq!(state["failures"], json!({ "server_error": 3 }));

    well.store(true, Ordering::Relaxed);
    let retried = Cli::new(["run"]).with([&document]).with(["--retry-failed", "--json"]).run().expect(0).json();
    assert_eq!((&retried["requests"], &retried["succeeded"]), (&json!(3), &json!(3)));
    assert_eq!(server.paths()[9..], ["/3", "/6", "/9"]);
    assert_eq!(column(&exported(&document), "answer"), ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    assert_eq!(info(&document)["failed"], 0);
}

#[test]
fn a_failed_retry_loses_nothing() {
    let server = Server::start(|seen| match seen.last_part().as_str() {
        "2" => Answer::Status(404, json!({})),
        id => Answer::Json(json!({ "answer": id })),
    });
    let folder = scratch();
    let document = folder.path().join("still.fetchgrid");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1-3"]).run().expect(2);
    Cli::new(["run"]).with([&document]).with(["--retry-failed"]).run().expect(2);
    assert_eq!(column(&exported(&document), "answer"), ["1", "3"]);
    assert_eq!(info(&document)["failed"], 1);
}

#[test]
fn resuming_what_is_complete_asks_for_nothing() {
    let server = Server::echo_ids();
    let folder = scratch();
    let document = folder.path().join("complete.fetchgrid");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1-5"]).run().expect(0);
    let ran = Cli::new(["run"]).with([&document]).with(["--resume", "--json"]).run().expect(0).json();
    assert_eq!(ran["requests"], 0);
    assert_eq!(server.paths().len(), 5);
}

#[test]
fn starting_over_asks_for_everything_again() {
    let server = Server::start(|seen| Answer::Json(json!({ "visit": seen.nth })));
    let folder = scratch();
    let document = folder.path().join("over.fetchgrid");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1-3"]).run().expect(0);
    Cli::new(["run"]).with([&document]).with(["--start-over"]).run().expect(0);
    assert_eq!(column(&exported(&document), "visit"), ["2", "2", "2"]);
}

#[test]
fn info_tells_what_is_there() {
    let server = Server::start(|seen| match seen.last_part().as_str() {
        "2" => Answer::Status(404, json!({})),
        id => Answer::Json(json!({ "id": id, "deep": { "a": 1 } })),
    });
    let folder = scratch();
    let document = folder.path().join("info.fetchgrid");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1-4"]).run().expect(2);
    let state = info(&document);
    assert_eq!(state["address"], server.at("/{id}"));
    assert_eq!(state["rows"], 3);
    assert_eq!(state["missing"], 0);
    assert_eq!(state["failures"], json!({ "not_found": 1 }));
    let plain = Cli::new(["info"]).with([&document]).run().expect(0);
    assert!(plain.stdout().contains("4 planned, 3 succeeded, 1 failed, 0 missing"), "{}", plain.stdout());
}

#[test]
fn one_list_of_records_in_one_answer_becomes_many_rows() {
    let server = Server::start(|seen| {
        let page = seen.last_part();
        let results: Vec<_> = (1..=50).map(|n| json!({ "user": format!("{page}-{n}") })).collect();
        Answer::Json(json!({ "info": { "count": 500 }, "results": results }))
    });
    let folder = scratch();
    let document = folder.path().join("users.fetchgrid");
    let summary = fetch(&server.at("/{page}"), &document, &["--values", "page=1-10", "--json"]).run().expect(0).json();
    assert_eq!((&summary["requests"], &summary["rows"]), (&json!(10), &json!(500)));
    let users = column(&exported(&document), "user");
    assert_eq!((users[0].as_str(), users[499].as_str()), ("1-1", "10-50"));
}
