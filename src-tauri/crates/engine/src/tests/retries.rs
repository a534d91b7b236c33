use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fetchgrid_model::{FailureCategory, LogKind, WorkerState};

use super::kit::*;
use crate::retry::Timing;
use crate::run::RunEnd;

/// How often the server sees a request that is always answered like this, with two retries allowed.
#[tokio::test]
async fn only_what_may_pass_is_tried_again() {
    use FailureCategory::*;
    for (status, sends, category) in [
        (200, 1, None),
        (204, 1, None),
        (302, 1, Some(Redirect)),
        (400, 1, Some(ClientError)),
        (401, 1, Some(SignIn)),
        (403, 1, Some(SignIn)),
        (404, 1, Some(NotFound)),
        (405, 1, Some(ClientError)),
        (410, 1, Some(NotFound)),
        // Asked to slow down, it is tried ten times more often.
        (429, 13, Some(TooManyRequests)),
        (500, 3, Some(ServerError)),
        (502, 3, Some(ServerError)),
        (503, 3, Some(ServerError)),
    ] {
        let server = Server::start(move |_| reply(status, &[], "")).await;
        let outcome = run_one(&plan(&server.address(), &[]), quick()).await;
        assert_eq!((server.seen.count(), outcome.attempts), (sends, sends as u32), "{status}");
        assert_eq!(outcome.failure().map(|failure| failure.category), category, "{status}");
        assert_eq!(outcome.response().map(|response| response.status), Some(status));
    }
}

#[tokio::test]
async fn connections_that_fail_are_tried_again() {
    let closing = RawServer::start(Manner::Say(vec![])).await;
    let outcome = run_one(&plan(&format!("http://{}", closing.host()), &[]), quick()).await;
    assert_eq!((outcome.attempts, closing.connections.load(Ordering::SeqCst)), (3, 3));
    assert_eq!(outcome.failure().unwrap().category, FailureCategory::Connection);

    let hanging = RawServer::start(Manner::SayAndHang(vec![])).await;
    let timing = Timing { timeout: Duration::from_millis(20), ..quick() };
    let outcome = run_one(&plan(&format!("http://{}", hanging.host()), &[]), timing).await;
    assert_eq!((outcome.attempts, hanging.connections.load(Ordering::SeqCst)), (3, 3));
    assert_eq!(outcome.failure().unwrap().category, FailureCategory::Timeout);

    let outcome = run_one(&plan(&format!("http://127.0.0.1:{}", dead_port().await), &[]), quick()).await;
    assert_eq!((outcome.attempts, outcome.failure().unwrap().category), (3, FailureCategory::Connection));
}

#[tokio::test]
async fn what_gets_well_is_no_failure() {
    for (failing, retries, expected) in [(1, 2, true), (2, 2, true), (3, 2, false), (1, 0, false), (5, 5, true)] {
        let seen = Arc::new(AtomicUsize::new(0));
        let server = Server::start(move |_| {
            if seen.fetch_add(1, Ordering::SeqCst) < failing { reply(503, &[("retry-after", "0")], "") } else { ok() }
        })
        .await;
        let outcome = run_one(&plan(&server.address(), &[]), Timing { retries, ..quick() }).await;
        assert_eq!(outcome.failure().is_none(), expected, "{failing} failures, {retries} retries");
    }
}

#[tokio::test]
async fn each_attempt_is_in_the_log_and_in_the_latency() {
    let tries = Arc::new(Mutex::new(0));
    let server = Server::start(move |_| {
        let mut tries = tries.lock().unwrap();
        *tries += 1;
        if *tries == 1 { reply(500, &[], "") } else { ok() }
    })
    .await;
    let (run, sink) = launch(&plan(&format!("{}/{{id}}", server.address()), &[("id", "49")]), 1, quick());
    soon(run.ended()).await;
    let activity = run.activity();
    let kinds: Vec<_> = activity.log.iter().map(|entry| entry.kind).collect();
    use LogKind::*;
    assert_eq!(kinds, [Run, Started, Retrying, Started, Done, Run]);
    let retrying = &activity.log[2].text;
    assert!(retrying.starts_with("49 server problem (500), trying again in "), "{retrying}");
    assert_eq!(activity.log[3].text, "started 49 again, attempt 2");
    assert_eq!(activity.histogram.iter().map(|bar| bar.count).sum::<u64>(), 2);
    assert_eq!(activity.throughput.iter().map(|point| point.done).sum::<u64>(), 1);
    assert_eq!(sink.outcomes()[0].attempts, 2);
}

/// An hour's wait ends with the run, and the request is still to be fetched.
#[tokio::test]
async fn a_wait_before_another_attempt_can_be_stopped() {
    let server = Server::start(|_| reply(503, &[], "")).await;
    let hour = Duration::from_secs(3600);
    let timing = Timing { base: hour, cap: hour, roll: || 1.0, ..quick() };
    let (run, sink) = launch(&plan(&server.address(), &[]), 1, timing);
    soon(async {
        while run.activity().workers[0].state != WorkerState::BackingOff {
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(run.in_flight(), 0, "nothing is with the server meanwhile");
    run.stop();
    assert_eq!(soon(run.ended()).await, RunEnd::Stopped);
    assert_eq!((sink.outcomes().len(), server.seen.count()), (0, 1));
}

#[tokio::test]
async fn nothing_is_sent_again_while_paused() {
    let server = Server::start_holding(0, |_| reply(503, &[], "")).await;
    let (run, sink) = launch(&plan(&server.address(), &[]), 1, quick());
    server.reach(1).await;
    run.pause();
    server.allow(usize::MAX);
    soon(async {
        while !run.activity().log.iter().any(|entry| entry.kind == LogKind::Retrying) {
            tokio::task::yield_now().await;
        }
    })
    .await;
    // The longest wait there is, several times over.
    tokio::time::timeout(4 * quick().cap, std::future::pending::<()>()).await.unwrap_err();
    assert_eq!(server.seen.count(), 1);
    run.resume();
    assert_eq!(soon(run.ended()).await, RunEnd::Finished);
    assert_eq!((sink.outcomes()[0].attempts, server.seen.count()), (3, 3));
}
