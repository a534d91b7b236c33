//! Hosts that ask for a pause: all workers give it, and nothing fails by it.

use std::time::{Duration, Instant};

use fetchgrid_tests::{Cli, Faults, Visit, scratch};

use crate::case::Case;

/// Requests that were on their way when the first one was told to wait; a busy machine takes its time with them.
const UNDER_WAY: Duration = Duration::from_millis(600);

/// The server asks for a second; a clock that counts whole seconds may lose a part of one of two.
const ASKED: Duration = Duration::from_millis(900);

/// However long a server asks, a run shall not wait for more than that in these tests.
const MOST: Duration = Duration::from_secs(6);

/// How often a 429 may be sent in spite of two retries: slow-downs are no failures of the request.
const SLOWED: std::ops::RangeInclusive<u64> = 3..=13;

/// The longest silence that began with `from` or soon after.
fn silence(visits: &[Visit], from: Instant) -> Duration {
    let arrivals: Vec<Instant> = visits.iter().map(|visit| visit.at).filter(|at| *at >= from).collect();
    let gaps = arrivals.windows(2).filter(|pair| pair[0] <= from + UNDER_WAY);
    gaps.map(|pair| pair[1] - pair[0]).max().unwrap_or_default()
}

/// The host is asked for ten times `/{kind}/{id}` and then for ten others, each of which fills three rows. It says once for
/// each of the first ten to come back later.
fn check(kind: &'static str) {
    check_among(kind, 10);
}

fn check_among(kind: &'static str, ids: u64) {
    let faults = Faults::start();
    let folder = scratch();
    let summary = Cli::new(["fetch", &faults.at("/{kind}/{id}"), "--values", &format!("kind={kind},ok,ok,ok")])
        .with([
            "--values",
            &format!("id=1-{ids}"),
            "--workers",
            "4",
            "--retries",
            "2",
            "--backoff",
            "1ms..5ms",
            "--json",
            "--document",
        ])
        .with([folder.path().join("slow.fetchgrid")])
        .run()
        .expect(0)
        .json();
    assert_eq!(summary["succeeded"], 4 * ids, "{kind}");
    let visits = faults.visits();
    let first = visits.iter().find(|visit| visit.kind() == kind).expect("the first one").at;
    let quiet = silence(&visits, first);
    assert!((ASKED..MOST).contains(&quiet), "{kind}: quiet for {quiet:?}");
}

#[test]
fn for_some_seconds() {
    check("429-seconds");
}

#[test]
fn until_a_date() {
    check("429-date");
}

#[test]
fn in_the_words_of_rate_limits() {
    check("429-rate-limit");
    check("429-epoch");
}

#[test]
fn with_another_status() {
    check("403-epoch");
    check("503-seconds");
}

/// The answer is good, and the next one would not be.
#[test]
fn before_it_has_to_refuse() {
    // So many that they are not all done before the first answer is read on a busy machine.
    check_among("budget", 200);
}

#[test]
fn without_saying_for_how_long() {
    Case::new("429-none").succeeds(2..=2);
}

#[test]
fn for_ever() {
    Case::new("429-always").fails("too_many_requests", SLOWED, &["slow down", "429"]);
}
