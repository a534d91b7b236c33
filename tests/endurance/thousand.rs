//! A thousand workers, and systems that do not allow so many connections.

use std::time::{Duration, Instant};

use fetchgrid_tests::{Echo, info, scratch};

use crate::fetch;

const WORKERS: usize = 1000;

#[test]
fn ten_thousand_requests_of_a_second_each() {
    let echo = Echo::start();
    echo.set_latency(Duration::from_secs(1));
    let folder = scratch();
    let args = ["--values", "number=1-10000", "--workers", "1000", "--timeout", "10", "--json"];
    let start = Instant::now();
    let document = folder.path().join("thousand.fetchgrid");
    let summary = fetch(&echo.at("/{number}"), &document, &args).run().expect(0).json();
    let took = start.elapsed();
    eprintln!("10 000 requests of 1 s with 1000 workers: {took:.2?}, {} connections at most", echo.most_connected());
    assert!(took < Duration::from_millis(11_500), "{took:?}");
    assert_eq!((&summary["succeeded"], &summary["workers"]), (&10_000.into(), &WORKERS.into()));
    assert_eq!(echo.count(), 10_000);
}

/// With so many open files allowed, and more when the program asks for it (or not).
fn check(limit: &str, whole: bool) {
    let echo = Echo::start();
    echo.set_latency(Duration::from_millis(200));
    let folder = scratch();
    let document = folder.path().join("limited.fetchgrid");
    let args = ["--values", "number=1-2000", "--workers", "1000", "--json"];
    let ran = fetch(&echo.at("/{number}"), &document, &args).ulimit(limit).run().expect(0);
    assert_eq!(info(&document)["succeeded"], 2000);
    let most = echo.most_connected();
    if whole {
        // A connection that is being made while another one comes free is one more than there are workers.
        assert!((257..WORKERS + WORKERS / 10).contains(&most), "{limit}: {most} connections");
        assert!(!ran.stderr().contains("workers"), "{}", ran.stderr());
    } else {
        assert!((100..256).contains(&most), "{limit}: {most} connections");
        assert!(ran.stderr().contains("workers") && ran.stderr().contains("files"), "{}", ran.stderr());
    }
}

#[test]
fn a_low_limit_is_raised() {
    check("-S -n 256", true);
}

#[test]
fn a_limit_that_cannot_be_raised_means_fewer_workers() {
    check("-n 256", false);
}
