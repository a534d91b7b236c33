//! How fast answers become durable rows, beside a plain loop over the same server that throws its answers away.
//!
//! Both take turns in one run, so that a busy machine slows both alike. The server is a process of its own.
#![expect(clippy::print_stdout, reason = "the figures are what a bench is for")]

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use fetchgrid_app::{OpenDocument, Surroundings};
use fetchgrid_model::{Extraction, RequestTemplate, RunPhase, RunSettings, StartMode, ValueList, Workers};
use fetchgrid_sample_api::{SampleApi, SampleOptions};

/// As in the programs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const REQUESTS: u64 = 100_000;
const WORKERS: u16 = 64;

/// An odd number, so that the median is one of them.
const ROUNDS: usize = 5;

/// The argument by which this program becomes the server.
const SERVE: &str = "serve";

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    if std::env::args().any(|argument| argument == SERVE) {
        runtime.block_on(serve());
        return;
    }
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut server = Command::new(std::env::current_exe().expect("this program"))
        .arg(SERVE)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the server starts");
    let mut address = String::new();
    BufReader::new(server.stdout.take().expect("a pipe")).read_line(&mut address).expect("its address");
    let address = address.trim();

    println!("{REQUESTS} requests, {WORKERS} workers, {ROUNDS} rounds; requests per second:");
    println!("{:>8} {:>12} {:>12} {:>8}", "round", "fetchgrid", "plain loop", "ratio");
    let mut rounds: Vec<(f64, f64)> = Vec::new();
    for round in 1..=ROUNDS {
        let ours = runtime.block_on(durable_rows(address));
        let plain = runtime.block_on(plain_loop(address));
        println!("{round:>8} {ours:>12.0} {plain:>12.0} {:>8.2}", ours / plain);
        rounds.push((ours, plain));
    }
    let median = |pick: fn(&(f64, f64)) -> f64| {
        let mut figures: Vec<f64> = rounds.iter().map(pick).collect();
        figures.sort_by(f64::total_cmp);
        figures[ROUNDS / 2]
    };
    let (ours, plain) = (median(|round| round.0), median(|round| round.1));
    println!("{:>8} {ours:>12.0} {plain:>12.0} {:>8.2}", "median", ours / plain);
    println!("fetch to durable rows: {ours:.0} rows/s; plain loop: {plain:.0} requests/s; ratio {:.2}", ours / plain);
    // The end of its input ends the server.
    drop(server.stdin.take());
    let _ = server.wait();
}

async fn serve() {
    let options =
        SampleOptions { latency: Duration::ZERO, error_rate: 0.0, not_found_rate: 0.0, ..SampleOptions::default() };
    let api = SampleApi::start(options).await.expect("the sample API");
    println!("{}", api.address());
    let _ = tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new())).await;
}

/// The whole way: plan, workers, shaping, one SQLite document on disk. Until the run has ended, so all is durable.
async fn durable_rows(address: &str) -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    let extraction = Extraction {
        request: RequestTemplate {
            address: format!("{address}/inventory/products?id={{id}}"),
            ..RequestTemplate::default()
        },
        lists: vec![ValueList::typed("id", format!("1-{REQUESTS}"))],
        settings: RunSettings {
            workers: Workers::Fixed(WORKERS.try_into().expect("not zero")),
            ..RunSettings::default()
        },
        ..Extraction::default()
    };
    let path = folder.path().join("bench.fetchgrid");
    let around = Surroundings::of_command(folder.path(), Arc::new(|_| {}));
    let document = Arc::new(OpenDocument::create(&path, &extraction, &around).expect("a document"));
    let start = Instant::now();
    document.start_run(StartMode::StartOver).expect("a run");
    let summary = document.wait_for_run().await.expect("its end");
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(document.progress().phase, RunPhase::Finished);
    assert_eq!((summary.succeeded, summary.rows), (REQUESTS, REQUESTS));
    REQUESTS as f64 / seconds
}

/// The same requests by the same client library, answers read to the end and dropped.
async fn plain_loop(address: &str) -> f64 {
    let client = reqwest::Client::new();
    let next = Arc::new(AtomicU64::new(1));
    let start = Instant::now();
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let (client, next, address) = (client.clone(), next.clone(), address.to_owned());
            tokio::spawn(async move {
                loop {
                    let id = next.fetch_add(1, Ordering::Relaxed);
                    if id > REQUESTS {
                        break;
                    }
                    let answer =
                        client.get(format!("{address}/inventory/products?id={id}")).send().await.expect("an answer");
                    assert!(answer.status().is_success());
                    answer.bytes().await.expect("a body");
                }
            })
        })
        .collect();
    for worker in workers {
        worker.await.expect("a worker ends");
    }
    REQUESTS as f64 / start.elapsed().as_secs_f64()
}
