//! `kill -9` in the middle of a run, for real: what was counted is there, and resuming fetches exactly the rest.

use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

use fetchgrid_tests::{Answer, Cli, Seen, Server, scratch};
use rusqlite::{Connection, OpenFlags};
use serde_json::json;

use crate::{column, exported, fetch, info};

const REQUESTS: u64 = 100;
const WORKERS: usize = 4;
const LIMIT: Duration = Duration::from_secs(30);

/// Requests up to `answered` are answered, all later ones held back until the server is released.
fn server(answered: u64) -> Server {
    Server::start(move |seen: &Seen| {
        let answer = Answer::Json(json!({ "answer": seen.last_part() }));
        if seen.number <= answered { answer } else { Answer::Held(Box::new(answer)) }
    })
}

/// Outcomes on disk, as another process sees them while the run is on.
fn on_disk(document: &Path) -> rusqlite::Result<u64> {
    let connection = Connection::open_with_flags(document, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.query_row("SELECT count(*) FROM request", [], |row| row.get(0))
}

fn wait_on_disk(document: &Path, count: u64) {
    let deadline = Instant::now() + LIMIT;
    while on_disk(document).unwrap_or(0) < count {
        assert!(Instant::now() < deadline, "{count} outcomes did not reach the disk: {:?}", on_disk(document));
        std::thread::yield_now();
    }
}

/// Kills a run after so many answers; `settled` waits until all of them are on disk, otherwise the kill comes at once.
fn check(answered: u64, settled: bool) {
    let server = server(answered);
    let folder = scratch();
    let document = folder.path().join("killed.fetchgrid");
    let workers = WORKERS.to_string();
    let args = ["--values", &format!("id=1-{REQUESTS}"), "--workers", &workers];
    let mut run = fetch(&server.at("/{id}"), &document, &args).start();
    server.wait_in_flight(WORKERS, LIMIT);
    if settled {
        wait_on_disk(&document, answered);
    }
    run.kill();

    let state = info(&document);
    let counted = state["succeeded"].as_u64().expect("a count");
    if settled {
        assert_eq!(counted, answered, "every answer that was counted before the kill is there");
    }
    assert!(counted <= answered, "{counted} of {answered}");
    assert_eq!(state["planned"], REQUESTS);
    assert_eq!(state["failed"], 0, "a request that was cut off is missing, not failed");
    assert_eq!(state["interrupted"], true);
    let there: HashSet<String> =
        if counted == 0 { HashSet::new() } else { column(&exported(&document), "answer").into_iter().collect() };
    assert_eq!(there.len() as u64, counted, "a row for each counted request");

    server.release();
    // The header tells the second run's requests from those that the dead process still had on the wire.
    let resume = ["--resume", "--json", "--header", "X-Run: second"];
    let resumed = Cli::new(["run"]).with([&document]).with(resume).run().expect(0).json();
    assert_eq!(resumed["requests"].as_u64(), Some(REQUESTS - counted));
    let second = server.seen().into_iter().filter(|seen| seen.headers.contains_key("x-run"));
    let again: Vec<String> = second.map(|seen| seen.last_part()).collect();
    assert_eq!(again.len() as u64, REQUESTS - counted, "exactly the rest is asked for");
    assert!(again.iter().all(|id| !there.contains(id)), "nothing that was there is asked for again");

    let expected: Vec<_> = (1..=REQUESTS).map(|id| id.to_string()).collect();
    assert_eq!(column(&exported(&document), "answer"), expected);
    let state = info(&document);
    assert_eq!(
        (&state["succeeded"], &state["missing"], &state["interrupted"]),
        (&json!(REQUESTS), &json!(0), &json!(false))
    );
}

#[test]
fn killed_after_answers_reached_the_disk() {
    for answered in [1, 40, 96] {
        check(answered, true);
    }
}

#[test]
fn killed_while_answers_are_on_their_way_to_the_disk() {
    for answered in [0, 3, 25, 60, 95] {
        check(answered, false);
    }
}

#[test]
fn killed_again_and_again() {
    // Each attempt gets ten answers and dies.
    let server = Server::start(|seen: &Seen| {
        let answer = Answer::Json(json!({ "answer": seen.last_part() }));
        if seen.number % 14 < 10 { answer } else { Answer::Held(Box::new(answer)) }
    });
    let folder = scratch();
    let document = folder.path().join("again.fetchgrid");
    let mut run = fetch(&server.at("/{id}"), &document, &["--values", "id=1-60", "--workers", "4"]).start();
    let mut counted = 0;
    for _ in 0..3 {
        server.wait_in_flight(4, LIMIT);
        wait_on_disk(&document, counted + 1);
        run.kill();
        let now = info(&document)["succeeded"].as_u64().unwrap();
        assert!(now > counted, "{now} after {counted}");
        counted = now;
        run = Cli::new(["run"]).with([&document]).with(["--resume"]).start();
    }
    server.release();
    assert_eq!(run.wait(LIMIT).code, Some(0));
    let expected: Vec<_> = (1..=60).map(|id| id.to_string()).collect();
    assert_eq!(column(&exported(&document), "answer"), expected);
}
