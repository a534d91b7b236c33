//! What goes on while requests wait to be sent again.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Response;
use fetchgrid_model::{LogKind, WaitKind, WorkerState};

use super::kit::*;
use crate::Run;
use crate::retry::Timing;
use crate::run::RunEnd;

/// What fails is left alone for the rest of the test.
fn patient() -> Timing {
    let hour = Duration::from_secs(3600);
    Timing { base: hour, cap: hour, roll: || 1.0, ..quick() }
}

fn failing() -> Response<Body> {
    reply(503, &[], "")
}

/// Answers the first requests of a path with 503, as many as `failing` says.
fn ailing(failing: impl Fn(&str) -> usize + Clone + Send + Sync + 'static) -> impl Fn(&str) -> Response<Body> + Clone {
    let seen: Arc<Mutex<HashMap<String, usize>>> = Arc::default();
    move |path| {
        let mut seen = seen.lock().unwrap();
        let times = seen.entry(path.to_owned()).or_default();
        *times += 1;
        if *times <= failing(path) { reply(503, &[], "") } else { ok() }
    }
}

async fn reach_waiting(run: &Run, workers: usize) {
    reach_state(run, workers, WorkerState::BackingOff).await;
}

async fn reach_state(run: &Run, workers: usize, state: WorkerState) {
    soon(async {
        let waits = || run.activity().workers.iter().filter(|worker| worker.state == state).count();
        while waits() < workers {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

/// With a back-off of an hour, everything else is fetched meanwhile; when the run is stopped then, what was set aside is
/// still to be fetched.
#[tokio::test]
async fn a_back_off_holds_nobody_up() {
    for (workers, ill) in [(1, &["/3"][..]), (1, &["/0", "/1", "/2", "/19"]), (2, &["/0", "/7", "/8"]), (4, &["/19"])] {
        let server = Server::start(|path| if ill.contains(&path) { failing() } else { ok() }).await;
        let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "0-19")]);
        let (run, sink) = launch(&plan, workers, patient());
        sink.reach(20 - ill.len()).await;
        // Nothing else is left to do, so as many as there are requests wait, and show for which.
        let waiting = ill.len().min(workers.into());
        reach_waiting(&run, waiting).await;
        let labels: Vec<_> = run.activity().workers.into_iter().map(|worker| format!("/{}", worker.label)).collect();
        assert_eq!(labels.iter().filter(|label| ill.contains(&label.as_str())).count(), waiting, "{labels:?}");
        assert_eq!((server.seen.count(), run.in_flight()), (20, 0), "each was sent once");
        run.stop();
        assert_eq!(soon(run.ended()).await, RunEnd::Stopped);
        assert!(sink.outcomes().iter().all(|outcome| outcome.failure().is_none() && outcome.attempts == 1));
        assert_eq!(sink.outcomes().len(), 20 - ill.len(), "{workers} workers, {ill:?}");
        let counted: u64 = run.activity().workers.iter().map(|worker| worker.requests).sum();
        assert_eq!(counted, 20 - ill.len() as u64, "what was set aside is counted nowhere");
    }
}

/// Every third request fails once or twice: each has its one outcome in the end, new ones were taken in the plan's order,
/// and the server never saw more at a time than there are workers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_request_that_gets_well_has_its_outcome() {
    for workers in [1u16, 3, 16] {
        let times = |path: &str| match path[1..].parse::<usize>() {
            Ok(id) if id % 3 == 0 => 1 + id % 2,
            _ => 0,
        };
        let server = Server::start(ailing(times)).await;
        let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "0-299")]);
        let (run, sink) = launch(&plan, workers, quick());
        assert_eq!(soon(run.ended()).await, RunEnd::Finished);
        assert!(server.seen.peak.load(Ordering::SeqCst) <= workers.into());
        let mut outcomes = sink.outcomes();
        outcomes.sort_by_key(|outcome| outcome.position);
        assert_eq!(outcomes.iter().map(|outcome| outcome.position).collect::<Vec<_>>(), (0..300).collect::<Vec<_>>());
        for outcome in &outcomes {
            let expected = 1 + times(&format!("/{}", outcome.position)) as u32;
            assert_eq!((outcome.attempts, outcome.failure().is_none()), (expected, true), "{}", outcome.position);
        }
        if workers == 1 {
            let mut paths = server.seen.paths();
            let mut known = std::collections::HashSet::new();
            paths.retain(|path| known.insert(path.clone()));
            assert_eq!(paths, (0..300).map(|id| format!("/{id}")).collect::<Vec<_>>());
        }
    }
}

/// A server that is down is asked by each worker until the set is full, and then left alone: the rest of the plan, however
/// long it is, is not touched.
#[tokio::test]
async fn a_full_set_holds_the_workers_back() {
    for workers in [1, 2, 5] {
        let server = Server::start(|_| failing()).await;
        let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "1-100000")]);
        let (run, sink) = launch(&plan, workers, patient());
        reach_waiting(&run, workers.into()).await;
        // Sixteen for each worker are aside, and one is in each worker's hands.
        assert_eq!((server.seen.count(), run.in_flight()), (17 * usize::from(workers), 0));
        run.stop();
        assert_eq!(soon(run.ended()).await, RunEnd::Stopped);
        assert_eq!(sink.outcomes().len(), 0);
    }
}

/// Whoever asks to slow down speaks of all requests: nothing more is sent to the host in the meantime.
#[tokio::test]
async fn a_host_that_asks_to_slow_down_is_left_alone() {
    for (status, header, value) in [
        (429, "retry-after", "3600"),
        (503, "retry-after", "3600"),
        (403, "retry-after", "3600"),
        (429, "x-ratelimit-reset", "3600"),
    ] {
        let headers = [(header, value), ("x-ratelimit-remaining", "0")];
        let server = Server::start(move |_| reply(status, &headers, "")).await;
        let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "1-100")]);
        let (run, _) = launch(&plan, 3, quick());
        reach_state(&run, 3, WorkerState::HeldBack).await;
        assert_eq!((server.seen.count(), run.in_flight()), (3, 0), "{status} {header}");
        let wait = run.wait().expect("somebody waits");
        assert_eq!((wait.kind, server.address()), (WaitKind::SlowDown, format!("http://{}", wait.host)));
        run.stop();
        assert_eq!(soon(run.ended()).await, RunEnd::Stopped);
    }
}

/// A retry falls due while the run is paused: nothing is sent, and after the pause it comes before anything new.
#[tokio::test]
async fn what_falls_due_in_a_pause_is_sent_first_after_it() {
    let answer = ailing(|path| usize::from(path == "/1"));
    let server = Server::start_holding(0, answer).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "1-3")]);
    let (run, sink) = launch(&plan, 1, quick());
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
    assert_eq!(server.seen.paths(), ["/1", "/1", "/2", "/3"]);
    assert_eq!(sink.positions(), [0, 1, 2]);
}

/// However many workers there are, the server has the time that it asked for, and nobody's request is lost for it.
#[tokio::test]
async fn everybody_waits_for_as_long_as_a_server_asks() {
    let asked = Duration::from_millis(100);
    for workers in [1, 4] {
        let arrivals: Arc<Mutex<Vec<Instant>>> = Arc::default();
        let noted = arrivals.clone();
        let server = Server::start(move |_| {
            let mut noted = noted.lock().unwrap();
            noted.push(Instant::now());
            if noted.len() == 1 { reply(429, &[("retry-after-ms", "100")], "") } else { ok() }
        })
        .await;
        let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "1-9")]);
        let outcomes = run_all(&plan, workers, quick()).await;
        assert!(outcomes.iter().all(|outcome| outcome.failure().is_none()));
        let arrivals = arrivals.lock().unwrap();
        // The others may have been on their way already.
        let next = arrivals[usize::from(workers)] - arrivals[0];
        assert!(next >= asked, "{next:?} with {workers} workers");
        assert_eq!(arrivals.len(), 10);
    }
}
