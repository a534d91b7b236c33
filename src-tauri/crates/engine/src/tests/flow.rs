use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use fetchgrid_model::{LogKind, Outcome, OutcomeResult, WorkerState};

use super::kit::*;
use crate::retry::Timing;
use crate::run::{RunEnd, start_with};
use crate::{EngineError, OutcomeSink, fetch_one};

#[tokio::test]
async fn every_request_has_its_outcome() {
    let server = Server::start(|_| ok()).await;
    let plan = plan(&format!("{}/inventory/{{type}}?id={{id}}", server.address()), &[("type", "a b,c"), ("id", "0-9")]);
    let outcomes = run_all(&plan, 4, quick()).await;
    assert_eq!(outcomes.iter().map(|outcome| outcome.position).collect::<Vec<_>>(), (0..20).collect::<Vec<_>>());
    let last = &outcomes[19];
    assert_eq!((&last.values[..], last.attempts), (&["c".to_owned(), "9".to_owned()][..], 1));
    assert_eq!(outcomes[3].address, format!("{}/inventory/a%20b?id=3", server.address()));
    let OutcomeResult::Response(response) = &last.result else { panic!("{last:?}") };
    assert_eq!((response.status, &response.body[..]), (200, &br#"{"ok":true}"#[..]));
    assert_eq!(response.header("Content-Type"), Some("application/json"));
    assert!(last.started_at_ms > 1_700_000_000_000 && last.duration_us > 0);
    assert_eq!(server.seen.per_path().len(), 20, "each address once");
}

/// The server answers nobody until as many requests are there as there are workers: fewer would wait for ever.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn as_many_at_a_time_as_there_are_workers_and_never_more() {
    for workers in [1u16, 3, 16] {
        let server = Server::start_holding(0, |_| ok()).await;
        let rounds = 5;
        let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", &format!("1..{}", workers * rounds))]);
        let (run, sink) = launch(&plan, workers, quick());
        for round in 1..=usize::from(rounds) {
            server.reach(usize::from(workers) * round).await;
            assert_eq!(run.in_flight(), u32::from(workers));
            server.allow(usize::from(workers) * round);
        }
        assert_eq!(soon(run.ended()).await, RunEnd::Finished);
        assert_eq!(server.seen.peak.load(Ordering::SeqCst), usize::from(workers));
        assert_eq!((sink.outcomes().len(), run.in_flight()), (usize::from(workers * rounds), 0));
    }
}

#[tokio::test]
async fn positions_are_taken_in_the_order_given() {
    let server = Server::start(|_| ok()).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "0-99")]);
    let wanted = [7u64, 3, 99, 0, 50];
    let sink = Arc::new(Collect::default());
    let run =
        start_with(plan.clone(), Box::new(wanted.into_iter().map(Ok)), 5, options(1), quick(), sink.clone()).unwrap();
    assert_eq!(soon(run.ended()).await, RunEnd::Finished);
    assert_eq!(sink.positions(), wanted);
    assert_eq!(server.seen.paths(), wanted.map(|position| format!("/{position}")));

    let (run, _) = launch(&plan, 8, quick());
    soon(run.ended()).await;
    let started: Vec<_> =
        run.activity().log.into_iter().filter(|entry| entry.kind == LogKind::Started).map(|entry| entry.text).collect();
    let numbers: Vec<u64> = started.iter().map(|text| text.rsplit(' ').next().unwrap().parse().unwrap()).collect();
    assert_eq!(numbers, (0..100).collect::<Vec<_>>(), "many workers take in order too");
}

#[tokio::test]
async fn a_paused_run_takes_nothing_and_goes_on_where_it_was() {
    let server = Server::start_holding(0, |_| ok()).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "0-9")]);
    let (run, sink) = launch(&plan, 2, quick());
    server.reach(2).await;
    run.pause();
    assert!(run.is_paused());
    server.allow(usize::MAX);
    sink.reach(2).await;
    // Both workers have nothing to do but to ask for more; let them ask.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!((server.seen.count(), run.in_flight()), (2, 0), "what was in flight arrived, nothing else was sent");
    assert!(run.activity().workers.iter().all(|worker| worker.state == WorkerState::Idle));
    run.resume();
    assert!(!run.is_paused());
    assert_eq!(soon(run.ended()).await, RunEnd::Finished);
    assert_eq!(sink.outcomes().len(), 10);
    let kinds: Vec<_> =
        run.activity().log.into_iter().filter(|entry| entry.kind == LogKind::Run).map(|entry| entry.text).collect();
    assert_eq!(kinds.len(), 4, "{kinds:?}");
}

#[tokio::test]
async fn a_stopped_run_drops_what_does_not_arrive_in_time() {
    let server = Server::start_holding(2, |_| ok()).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "0-99")]);
    let (run, sink) = launch(&plan, 3, quick());
    server.reach(5).await;
    run.stop();
    assert_eq!(soon(run.ended()).await, RunEnd::Stopped);
    assert_eq!(sink.outcomes().len(), 2, "what was cancelled has no outcome");
    assert_eq!((run.in_flight(), server.seen.count()), (0, 5));
    assert!(
        run.activity().workers.iter().all(|worker| worker.state == WorkerState::Finished && worker.label.is_empty())
    );
    run.pause();
    assert!(!run.is_paused(), "there is nothing to pause any more");
}

#[tokio::test]
async fn what_arrives_within_the_grace_is_kept() {
    let server = Server::start_holding(0, |_| ok()).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "0-99")]);
    let (run, sink) = launch(&plan, 3, Timing { grace: Duration::from_secs(600), ..quick() });
    server.reach(3).await;
    run.stop();
    server.allow(usize::MAX);
    assert_eq!(soon(run.ended()).await, RunEnd::Stopped);
    let mut positions = sink.positions();
    positions.sort_unstable();
    assert_eq!((positions, server.seen.count()), (vec![0, 1, 2], 3));
}

#[tokio::test]
async fn a_paused_run_can_be_stopped() {
    let server = Server::start_holding(0, |_| ok()).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "0-99")]);
    let (run, sink) = launch(&plan, 2, quick());
    server.reach(2).await;
    run.pause();
    server.allow(2);
    sink.reach(2).await;
    run.stop();
    assert_eq!(soon(run.ended()).await, RunEnd::Stopped);
    assert_eq!(sink.outcomes().len(), 2);
}

#[tokio::test]
async fn many_may_wait_for_the_end_and_a_late_stop_changes_nothing() {
    let server = Server::start(|_| ok()).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "0-3")]);
    let (run, _) = launch(&plan, 2, quick());
    let (first, second) = soon(async { tokio::join!(run.ended(), run.ended()) }).await;
    run.stop();
    assert_eq!([first, second, run.ended().await], [RunEnd::Finished, RunEnd::Finished, RunEnd::Finished]);
    let log = run.activity().log;
    assert_eq!(log.last().unwrap().text, "Finished");
}

#[tokio::test]
async fn a_dropped_run_sends_nothing_more() {
    let server = Server::start_holding(0, |_| ok()).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "0-99")]);
    let (run, sink) = launch(&plan, 3, quick());
    server.reach(3).await;
    drop(run);
    // The sink goes with the workers that held it.
    soon(async {
        while Arc::strong_count(&sink) > 1 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    server.allow(usize::MAX);
    assert_eq!((sink.outcomes().len(), server.seen.count()), (0, 3));
}

struct Full;

impl OutcomeSink for Full {
    fn deliver(&self, _: Outcome) -> Pin<Box<dyn Future<Output = Result<(), String>> + Send + '_>> {
        Box::pin(async { Err("The disk is full.".to_owned()) })
    }
}

#[tokio::test]
async fn a_run_breaks_with_its_sink_or_its_positions() {
    let server = Server::start(|_| ok()).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "0-99")]);
    let run = start_with(plan.clone(), Box::new((0..100).map(Ok)), 100, options(3), quick(), Arc::new(Full)).unwrap();
    assert_eq!(soon(run.ended()).await, RunEnd::Broken("The disk is full.".into()));
    assert!(server.seen.count() <= 3);

    let positions = Box::new([Ok(0), Ok(1), Err("The document is gone.".to_owned())].into_iter());
    let run = start_with(plan.clone(), positions, 100, options(1), quick(), Arc::new(Collect::default())).unwrap();
    assert_eq!(soon(run.ended()).await, RunEnd::Broken("The document is gone.".into()));

    let run = start_with(plan, Box::new([Ok(100)].into_iter()), 1, options(1), quick(), Arc::new(Collect::default()))
        .unwrap();
    assert!(matches!(soon(run.ended()).await, RunEnd::Broken(_)), "beyond the plan");
}

/// A sink that takes one outcome at a time when it is told to: workers wait for it and hold one request each, no more.
#[tokio::test]
async fn a_full_sink_holds_the_workers_back() {
    struct Slow(tokio::sync::Semaphore);
    impl OutcomeSink for Slow {
        fn deliver(&self, _: Outcome) -> Pin<Box<dyn Future<Output = Result<(), String>> + Send + '_>> {
            Box::pin(async {
                self.0.acquire().await.unwrap().forget();
                Ok(())
            })
        }
    }
    let server = Server::start(|_| ok()).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "1-20")]);
    let sink = Arc::new(Slow(tokio::sync::Semaphore::new(0)));
    let run = start_with(plan, Box::new((0..20).map(Ok)), 20, options(4), quick(), sink.clone()).unwrap();
    server.reach(4).await;
    soon(async {
        while run.in_flight() > 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(server.seen.count(), 4);
    sink.0.add_permits(20);
    assert_eq!(soon(run.ended()).await, RunEnd::Finished);
    assert_eq!(server.seen.count(), 20);
}

#[tokio::test]
async fn an_empty_run_is_finished() {
    let plan = plan("http://127.0.0.1:9/{id}", &[("id", "1-5")]);
    let sink = Arc::new(Collect::default());
    let run = start_with(plan, Box::new(std::iter::empty()), 0, options(4), quick(), sink).unwrap();
    assert_eq!(soon(run.ended()).await, RunEnd::Finished);
    assert_eq!(run.activity().workers.len(), 1);
}

#[tokio::test]
async fn the_activity_says_who_did_what() {
    let server = Server::start(|path| if path.ends_with("3") { reply(404, &[], "") } else { ok() }).await;
    let plan = plan(&format!("{}/{{type}}/{{id}}", server.address()), &[("type", "materials"), ("id", "0-9")]);
    let (run, _) = launch(&plan, 2, quick());
    soon(run.ended()).await;
    let activity = run.activity();
    assert_eq!(activity.workers.iter().map(|worker| worker.requests).sum::<u64>(), 10);
    assert_eq!(activity.workers.iter().map(|worker| worker.worker).collect::<Vec<_>>(), [1, 2]);
    assert!(activity.workers.iter().all(|worker| worker.process_id == std::process::id() && worker.thread_id > 0));
    assert_eq!(activity.histogram.iter().map(|bar| bar.count).sum::<u64>(), 10);
    let totals = activity.throughput.iter().fold((0, 0), |sum, point| (sum.0 + point.done, sum.1 + point.failed));
    assert_eq!(totals, (10, 1));
    let latency = run.latency();
    assert!(latency.p50 > 0.0 && latency.p50 <= latency.p95 && latency.p95 <= latency.p99);

    let texts: Vec<_> = activity.log.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(texts[0], "Started: 10 requests with 2 workers");
    assert!(texts.contains(&"started materials 9"), "{texts:#?}");
    let done = texts.iter().find(|text| text.starts_with("materials 4 done 200 in ")).expect("done");
    assert!(done.ends_with(" ms") || done.ends_with(" µs"), "{done}");
    assert!(
        texts.iter().any(|text| text.starts_with("materials 3 failed after") && text.ends_with("no such record (404)"))
    );
    let numbers: Vec<_> = activity.log.iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, (0..numbers.len() as u64).collect::<Vec<_>>());
}

#[tokio::test]
async fn the_log_keeps_the_last_thousand() {
    let server = Server::start(|_| ok()).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "1-800")]);
    let (run, _) = launch(&plan, 4, quick());
    soon(run.ended()).await;
    let log = run.activity().log;
    assert_eq!((log.len(), log[0].number, log[999].number), (1000, 602, 1601), "800 × 2 events and two of the run");
}

#[tokio::test]
async fn test_one_sends_one() {
    let server = Server::start(|_| reply(503, &[], "busy")).await;
    let plan = plan(&format!("{}/{{id}}", server.address()), &[("id", "7,8")]);
    let outcome = soon(fetch_one(&plan, 1, &settings(), book(), None)).await.unwrap();
    assert_eq!((outcome.position, outcome.attempts, server.seen.paths()), (1, 1, vec!["/8".to_owned()]));
    assert_eq!(outcome.response().unwrap().body, "busy");
    assert!(matches!(
        fetch_one(&plan, 2, &settings(), book(), None).await,
        Err(EngineError::NoSuchRequest { position: 2, len: 2 })
    ));
}
