use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::Instant;

use crate::kit::*;

#[tokio::test(start_paused = true)]
async fn requests_come_at_the_rate() {
    let check = async |per_second: f64, workers: usize, latency_ms: u64, expected: &[u64]| {
        let pace = pace(limits(Some(per_second), None, None));
        let sent = send(&pace, workers, expected.len(), latency_ms, |_| ANSWER).await;
        assert_eq!(sent, expected, "{per_second}/s, {workers} workers");
    };
    check(5.0, 1, 0, &[0, 200, 400, 600, 800, 1000, 1200]).await;
    check(5.0, 64, 0, &[0, 200, 400, 600, 800, 1000, 1200]).await;
    check(5.0, 64, 900, &[0, 200, 400, 600, 800, 1000, 1200]).await;
    check(1.0 / 3.0, 4, 20, &[0, 3000, 6000, 9000, 12_000]).await;
    check(0.5, 1, 2000, &[0, 2000, 4000, 6000]).await;
    // A worker that is slower than the rate has nothing saved up but what timers are late.
    check(5.0, 1, 1000, &[0, 1000, 2000, 3000]).await;
    check(1.0 / 3600.0, 2, 20, &[0, 3_600_000, 7_200_000]).await;
}

#[tokio::test(start_paused = true)]
async fn five_a_second_over_sixty() {
    let pace = pace(limits(Some(5.0), None, None));
    let sent = send(&pace, 16, 60, 130, |_| ANSWER).await;
    assert_eq!(sent.last(), Some(&11_800));
    assert!(most_within(&sent, 1000) <= 6);
}

#[tokio::test(start_paused = true)]
async fn fast_rates_are_reached() {
    let check = async |per_second: f64, count: usize| {
        let pace = pace(limits(Some(per_second), None, None));
        let sent = send(&pace, 64, count, 5, |_| ANSWER).await;
        let (took, ideal) = (sent[count - 1] as f64, (count - 1) as f64 / per_second * 1000.0);
        assert!((took - ideal).abs() <= ideal * 0.02, "{per_second}/s: {took} ms instead of {ideal}");
        assert!(most_within(&sent, 1000) as f64 <= per_second * 1.02 + 1.0);
    };
    check(1000.0, 5000).await;
    check(300.0, 2000).await;
    check(70.0, 500).await;
    check(5000.0, 20_000).await;
}

#[tokio::test(start_paused = true)]
async fn no_more_than_allowed_are_in_flight() {
    let pace = pace(limits(None, Some(3), None));
    let (inside, most) = (Arc::new(Mutex::new(0)), Arc::new(Mutex::new(0)));
    let tasks: Vec<_> = (0..100_u64)
        .map(|task| {
            let (pace, inside, most) = (pace.clone(), inside.clone(), most.clone());
            tokio::spawn(async move {
                let permit = pace.admit(HOST).await.unwrap();
                {
                    let mut inside = inside.lock().unwrap();
                    *inside += 1;
                    let mut most = most.lock().unwrap();
                    *most = (*inside).max(*most);
                }
                sleep(10 + task % 7).await;
                *inside.lock().unwrap() -= 1;
                // Half of them are dropped without a word.
                if task % 2 == 0 {
                    permit.heard(ANSWER);
                }
            })
        })
        .collect();
    sleep(15).await;
    assert_eq!(pace.hosts()[0].in_flight, 3);
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(*most.lock().unwrap(), 3);
    assert_eq!(pace.hosts()[0].in_flight, 0);
}

#[tokio::test(start_paused = true)]
async fn first_come_first_served() {
    let check = async |per_second: Option<f64>, max_in_flight: Option<u16>| {
        let pace = pace(limits(per_second, max_in_flight, None));
        let order = Arc::new(Mutex::new(Vec::new()));
        let mut tasks = Vec::new();
        for worker in 0..50 {
            let (pace, order) = (pace.clone(), order.clone());
            tasks.push(tokio::spawn(async move {
                let permit = pace.admit(HOST).await.unwrap();
                order.lock().unwrap().push(worker);
                sleep(3).await;
                permit.heard(if worker == 10 { slow_down(Some(2000)) } else { ANSWER });
            }));
            tokio::task::yield_now().await;
        }
        for task in tasks {
            task.await.unwrap();
        }
        assert!(order.lock().unwrap().is_sorted(), "{per_second:?} {max_in_flight:?}: {order:?}");
    };
    check(Some(100.0), None).await;
    check(None, Some(2)).await;
    check(Some(100.0), Some(2)).await;
}

/// Who stops waiting leaves nothing behind: no slot is lost, and who comes next is not held up.
#[tokio::test(start_paused = true)]
async fn waits_can_be_cancelled() {
    let begin = Instant::now();
    let pace = pace(limits(Some(1.0), Some(2), None));
    let first = pace.admit(HOST).await.unwrap();
    let waiting: Vec<_> = (0..10)
        .map(|_| {
            let pace = pace.clone();
            tokio::spawn(async move { pace.admit(HOST).await.map(drop) })
        })
        .collect();
    sleep(500).await;
    // The one that has the other slot and the turn, and those that have neither.
    for task in &waiting {
        task.abort();
    }
    sleep(10).await;
    let second = pace.admit(HOST).await.unwrap();
    assert_eq!(begin.elapsed(), Duration::from_millis(1000), "the second request takes the second place");
    assert!(tokio::time::timeout(Duration::from_secs(60), pace.admit(HOST)).await.is_err(), "two are under way");
    first.heard(ANSWER);
    let third = tokio::time::timeout(Duration::from_millis(1), pace.admit(HOST)).await.expect("a slot is free");
    drop((second, third));
    assert_eq!(pace.hosts()[0].in_flight, 0);
}

#[tokio::test(start_paused = true)]
async fn hosts_have_nothing_to_do_with_each_other() {
    let begin = Instant::now();
    let pace = pace(limits(Some(1.0), Some(1), Some(2)));
    let held = pace.admit("slow.example").await.unwrap();
    held.heard(slow_down(Some(60_000)));
    let waiting = tokio::spawn({
        let pace = pace.clone();
        async move { pace.admit("slow.example").await.map(drop) }
    });
    for second in 0..2 {
        let permit = pace.admit("other.example").await.unwrap();
        assert_eq!(begin.elapsed(), Duration::from_secs(second));
        permit.heard(ANSWER);
    }
    let hosts = pace.hosts();
    let shown: Vec<_> = hosts.iter().map(|host| (&*host.host, host.used_today, host.wait.is_some())).collect();
    assert_eq!(shown, [("slow.example", Some(1), true), ("other.example", Some(2), false)]);
    waiting.await.unwrap().unwrap();
    assert_eq!(begin.elapsed(), Duration::from_secs(60));
}

#[tokio::test(start_paused = true)]
async fn what_is_measured_stands_beside_what_is_set() {
    let pace = pace(limits(Some(5.0), Some(8), None));
    assert!(pace.hosts().is_empty());
    assert_eq!(pace.sent_per_second(), 0.0);
    send(&pace, 8, 101, 50, |_| ANSWER).await;
    let host = pace.hosts().remove(0);
    assert_eq!((host.rate, host.max_in_flight, host.per_day, host.used_today), (Some(5.0), Some(8), None, None));
    assert!((host.per_second - 5.0).abs() < 0.06, "{}", host.per_second);
    assert_eq!(pace.sent_per_second(), host.per_second);
    pace.admit("other.example").await.unwrap().heard(ANSWER);
    assert!(pace.sent_per_second() > host.per_second);
    sleep(11_000).await;
    assert_eq!(pace.sent_per_second(), 0.0);
}
