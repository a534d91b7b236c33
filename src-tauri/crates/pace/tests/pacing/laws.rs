use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fetchgrid_pace::{Asked, AtQuota, Budget, Heard, MemoryBook};
use proptest::prelude::*;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::kit::*;

fn asked() -> impl Strategy<Value = Asked> {
    let millis = || (0_u64..20_000).prop_map(Duration::from_millis);
    let budget = (0_u64..30, millis()).prop_map(|(remaining, reset)| Budget { remaining, reset });
    (proptest::option::of(millis()), proptest::option::of(budget)).prop_map(|(wait, budget)| Asked { wait, budget })
}

fn heard() -> impl Strategy<Value = Option<Heard>> {
    prop_oneof![
        4 => Just(Some(ANSWER)),
        1 => asked().prop_map(|asked| Some(Heard::Answer(asked))),
        1 => (asked(), 0_u64..3000)
            .prop_map(|(asked, ms)| Some(Heard::SlowDown { asked, fallback: Duration::from_millis(ms) })),
        3 => Just(Some(Heard::Unreachable)),
        1 => Just(Some(Heard::Nothing)),
        // Dropped without a word.
        1 => Just(None),
    ]
}

/// One request: how long it takes, what is heard of it, and after how long its worker gives up waiting, if it does.
type Request = (u64, Option<Heard>, Option<u64>);

/// When each was sent, in microseconds, how many were under way at most, and how many were sent on the fullest day.
async fn run(
    per_second: f64,
    in_flight: u16,
    per_day: u64,
    workers: usize,
    requests: Arc<Vec<Request>>,
) -> (Vec<u64>, usize, usize) {
    let begin = Instant::now();
    let limits = limits(Some(per_second), Some(in_flight), Some(per_day));
    let pace = pace_with(limits, AtQuota::Wait, Arc::new(MemoryBook::default()), WallClock::new());
    let (taken, inside, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)), Arc::default());
    let most: Arc<AtomicUsize> = most;
    let sent = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = JoinSet::new();
    for _ in 0..workers {
        let (pace, requests, sent) = (pace.clone(), requests.clone(), sent.clone());
        let (taken, inside, most) = (taken.clone(), inside.clone(), most.clone());
        tasks.spawn(async move {
            while let Some((latency, heard, patience)) = requests.get(taken.fetch_add(1, Ordering::Relaxed)) {
                let admit = pace.admit(HOST);
                let permit = match patience {
                    None => admit.await,
                    Some(ms) => match tokio::time::timeout(Duration::from_millis(*ms), admit).await {
                        Ok(permit) => permit,
                        Err(_) => continue,
                    },
                };
                let permit = permit.expect("it waits for midnight");
                sent.lock().unwrap().push(begin.elapsed().as_micros() as u64);
                most.fetch_max(inside.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
                sleep(*latency).await;
                inside.fetch_sub(1, Ordering::Relaxed);
                if let Some(heard) = heard {
                    permit.heard(*heard);
                }
            }
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended.unwrap();
    }
    assert_eq!(pace.hosts()[0].in_flight, 0);
    assert_eq!(pace.wait(), None);
    let sent = sent.lock().unwrap().clone();
    let midnight = REST_OF_DAY.as_micros() as u64;
    let mut days = std::collections::HashMap::new();
    for at in &sent {
        let day = if *at < midnight { 0 } else { 1 + (at - midnight) / 86_400_000_000 };
        *days.entry(day).or_insert(0) += 1;
    }
    (sent, most.load(Ordering::Relaxed), days.into_values().max().unwrap_or(0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn limits_are_kept_whatever_is_heard(
        rate in prop_oneof![0.05_f64..1.0, 1.0_f64..60.0, 60.0_f64..2000.0],
        in_flight in 1_u16..12,
        per_day in prop_oneof![Just(1_000_u64), 5_u64..100],
        workers in 1_usize..24,
        requests in proptest::collection::vec((0_u64..3000, heard(), proptest::option::weighted(0.2, 0_u64..8000)), 1..150),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        let all = requests.iter().all(|(_, _, patience)| patience.is_none());
        let count = requests.len();
        let (sent, most, of_a_day) = runtime.block_on(run(rate, in_flight, per_day, workers, Arc::new(requests)));
        prop_assert!(!all || sent.len() == count, "{} of {count} were sent", sent.len());
        prop_assert!(most <= usize::from(in_flight), "{most} in flight");
        prop_assert!(of_a_day <= per_day as usize, "{of_a_day} on a day");
        // However they are chosen: n requests last n - 1 distances, less the 10 ms for which a timer may be late.
        for (first, from) in sent.iter().enumerate() {
            for (last, to) in sent.iter().enumerate().skip(first + 1) {
                let least = (last - first) as f64 * 1e6 / rate - 10_000.0;
                prop_assert!((to - from) as f64 >= least - 2.0, "requests {first} to {last}: {from} to {to}");
            }
        }
    }
}
