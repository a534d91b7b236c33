//! When a run pauses by itself, and what it sends twice or not at all.

use fetchgrid_model::{FailureCategory, HostLimits, PauseCode, StopRules, Workers};
use fetchgrid_pace::AtQuota;

use super::kit::*;
use crate::RunOptions;
use crate::run::RunEnd;

fn rules(stop: StopRules) -> RunOptions {
    options_with(1, |settings| settings.stop = stop)
}

/// With one worker, so that it is known what is sent before the pause.
#[tokio::test]
async fn a_run_pauses_where_its_rules_say() {
    let keep_going = StopRules { after_failures: None, when_first_fail: None, on_sign_in_failure: false };
    for (stop, ill, status, expected) in [
        (keep_going, 1..100, 404, None),
        (StopRules { after_failures: Some(3), ..keep_going }, 10..100, 404, Some((PauseCode::FailureLimit, 12))),
        (StopRules { when_first_fail: Some(20), ..keep_going }, 1..100, 404, Some((PauseCode::FirstAllFailed, 20))),
        (StopRules { when_first_fail: Some(20), ..keep_going }, 2..100, 404, None),
        (StopRules { on_sign_in_failure: true, ..keep_going }, 30..100, 401, Some((PauseCode::SignIn, 30))),
        (StopRules { on_sign_in_failure: true, ..keep_going }, 30..100, 404, None),
    ] {
        let range = ill.clone();
        let server = Server::start(move |path| {
            let id: i32 = path[1..].parse().unwrap();
            if range.contains(&id) { reply(status, &[], "") } else { ok() }
        })
        .await;
        let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "1-99")]);
        let (run, sink) = launch_with(&plan, rules(stop), quick());
        let end = soon(run.ended()).await;
        let paused = match end {
            RunEnd::Paused(reason) => Some((reason.code, sink.outcomes().len())),
            RunEnd::Finished => None,
            other => panic!("{other:?}"),
        };
        assert_eq!(paused, expected, "{stop:?}, {ill:?} answer {status}");
        assert_eq!(server.seen.count(), sink.outcomes().len(), "everything that was sent has its outcome");
    }
}

#[tokio::test]
async fn a_used_up_quota_pauses_or_waits() {
    for at_quota in [AtQuota::End, AtQuota::Wait] {
        let server = Server::start(|_| ok()).await;
        let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "1-99")]);
        let limits = HostLimits { per_day: Some(10), ..HostLimits::default() };
        let options = RunOptions { at_quota, ..options_with(4, |settings| settings.limits = limits) };
        let (run, sink) = launch_with(&plan, options, quick());
        sink.reach(10).await;
        if at_quota == AtQuota::Wait {
            soon(async {
                while run.wait().is_none() {
                    tokio::task::yield_now().await;
                }
            })
            .await;
            run.stop();
            assert_eq!(soon(run.ended()).await, RunEnd::Stopped);
        } else {
            let RunEnd::Paused(reason) = soon(run.ended()).await else { panic!("it pauses") };
            assert_eq!(reason.code, PauseCode::Quota);
            assert!(reason.until_ms.is_some());
        }
        assert_eq!((server.seen.count(), sink.outcomes().len()), (10, 10));
    }
}

#[tokio::test]
async fn equal_requests_are_sent_once() {
    let server = Server::start(|path| if path == "/3" { reply(404, &[], "") } else { ok() }).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "1, 2, 1, 3, 3, 1-3")]);
    for workers in [Workers::AUTO, options(3).settings.workers] {
        let before = server.seen.count();
        let options = options_with(1, |settings| settings.workers = workers);
        let (run, sink) = launch_with(&plan, options, quick());
        assert_eq!(soon(run.ended()).await, RunEnd::Finished);
        assert_eq!(server.seen.count() - before, 3);
        let mut outcomes = sink.outcomes();
        outcomes.sort_by_key(|outcome| outcome.position);
        let values: Vec<_> = outcomes.iter().map(|outcome| outcome.values[0].as_str()).collect();
        assert_eq!(values, ["1", "2", "1", "3", "3", "1", "2", "3"]);
        let failed: Vec<_> = outcomes.iter().map(|outcome| outcome.failure().is_some()).collect();
        assert_eq!(failed, values.iter().map(|value| *value == "3").collect::<Vec<_>>());
    }
}

/// The first stop lets what is in flight arrive, however long it takes; the second does not.
#[tokio::test]
async fn a_polite_stop_waits_for_what_is_in_flight() {
    let server = Server::start_holding(0, |_| ok()).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "1-99")]);
    let (run, sink) = launch(&plan, 3, quick());
    server.reach(3).await;
    run.finish_up();
    // Ten times the moment that a stop gives.
    tokio::time::timeout(10 * quick().grace, run.ended()).await.unwrap_err();
    server.allow(usize::MAX);
    assert_eq!(soon(run.ended()).await, RunEnd::Stopped);
    assert_eq!((sink.outcomes().len(), server.seen.count()), (3, 3));

    let (run, sink) = launch(&plan, 3, quick());
    sink.reach(1).await;
    run.finish_up();
    run.stop();
    assert_eq!(soon(run.ended()).await, RunEnd::Stopped);
}

/// A kept connection that is closed just as it is used again is nobody's fault; one that never worked is.
#[tokio::test]
async fn a_closed_connection_is_excused_once() {
    let server = Server::start(|path| if path == "/1" { ok() } else { reply(500, &[], "") }).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "1")]);
    assert_eq!(run_one(&plan, quick()).await.attempts, 1);
    let closing = RawServer::start(Manner::Say(vec![])).await;
    let outcome = run_one(&super::kit::plan(&format!("http://{}", closing.host()), &[]), quick()).await;
    assert_eq!((outcome.attempts, outcome.failure().unwrap().category), (3, FailureCategory::Connection));
}
