use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::num::NonZeroU16;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, Response};
use fetchgrid_model::{Extraction, Outcome, RequestTemplate, RunSettings, StopRules, ValueList, Workers};
use fetchgrid_pace::{MemoryBook, QuotaBook};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use crate::retry::Timing;
use crate::run::{Run, RunEnd, start_with};
use crate::{OutcomeSink, Plan, Positions, Reuse, Reused, RunOptions, StoredLists, Told, check};

/// Nothing here takes this long; a test that does is stuck.
const STUCK: Duration = Duration::from_secs(20);

/// Fails the test instead of hanging it.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(STUCK, future).await.expect("this should not take so long")
}

/// Real waits, but tiny ones.
pub(crate) fn quick() -> Timing {
    Timing {
        timeout: Duration::from_secs(10),
        retries: 2,
        retry_on: RunSettings::PASSING.to_vec(),
        base: Duration::from_millis(1),
        cap: Duration::from_millis(4),
        roll: rand::random,
        grace: Duration::from_millis(10),
    }
}

pub(crate) fn extraction(address: &str, lists: &[(&str, &str)]) -> Extraction {
    Extraction {
        request: RequestTemplate { address: address.to_owned(), ..RequestTemplate::default() },
        lists: lists.iter().map(|(placeholder, text)| ValueList::typed(*placeholder, *text)).collect(),
        ..Extraction::default()
    }
}

pub(crate) fn plan_of(extraction: &Extraction) -> Plan {
    let (check, plan) = check(extraction, &StoredLists::new());
    plan.unwrap_or_else(|| panic!("{:?}", check.problems))
}

pub(crate) fn plan(address: &str, lists: &[(&str, &str)]) -> Plan {
    plan_of(&extraction(address, lists))
}

/// Keeps every outcome.
#[derive(Default)]
pub(crate) struct Collect {
    outcomes: Mutex<Vec<Outcome>>,
    arrived: Notify,
}

impl OutcomeSink for Collect {
    fn deliver(&self, outcome: Outcome) -> Told<'_, ()> {
        Box::pin(async move {
            self.outcomes.lock().unwrap().push(outcome);
            self.arrived.notify_waiters();
            Ok(())
        })
    }

    /// From the outcomes that are there.
    fn reuse(&self, reuse: Reuse) -> Told<'_, Option<Reused>> {
        Box::pin(async move {
            let mut outcomes = self.outcomes.lock().unwrap();
            let equal = outcomes.iter().find(|outcome| Some(outcome.position) == reuse.equal_to).cloned();
            let Some(equal) = equal else { return Ok(None) };
            outcomes.push(Outcome { position: reuse.position, values: reuse.values, ..equal });
            Ok(Some(Reused::default()))
        })
    }
}

/// With so many workers, and nothing that pauses the run.
pub(crate) fn options(workers: u16) -> RunOptions {
    let stop = StopRules { when_first_fail: None, on_sign_in_failure: false, ..StopRules::default() };
    let workers = Workers::Fixed(NonZeroU16::new(workers).expect("at least one worker"));
    RunOptions::new(RunSettings { workers, stop, ..settings() }, book())
}

/// The same with other settings.
pub(crate) fn options_with(workers: u16, change: impl FnOnce(&mut RunSettings)) -> RunOptions {
    let mut options = options(workers);
    change(&mut options.settings);
    options
}

impl Collect {
    /// In the order in which they arrived.
    pub(crate) fn outcomes(&self) -> Vec<Outcome> {
        self.outcomes.lock().unwrap().clone()
    }

    pub(crate) fn positions(&self) -> Vec<u64> {
        self.outcomes.lock().unwrap().iter().map(|outcome| outcome.position).collect()
    }

    pub(crate) async fn reach(&self, count: usize) {
        soon(async {
            loop {
                let arrived = self.arrived.notified();
                if self.outcomes.lock().unwrap().len() >= count {
                    break;
                }
                arrived.await;
            }
        })
        .await;
    }
}

/// Starts a run over the whole plan.
pub(crate) fn launch(plan: &Plan, workers: u16, timing: Timing) -> (Run, Arc<Collect>) {
    launch_with(plan, options(workers), timing)
}

pub(crate) fn launch_with(plan: &Plan, options: RunOptions, timing: Timing) -> (Run, Arc<Collect>) {
    let sink = Arc::new(Collect::default());
    let positions = || Box::new((0..plan.len()).map(Ok)) as Positions;
    let options = RunOptions { equals: Some(positions()), ..options };
    let run = start_with(plan.clone(), positions(), plan.len(), options, timing, sink.clone()).expect("a run");
    (run, sink)
}

/// Runs the whole plan to its end; outcomes in the plan's order.
pub(crate) async fn run_all(plan: &Plan, workers: u16, timing: Timing) -> Vec<Outcome> {
    let (run, sink) = launch(plan, workers, timing);
    assert_eq!(soon(run.ended()).await, RunEnd::Finished);
    let mut outcomes = sink.outcomes();
    outcomes.sort_by_key(|outcome| outcome.position);
    outcomes
}

pub(crate) async fn run_one(plan: &Plan, timing: Timing) -> Outcome {
    let mut outcomes = run_all(plan, 1, timing).await;
    assert_eq!(outcomes.len(), 1);
    outcomes.remove(0)
}

pub(crate) fn settings() -> RunSettings {
    RunSettings { timeout_seconds: 10, ..RunSettings::default() }
}

/// What a server saw.
#[derive(Default)]
pub(crate) struct Seen {
    requests: Mutex<Vec<(String, HeaderMap, String)>>,
    now: AtomicUsize,
    pub(crate) peak: AtomicUsize,
}

impl Seen {
    /// Path and query, in the order of arrival.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.requests.lock().unwrap().iter().map(|(path, ..)| path.clone()).collect()
    }

    pub(crate) fn headers(&self, index: usize) -> HeaderMap {
        self.requests.lock().unwrap()[index].1.clone()
    }

    pub(crate) fn body(&self, index: usize) -> String {
        self.requests.lock().unwrap()[index].2.clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    pub(crate) fn per_path(&self) -> HashMap<String, usize> {
        let mut counts = HashMap::new();
        for path in self.paths() {
            *counts.entry(path).or_default() += 1;
        }
        counts
    }
}

/// A server whose answers a closure gives, and which can be told to hold them back.
pub(crate) struct Server {
    address: SocketAddr,
    pub(crate) seen: Arc<Seen>,
    arrived: watch::Receiver<usize>,
    allowed: watch::Sender<usize>,
    _tasks: JoinSet<()>,
}

impl Server {
    pub(crate) async fn start(answer: impl Fn(&str) -> Response<Body> + Clone + Send + Sync + 'static) -> Self {
        Self::start_holding(usize::MAX, answer).await
    }

    /// Answers as many requests as are [allowed](Server::allow), in any order; the others wait.
    pub(crate) async fn start_holding(
        allowed: usize,
        answer: impl Fn(&str) -> Response<Body> + Clone + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Seen::default());
        let (arrive, arrived) = watch::channel(0);
        let (allowed, gate) = watch::channel(allowed);
        let (noted, arrive) = (seen.clone(), Arc::new(arrive));
        let routes = Router::new().fallback(move |request: Request| {
            let (seen, arrive, mut gate, answer) = (noted.clone(), arrive.clone(), gate.clone(), answer.clone());
            async move {
                let _present = Present::new(&seen);
                let path = request.uri().to_string();
                let headers = request.headers().clone();
                let body = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap();
                let number = {
                    let mut requests = seen.requests.lock().unwrap();
                    requests.push((path.clone(), headers, String::from_utf8_lossy(&body).into_owned()));
                    requests.len()
                };
                arrive.send_if_modified(|arrived| {
                    *arrived = (*arrived).max(number);
                    true
                });
                let _ = gate.wait_for(|allowed| number <= *allowed).await;
                answer(&path)
            }
        });
        let mut tasks = JoinSet::new();
        tasks.spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Server { address, seen, arrived, allowed, _tasks: tasks }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until this many requests have come.
    pub(crate) async fn reach(&self, count: usize) {
        let mut arrived = self.arrived.clone();
        soon(arrived.wait_for(|arrived| *arrived >= count)).await.unwrap();
    }

    pub(crate) fn allow(&self, count: usize) {
        self.allowed.send_replace(count);
    }
}

struct Present<'a>(&'a Seen);

impl<'a> Present<'a> {
    fn new(seen: &'a Seen) -> Self {
        let now = seen.now.fetch_add(1, Ordering::SeqCst) + 1;
        seen.peak.fetch_max(now, Ordering::SeqCst);
        Present(seen)
    }
}

impl Drop for Present<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

pub(crate) fn reply(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Response<Body> {
    let mut reply = Response::builder().status(status);
    for (name, value) in headers {
        reply = reply.header(*name, *value);
    }
    reply.body(body.into()).unwrap()
}

pub(crate) fn ok() -> Response<Body> {
    reply(200, &[("content-type", "application/json")], r#"{"ok":true}"#)
}

/// What a raw server does with a connection once a request has come.
#[derive(Clone)]
pub(crate) enum Manner {
    /// Writes these bytes and closes.
    Say(Vec<u8>),
    /// Writes these bytes and then nothing more.
    SayAndHang(Vec<u8>),
}

/// A server below HTTP: it counts connections and answers each with the same bytes.
pub(crate) struct RawServer {
    address: SocketAddr,
    pub(crate) connections: Arc<AtomicUsize>,
    _tasks: JoinSet<()>,
}

impl RawServer {
    pub(crate) async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = connections.clone();
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut open = JoinSet::new();
            loop {
                let (connection, _) = listener.accept().await.unwrap();
                counted.fetch_add(1, Ordering::SeqCst);
                open.spawn(behave(connection, manner.clone()));
            }
        });
        RawServer { address, connections, _tasks: tasks }
    }

    pub(crate) fn host(&self) -> SocketAddr {
        self.address
    }
}

async fn behave(mut connection: TcpStream, manner: Manner) {
    let asked = async {
        let mut buffer = [0; 4096];
        if connection.read(&mut buffer).await? == 0 {
            return Ok(());
        }
        match &manner {
            Manner::Say(bytes) => connection.write_all(bytes).await,
            Manner::SayAndHang(bytes) => {
                connection.write_all(bytes).await?;
                connection.flush().await?;
                std::future::pending::<io::Result<()>>().await
            }
        }
    };
    // The other side may be gone already, which is what some tests are about.
    let _ = asked.await;
}

/// A port at which nothing listens.
pub(crate) async fn dead_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
}

pub(crate) fn book() -> Arc<dyn QuotaBook> {
    Arc::new(MemoryBook::default())
}
