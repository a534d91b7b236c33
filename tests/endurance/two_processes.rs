//! One document, two processes: the second one is told, and nothing is harmed.

use std::time::Duration;

use fetchgrid_tests::{Answer, Cli, Server, check_integrity, column, exported, scratch};
use serde_json::json;

use crate::{fetch, run};

const LIMIT: Duration = Duration::from_secs(30);

#[test]
fn the_second_one_is_refused() {
    let server = Server::start(|seen| Answer::Held(Box::new(Answer::Json(json!({ "answer": seen.last_part() })))));
    let folder = scratch();
    let document = folder.path().join("shared.fetchgrid");
    let first = fetch(&server.at("/{id}"), &document, &["--values", "id=1-30", "--workers", "4"]).start();
    server.wait_in_flight(4, LIMIT);
    for mode in ["--resume", "--retry-failed", "--start-over"] {
        let ran = run(&document, &[mode]).run().expect(1);
        assert_eq!(ran.stdout(), "");
        for word in ["shared.fetchgrid", "another"] {
            assert!(ran.stderr().contains(word), "{mode}: `{word}` is not in: {}", ran.stderr());
        }
    }
    let again = fetch(&server.at("/{id}"), &document, &["--values", "id=1-3"]).run().expect(1);
    assert!(again.stderr().contains("shared.fetchgrid"), "{}", again.stderr());
    assert_eq!(server.paths().len(), 4, "a refused process asks for nothing");

    server.release();
    assert_eq!(first.wait(LIMIT).code, Some(0));
    check_integrity(&document);
    let expected: Vec<_> = (1..=30).map(|id| id.to_string()).collect();
    assert_eq!(column(&exported(&document), "answer"), expected);
    assert_eq!(server.paths().len(), 30);
}

/// Both at the same moment: one of them runs, the other one says so, whichever it is.
#[test]
fn one_of_two_at_once() {
    let server = Server::start(|seen| Answer::Json(json!({ "answer": seen.last_part() })));
    let folder = scratch();
    let document = folder.path().join("raced.fetchgrid");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1-200"]).run().expect(0);
    for _ in 0..5 {
        let both = [(); 2].map(|()| run(&document, &["--start-over"]).start());
        let mut codes = both.map(|process| process.wait(LIMIT).code.expect("an exit code"));
        codes.sort_unstable();
        // One may also be over before the other one begins.
        assert!(codes == [0, 1] || codes == [0, 0], "{codes:?}");
        check_integrity(&document);
        let said = Cli::new(["info", "--json"]).with([&document]).run().expect(0).json();
        assert_eq!((&said["succeeded"], &said["rows"]), (&200.into(), &200.into()));
    }
}
