//! Any number of requests: what a long run holds in memory, and whether it slows down.

use std::time::{Duration, Instant};

use fetchgrid_sample_api::{SampleApi, SampleOptions};
use fetchgrid_tests::{Cli, scratch};

const REQUESTS: u64 = 200_000;
const TENTH: u64 = REQUESTS / 10;

/// What the command line program may hold at most.
const MOST_KIB: u64 = 250 * 1024;

/// The last tenth may take so much longer than the first.
const ALLOWANCE: f64 = 1.15;

/// A neighbour on the machine slows one tenth or the other; a real slowdown is there every time.
const ATTEMPTS: usize = 3;

const LIMIT: Duration = Duration::from_secs(240);

struct Measured {
    first_tenth: f64,
    last_tenth: f64,
    peak_kib: u64,
    summary: serde_json::Value,
}

async fn measure() -> Measured {
    let options =
        SampleOptions { latency: Duration::ZERO, error_rate: 0.0, not_found_rate: 0.0, ..SampleOptions::default() };
    let api = SampleApi::start(options).await.expect("the sample API");
    let folder = scratch();
    let mut run = Cli::new(["fetch", &format!("{}/inventory/products?id={{id}}", api.address())])
        .with(["--values", &format!("id=1-{REQUESTS}"), "--workers", "64", "--json", "--document"])
        .with([folder.path().join("long.fetchgrid")])
        .start();
    let mut marks = [0, TENTH, REQUESTS - TENTH, REQUESTS].into_iter().peekable();
    let mut times = Vec::new();
    let start = Instant::now();
    let mut look = tokio::time::interval(Duration::from_millis(2));
    while let Some(mark) = marks.peek() {
        look.tick().await;
        if api.requests() > 0 && api.requests() >= *mark {
            times.push(start.elapsed().as_secs_f64());
            marks.next();
        }
        assert!(start.elapsed() < LIMIT && run.is_running(), "the run ended or hangs at {}", api.requests());
    }
    let finished = tokio::task::spawn_blocking(move || run.wait(LIMIT)).await.expect("the run ends");
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    let summary = serde_json::from_str(&finished.stdout).expect("a summary");
    Measured { first_tenth: times[1] - times[0], last_tenth: times[3] - times[2], peak_kib: finished.peak_kib, summary }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_thousand_requests_stay_small_and_fast() {
    let mut ratios = Vec::new();
    for _ in 0..ATTEMPTS {
        let measured = measure().await;
        assert_eq!(measured.summary["succeeded"], REQUESTS);
        assert_eq!(measured.summary["rows"], REQUESTS);
        let ratio = measured.last_tenth / measured.first_tenth;
        eprintln!(
            "peak {} MB, {} requests/s; first tenth {:.2} s, last tenth {:.2} s, ratio {ratio:.2}",
            measured.peak_kib / 1024,
            measured.summary["requests_per_second"],
            measured.first_tenth,
            measured.last_tenth,
        );
        assert!(measured.peak_kib > 0 && measured.peak_kib < MOST_KIB, "{} KiB at the peak", measured.peak_kib);
        ratios.push(ratio);
        if ratio <= ALLOWANCE {
            return;
        }
    }
    panic!("the last tenth takes longer than the first, every time: {ratios:.2?}");
}
