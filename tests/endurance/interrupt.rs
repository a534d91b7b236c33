//! Ctrl+C: once to finish what is under way, twice to be gone.

use std::time::Duration;

use fetchgrid_tests::{Answer, Server, column, exported, info, scratch};
use serde_json::json;

use crate::{fetch, run};

const REQUESTS: u64 = 30;
const WORKERS: usize = 4;
const LIMIT: Duration = Duration::from_secs(30);

/// Ten answers, and then none before the server is released.
const ANSWERED: u64 = 10;

/// Presses so many times while requests are under way, and then goes on with the document.
fn check(presses: usize) {
    let server = Server::start(|seen| {
        let answer = Answer::Json(json!({ "answer": seen.last_part() }));
        if seen.number <= ANSWERED { answer } else { Answer::Held(Box::new(answer)) }
    });
    let folder = scratch();
    let document = folder.path().join("pressed.fetchgrid");
    let args = ["--values", &format!("id=1-{REQUESTS}"), "--workers", &WORKERS.to_string(), "--timeout", "60"];
    let process = fetch(&server.at("/{id}"), &document, &args).start();
    server.wait_in_flight(WORKERS, LIMIT);
    while (server.paths().len() as u64) < ANSWERED + WORKERS as u64 {
        std::thread::yield_now();
    }
    process.interrupt();
    process.error_line("Ctrl+C", LIMIT);
    if presses == 1 {
        server.release();
    } else {
        process.interrupt();
    }
    let finished = process.wait(LIMIT);
    assert_eq!(finished.code, Some(130), "{}", finished.stderr);
    assert!(!finished.stderr.contains("panicked"), "{}", finished.stderr);

    let asked = server.paths().len() as u64;
    let state = info(&document);
    let there = if presses == 1 { ANSWERED + WORKERS as u64 } else { ANSWERED };
    assert_eq!(asked, ANSWERED + WORKERS as u64, "nothing is taken after the first press");
    assert_eq!((&state["succeeded"], &state["failed"]), (&there.into(), &0.into()), "{state}");
    assert_eq!(state["missing"].as_u64(), Some(REQUESTS - there));
    assert!(state["pause"].is_null(), "a person stopped it, not the program: {state}");

    server.release();
    run(&document, &["--resume"]).run().expect(0);
    assert_eq!(server.paths().len() as u64 - asked, REQUESTS - there, "exactly the rest is asked for");
    let expected: Vec<_> = (1..=REQUESTS).map(|id| id.to_string()).collect();
    assert_eq!(column(&exported(&document), "answer"), expected);
}

#[test]
fn once() {
    check(1);
}

#[test]
fn twice() {
    check(2);
}
