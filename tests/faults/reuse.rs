//! Connections that the server closes just as they are used again: no request is lost by it, and none is called failed.

use fetchgrid_tests::{Cli, Faults, scratch, stored};

const REQUESTS: u64 = 200;

/// Every request goes to such a connection.
fn check(kind: &str, workers: &str, retries: &str) {
    let faults = Faults::start();
    let folder = scratch();
    let document = folder.path().join("reuse.fetchgrid");
    Cli::new(["fetch", &faults.at(&format!("/{kind}/{{id}}")), "--values", &format!("id=1-{REQUESTS}")])
        .with(["--retries", retries, "--backoff", "1ms..5ms", "--workers", workers, "--json", "--document"])
        .with([&document])
        .run()
        .expect(0);
    let requests = stored(&document);
    assert_eq!(requests.len() as u64, REQUESTS);
    for request in requests {
        assert!(request.ok, "{kind}: {request:?}");
        // The server reads nothing of what comes on a connection that it is about to close.
        assert_eq!(faults.attempts(&format!("/{kind}/{}", request.position + 1)), 1, "{kind}: {request:?}");
    }
}

#[test]
fn closed_right_after_an_answer() {
    check("closes-after", "8", "2");
}

#[test]
fn closed_when_the_next_request_comes() {
    check("closes-when-used-again", "8", "2");
}

/// A stale connection says nothing about the request, so that it uses up no retry.
#[test]
fn no_retry_is_needed_for_it() {
    check("closes-when-used-again", "8", "0");
}
