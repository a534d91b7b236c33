//! Stopping, resuming, retrying and starting over in several orders: what each step asks for, and what is there after it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use fetchgrid_tests::{Answer, Server, check_integrity, column, exported, info, scratch, stored};
use serde_json::json;

use crate::{fetch, run};

const REQUESTS: u64 = 40;

/// Whose failures are over.
#[derive(Default)]
struct Mended {
    not_found: AtomicBool,
    server_error: AtomicBool,
}

/// 10, 20, 30 and 40 are not found, 5, 15, 25 and 35 are errors of the server, for as long as nobody mends it.
fn server(mended: Arc<Mended>) -> Server {
    Server::start(move |seen| {
        let id: u64 = seen.last_part().parse().unwrap_or(0);
        match id % 10 {
            0 if !mended.not_found.load(Relaxed) => Answer::Status(404, json!({})),
            5 if !mended.server_error.load(Relaxed) => Answer::Status(500, json!({})),
            _ => Answer::Json(json!({ "answer": id })),
        }
    })
}

enum Step {
    /// Arguments of `run`; the exit code; how many requests the server sees; then how many succeeded, failed and are
    /// missing.
    Run(&'static [&'static str], i32, usize, [u64; 3]),
    MendNotFound,
    MendServerErrors,
}

use Step::*;

/// Enough for all failures there are.
const ON: &str = "--stop-after-failures=100";

/// The first run pauses at its third failure, number 15; one worker, so that nothing is under way beside it.
fn check(steps: &[Step]) {
    let mended = Arc::new(Mended::default());
    let server = server(mended.clone());
    let folder = scratch();
    let document = folder.path().join("orders.fetchgrid");
    let args =
        ["--values", &format!("id=1-{REQUESTS}"), "--workers", "1", "--retries", "0", "--stop-after-failures", "3"];
    let ran = fetch(&server.at("/{id}"), &document, &args).run().expect(3);
    assert!(ran.stderr().contains("3"), "{}", ran.stderr());
    assert_eq!(info(&document)["pause"]["code"], "failure_limit");
    assert_eq!(server.paths().len(), 15);
    let mut asked = 15;
    for (number, step) in steps.iter().enumerate() {
        match step {
            MendNotFound => mended.not_found.store(true, Relaxed),
            MendServerErrors => mended.server_error.store(true, Relaxed),
            Run(args, code, requests, [succeeded, failed, missing]) => {
                run(&document, args).run().expect(*code);
                let now = server.paths().len();
                assert_eq!(now - asked, *requests, "step {number}, {args:?}");
                asked = now;
                let said = info(&document);
                let counts = ["succeeded", "failed", "missing"].map(|name| said[name].as_u64().unwrap_or(u64::MAX));
                assert_eq!(counts, [*succeeded, *failed, *missing], "step {number}, {args:?}");
                let requests = stored(&document);
                assert!(requests.is_sorted_by_key(|request| request.position));
                assert_eq!(requests.iter().filter(|request| request.ok).count() as u64, *succeeded);
                let answers = column(&exported(&document), "answer");
                assert!(answers.is_sorted_by_key(|answer| answer.parse::<u64>().expect("a number")), "{answers:?}");
                assert_eq!(answers.len() as u64, *succeeded);
            }
        }
    }
    check_integrity(&document);
}

#[test]
fn resume_then_retry_by_category_then_all() {
    check(&[
        Run(&["--resume", ON], 2, 25, [32, 8, 0]),
        Run(&["--resume"], 2, 0, [32, 8, 0]),
        MendNotFound,
        Run(&["--retry-failed=server_error"], 2, 4, [32, 8, 0]),
        Run(&["--retry-failed=not_found"], 2, 4, [36, 4, 0]),
        MendServerErrors,
        Run(&["--retry-failed"], 0, 4, [40, 0, 0]),
        Run(&["--retry-failed"], 0, 0, [40, 0, 0]),
        Run(&["--start-over"], 0, 40, [40, 0, 0]),
    ]);
}

#[test]
fn retry_before_resuming() {
    check(&[
        Run(&["--retry-failed", ON], 2, 3, [12, 3, 25]),
        MendNotFound,
        MendServerErrors,
        Run(&["--retry-failed=not_found"], 2, 1, [13, 2, 25]),
        Run(&["--resume"], 2, 25, [38, 2, 0]),
        Run(&["--retry-failed=server_error"], 0, 2, [40, 0, 0]),
    ]);
}

#[test]
fn paused_again_and_again() {
    check(&[
        // Three more failures each: 20, 25 and 30, then 35 and 40.
        Run(&["--resume"], 3, 15, [24, 6, 10]),
        Run(&["--resume"], 2, 10, [32, 8, 0]),
        MendServerErrors,
        MendNotFound,
        Run(&["--retry-failed"], 0, 8, [40, 0, 0]),
    ]);
}

#[test]
fn start_over_in_the_middle() {
    check(&[
        Run(&["--start-over"], 3, 15, [12, 3, 25]),
        Run(&["--start-over", ON], 2, 40, [32, 8, 0]),
        MendServerErrors,
        Run(&["--start-over", "--stop-after-failures=3"], 3, 30, [27, 3, 10]),
        Run(&["--resume"], 2, 10, [36, 4, 0]),
    ]);
}

/// The first failures in a row pause a run too, and going on fetches them again.
#[test]
fn when_the_first_all_fail() {
    let mended = Arc::new(AtomicBool::new(false));
    let well = mended.clone();
    let server = Server::start(move |seen| match well.load(Relaxed) {
        true => Answer::Json(json!({ "answer": seen.last_part() })),
        false => Answer::Status(404, json!({})),
    });
    let folder = scratch();
    let document = folder.path().join("first.fetchgrid");
    let args = ["--values", "id=1-100", "--workers", "1", "--stop-when-first-fail", "5", "--json"];
    let ran = fetch(&server.at("/{id}"), &document, &args).run().expect(3);
    assert_eq!(ran.json()["pause"]["code"], "first_all_failed");
    assert!(ran.stderr().contains('5'), "{}", ran.stderr());
    assert_eq!(server.paths().len(), 5);
    mended.store(true, Relaxed);
    run(&document, &["--resume"]).run().expect(0);
    assert_eq!(server.paths().len(), 105);
    let expected: Vec<_> = (1..=100).map(|id| id.to_string()).collect();
    assert_eq!(column(&exported(&document), "answer"), expected);
}
