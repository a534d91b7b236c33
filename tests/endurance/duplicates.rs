//! What is asked for twice is sent once, and what is young enough is not sent again.

use fetchgrid_tests::{Answer, Server, column, exported, info, scratch};
use serde_json::json;

use crate::{fetch, run};

const VALUES: [&str; 8] = ["1", "2", "1", "3", "9", "2", "1", "9"];

#[test]
fn equal_requests() {
    // 9 is never found, however often it is asked for.
    let server = Server::start(|seen| match seen.last_part().as_str() {
        "9" => Answer::Status(404, json!({})),
        id => Answer::Json(json!({ "answer": format!("a{id}") })),
    });
    let folder = scratch();
    let document = folder.path().join("equal.fetchgrid");
    let values = format!("id={}", VALUES.join(","));
    let summary = fetch(&server.at("/{id}"), &document, &["--values", &values, "--json"]).run().expect(2).json();
    let counts = ["requests", "succeeded", "failed", "rows", "reused"].map(|name| summary[name].as_u64());
    assert_eq!(counts, [8, 6, 2, 6, 4].map(Some), "{summary}");
    let check_rows = || {
        let rows = exported(&document);
        assert_eq!(column(&rows, "id"), ["1", "2", "1", "3", "2", "1"]);
        assert_eq!(column(&rows, "answer"), ["a1", "a2", "a1", "a3", "a2", "a1"]);
    };
    let asked = || {
        let mut paths = server.paths();
        paths.sort();
        paths
    };
    check_rows();
    assert_eq!(asked(), ["/1", "/2", "/3", "/9"]);

    // A retry asks once for both of the failed, too.
    run(&document, &["--retry-failed"]).run().expect(2);
    assert_eq!(asked(), ["/1", "/2", "/3", "/9", "/9"]);
    assert_eq!(info(&document)["failed"], 2);

    // Good answers that are young enough are kept, bad ones are not.
    let summary = run(&document, &["--start-over", "--cache", "1d", "--json"]).run().expect(2).json();
    assert_eq!(asked(), ["/1", "/2", "/3", "/9", "/9", "/9"]);
    let counts = ["requests", "succeeded", "failed", "rows", "reused"].map(|name| summary[name].as_u64());
    assert_eq!(counts, [8, 6, 2, 6, 7].map(Some), "{summary}");
    check_rows();
}

#[test]
fn what_writes_is_sent_every_time() {
    let server = Server::start(|seen| Answer::Json(json!({ "got": seen.body })));
    let folder = scratch();
    let document = folder.path().join("post.fetchgrid");
    let args = ["--method", "post", "--body", "{\"id\": \"{id}\"}", "--values", "id=1,2,1"];
    fetch(&server.at("/new"), &document, &args).run().expect(0);
    assert_eq!(server.paths().len(), 3);
    run(&document, &["--start-over", "--cache", "1d"]).run().expect(0);
    assert_eq!(server.paths().len(), 6);
}

#[test]
fn a_cache_by_age() {
    let server = Server::start(|seen| Answer::Json(json!({ "answer": seen.last_part() })));
    let folder = scratch();
    let document = folder.path().join("cache.fetchgrid");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1-50"]).run().expect(0);
    assert_eq!(server.paths().len(), 50);
    let summary = run(&document, &["--start-over", "--cache", "1d", "--json"]).run().expect(0).json();
    assert_eq!((&summary["succeeded"], &summary["reused"]), (&50.into(), &50.into()), "{summary}");
    assert_eq!(server.paths().len(), 50, "everything is young enough");
    let expected: Vec<_> = (1..=50).map(|id| id.to_string()).collect();
    assert_eq!(column(&exported(&document), "answer"), expected);
}
