//! A hundred kills over one run: nothing that was counted is lost, nothing that is on disk is asked for again.

use std::fs;
use std::path::Path;
use std::time::Duration;

use fetchgrid_tests::{Echo, check_integrity, column, exported, info, positions, scratch, stored};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::{fetch, run};

const REQUESTS: u64 = 20_000;
const KILLS: usize = 100;

/// Moments of the kills are random, and the same ones every time.
const SEED: u64 = 3;

/// Every second life ends so long after its first request at most, with some batches on disk; the others while the document
/// is being opened, or soon after. All together are too short for all requests at the latency below.
const LONGEST_LIFE_MS: u64 = 350;
const LONGEST_OPENING_MS: u64 = 150;

/// With eight workers 800 requests a second.
const LATENCY: Duration = Duration::from_millis(10);

const LIMIT: Duration = Duration::from_secs(30);

/// Every fifth time the program itself is asked as well; at the other times the next run finds things as the kill left
/// them.
const ASK_EVERY: usize = 5;

/// What is on disk after a kill, by a copy that nobody recovers but SQLite itself.
fn on_disk(document: &Path, copies: &Path) -> Vec<u64> {
    if !document.exists() {
        return Vec::new();
    }
    let copy = copies.join("copy.fetchgrid");
    for ending in ["", "-wal", "-shm", "-journal"] {
        let side = |path: &Path| Path::new(&format!("{}{ending}", path.display())).to_owned();
        let _ = fs::remove_file(side(&copy));
        // The map of the journal is rebuilt from it.
        if ending != "-shm" && side(document).exists() {
            fs::copy(side(document), side(&copy)).expect("a copy");
        }
    }
    let connection = rusqlite::Connection::open(&copy).expect("a document");
    let count = |what: &str| connection.query_row::<u64, _, _>(what, [], |row| row.get(0)).unwrap_or(0);
    let there = count("SELECT count(*) FROM request");
    if there == 0 {
        // The process died while it made the document, or before a first answer.
        return Vec::new();
    }
    check_integrity(&copy);
    assert_eq!(count("SELECT succeeded + failed FROM template"), there, "the counters are those of the requests");
    assert_eq!(count("SELECT count(*) FROM response"), there, "an answer for each");
    positions(&copy).expect("requests")
}

#[test]
fn a_hundred_kills() {
    let echo = Echo::start();
    echo.set_latency(LATENCY);
    let (folder, copies) = (scratch(), scratch());
    let document = folder.path().join("killed.fetchgrid");
    let mut random = StdRng::seed_from_u64(SEED);
    let mut safe = vec![false; REQUESTS as usize];
    let mut sent = vec![0_u32; REQUESTS as usize];
    let mut mark = 0;
    let mut note = |echo: &Echo, safe: &[bool]| {
        let asked = echo.log_from(mark);
        mark += asked.len();
        for request in asked {
            let place = request.id as usize - 1;
            assert!(!safe[place], "{} was on disk and is asked for again", request.id);
            sent[place] += 1;
        }
    };
    for kill in 0..KILLS {
        let mut process = if document.exists() {
            run(&document, &["--resume"]).start()
        } else {
            let values = format!("number=1-{REQUESTS}");
            fetch(&echo.at("/{number}"), &document, &["--values", &values, "--workers", "8"]).start()
        };
        let longest = if kill.is_multiple_of(2) {
            echo.wait_for(echo.count() as u64 + 1, LIMIT);
            LONGEST_LIFE_MS
        } else {
            LONGEST_OPENING_MS
        };
        // A kill needs a moment, and the moment is the point.
        std::thread::sleep(Duration::from_millis(random.random_range(0..longest)));
        let counted = positions(&document).unwrap_or_default();
        assert!(process.is_running(), "the run ended before it could be killed: {:?}", process.kill());
        process.kill();
        echo.wait_alone(LIMIT);
        note(&echo, &safe);

        let there = on_disk(&document, copies.path());
        let mut now = vec![false; REQUESTS as usize];
        for position in &there {
            now[*position as usize] = true;
        }
        let lost = (0..REQUESTS as usize).filter(|place| safe[*place] && !now[*place]).count();
        assert_eq!(lost, 0, "kill {kill}: requests that were on disk are gone");
        assert!(counted.iter().all(|place| now[*place as usize]), "kill {kill}: what was counted is gone");
        safe = now;
        if kill % ASK_EVERY == 0 && document.exists() {
            let said = info(&document);
            assert_eq!(said["succeeded"].as_u64(), Some(there.len() as u64), "kill {kill}");
            assert_eq!(said["rows"].as_u64(), Some(there.len() as u64), "kill {kill}");
            assert_eq!(said["failed"], 0, "a request that was cut off is missing, not failed");
        }
    }
    let reached = safe.iter().filter(|safe| **safe).count();
    assert!(reached > 0, "no life was long enough for anything to reach the disk");

    echo.set_latency(Duration::ZERO);
    run(&document, &["--resume", "--workers", "32"]).run().expect(0);
    note(&echo, &safe);
    let twice = sent.iter().filter(|times| **times > 1).count();
    let more: u32 = sent.iter().map(|times| times.saturating_sub(1)).sum();
    eprintln!(
        "{reached} of {REQUESTS} on disk after {KILLS} kills; {twice} sent more than once, {more} sendings in vain"
    );
    assert!(sent.iter().all(|times| *times > 0));

    check_integrity(&document);
    let requests = stored(&document);
    assert!(requests.len() as u64 == REQUESTS && requests.iter().all(|request| request.ok));
    let rows = exported(&document);
    let expected: Vec<_> = (1..=REQUESTS).map(|number| number.to_string()).collect();
    assert_eq!(column(&rows, "number"), expected);
    assert_eq!(column(&rows, "id"), expected);
}

/// Nothing was fetched yet, so that nothing can be lost; but what lies there shall be a document, or nothing.
#[test]
fn while_the_document_is_made() {
    let echo = Echo::start();
    let folder = scratch();
    for moment in 0..40 {
        let document = folder.path().join(format!("{moment}.fetchgrid"));
        let mut process = fetch(&echo.at("/{number}"), &document, &["--values", "number=1-100000"]).start();
        while !document.exists() && process.is_running() {
            std::thread::yield_now();
        }
        std::thread::sleep(Duration::from_micros(500 * moment));
        process.kill();
        echo.wait_alone(LIMIT);
        if document.exists() {
            assert_eq!(info(&document)["failed"], 0, "killed {moment} half milliseconds after it was there");
        }
    }
}
