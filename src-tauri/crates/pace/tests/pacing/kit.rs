use std::num::NonZeroU16;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fetchgrid_model::{HostLimits, Rate, RateUnit};
use fetchgrid_pace::{Asked, AtQuota, Budget, Clock, Heard, MemoryBook, Pace, QuotaBook};
use tokio::task::JoinSet;
use tokio::time::Instant;

/// 14 November 2023, 22:13:20 UTC.
pub const BEGIN_MS: i64 = 1_700_000_000_000;
pub const TODAY: i64 = 19_675;
/// From the beginning to midnight.
pub const REST_OF_DAY: Duration = Duration::from_secs(6400);

pub const HOST: &str = "api.example";
pub const ANSWER: Heard = Heard::Answer(Asked { wait: None, budget: None });

/// The time of day that goes with tokio's, and may be moved against it.
pub struct WallClock {
    begin: Instant,
    ahead_ms: AtomicI64,
}

impl WallClock {
    pub fn new() -> Arc<WallClock> {
        Arc::new(WallClock { begin: Instant::now(), ahead_ms: AtomicI64::new(0) })
    }

    /// As when the computer slept for so long, or somebody set the clock back.
    pub fn jump(&self, ms: i64) {
        self.ahead_ms.fetch_add(ms, Ordering::Relaxed);
    }
}

impl Clock for WallClock {
    fn wall(&self) -> SystemTime {
        let ms = self.begin.elapsed().as_millis() as i64 + self.ahead_ms.load(Ordering::Relaxed) + BEGIN_MS;
        UNIX_EPOCH + Duration::from_millis(ms as u64)
    }
}

pub fn limits(per_second: Option<f64>, max_in_flight: Option<u16>, per_day: Option<u64>) -> HostLimits {
    HostLimits {
        rate: per_second.map(|amount| Rate { amount, per: RateUnit::Second }),
        max_in_flight: max_in_flight.and_then(NonZeroU16::new),
        per_day,
    }
}

pub fn pace(limits: HostLimits) -> Arc<Pace> {
    pace_with(limits, AtQuota::Wait, Arc::new(MemoryBook::default()), WallClock::new())
}

pub fn pace_with(limits: HostLimits, at_quota: AtQuota, book: Arc<dyn QuotaBook>, clock: Arc<WallClock>) -> Arc<Pace> {
    Pace::new(limits, at_quota, book, clock)
}

pub fn slow_down(wait_ms: Option<u64>) -> Heard {
    let asked = Asked { wait: wait_ms.map(Duration::from_millis), budget: None };
    Heard::SlowDown { asked, fallback: Duration::from_secs(1) }
}

pub fn answer_with(remaining: u64, reset_ms: u64) -> Heard {
    let budget = Budget { remaining, reset: Duration::from_millis(reset_ms) };
    Heard::Answer(Asked { wait: None, budget: Some(budget) })
}

pub async fn sleep(ms: u64) {
    tokio::time::sleep(Duration::from_millis(ms)).await;
}

/// `workers` send `count` requests in all; each takes `latency_ms`, after which the host says what `says` makes of the
/// request's number. Gives when they were sent, in ms from now on.
pub async fn send(
    pace: &Arc<Pace>,
    workers: usize,
    count: usize,
    latency_ms: u64,
    says: impl Fn(usize) -> Heard + Send + Sync + 'static,
) -> Vec<u64> {
    let begin = Instant::now();
    let (taken, sent, says) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())), Arc::new(says));
    let mut tasks = JoinSet::new();
    for _ in 0..workers {
        let (pace, taken, sent, says) = (pace.clone(), taken.clone(), sent.clone(), says.clone());
        tasks.spawn(async move {
            while taken.fetch_add(1, Ordering::Relaxed) < count {
                let permit = pace.admit(HOST).await.expect("no quota ends this run");
                let number = {
                    let mut sent = sent.lock().unwrap();
                    sent.push(begin.elapsed().as_millis() as u64);
                    sent.len() - 1
                };
                sleep(latency_ms).await;
                permit.heard(says(number));
            }
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended.expect("no worker panics");
    }
    let sent = sent.lock().unwrap();
    sent.clone()
}

/// The most that were sent within any `window_ms`, its end not included.
pub fn most_within(sent: &[u64], window_ms: u64) -> usize {
    let within = |from: u64| sent.iter().filter(|ms| (from..from + window_ms).contains(*ms)).count();
    sent.iter().map(|from| within(*from)).max().unwrap_or(0)
}
