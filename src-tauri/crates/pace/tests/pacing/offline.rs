use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use fetchgrid_model::{RunWait, WaitKind};
use fetchgrid_pace::{Heard, Pace, Verdict};
use tokio::time::Instant;

use crate::kit::*;

const COUNTS: Verdict = Verdict { is_offline: false };
const DOES_NOT_COUNT: Verdict = Verdict { is_offline: true };

/// Sends one request, of which `heard` is heard at once.
async fn one(pace: &Arc<Pace>, heard: Heard) -> Verdict {
    pace.admit(HOST).await.unwrap().heard(heard)
}

/// The host answered, and then five could not reach it.
async fn gone() -> Arc<Pace> {
    let pace = pace(limits(None, None, None));
    assert_eq!(one(&pace, ANSWER).await, COUNTS);
    for _ in 0..4 {
        assert_eq!(one(&pace, Heard::Unreachable).await, COUNTS);
    }
    assert_eq!(one(&pace, Heard::Unreachable).await, DOES_NOT_COUNT);
    pace
}

/// The network is away from second 10 on for five minutes, and comes back by itself.
#[tokio::test(start_paused = true)]
async fn a_run_outlives_the_network() {
    let pace = pace(limits(None, None, None));
    let begin = Instant::now();
    let counted = Arc::new(AtomicU32::new(0));
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let (pace, counted) = (pace.clone(), counted.clone());
            tokio::spawn(async move {
                let mut sent = Vec::new();
                while sent.len() < 500 && begin.elapsed().as_secs() < 400 {
                    let permit = pace.admit(HOST).await.unwrap();
                    let at = begin.elapsed().as_millis() as u64;
                    let is_away = (10_000..310_000).contains(&at);
                    sleep(if is_away { 20 } else { 100 }).await;
                    let verdict = permit.heard(if is_away { Heard::Unreachable } else { ANSWER });
                    if is_away {
                        counted.fetch_add(u32::from(!verdict.is_offline), Ordering::Relaxed);
                        sent.push(at);
                    }
                }
                sent
            })
        })
        .collect();
    let mut in_vain = Vec::new();
    for task in tasks {
        in_vain.extend(task.await.unwrap());
    }
    in_vain.sort_unstable();
    // All sixteen once, and again the four that came back before the fifth. Then one at a time, the next 0.5, 1, 2, 4 …
    // 60 s after the one before came back.
    assert_eq!(in_vain[..16], [10_000; 16]);
    assert_eq!(in_vain[16..20], [10_020; 4]);
    let probes = [10_520, 11_540, 13_560, 17_580, 25_600, 41_620, 73_640, 133_660, 193_680, 253_700];
    assert_eq!(in_vain[20..], probes);
    assert_eq!(counted.load(Ordering::Relaxed), 4, "only those before it was known count");
}

#[tokio::test(start_paused = true)]
async fn the_window_is_told_of_the_next_probe() {
    let pace = gone().await;
    assert_eq!(pace.wait(), None, "nobody waits");
    let waiting = tokio::spawn({
        let pace = pace.clone();
        async move {
            loop {
                let permit = pace.admit(HOST).await.unwrap();
                sleep(3000).await;
                permit.heard(Heard::Unreachable);
            }
        }
    });
    let told = |ms: i64| Some(RunWait { kind: WaitKind::Offline, host: HOST.into(), until_ms: BEGIN_MS + ms });
    sleep(400).await;
    assert_eq!(pace.wait(), None, "not worth telling yet");
    // The probe of 0.5 s is under way until 3.5 s, that of 4.5 s until 7.5 s.
    for (after, until) in [(1000, 500), (2500, 4500), (1000, 4500), (3000, 9500)] {
        sleep(after).await;
        assert_eq!(pace.wait(), told(until), "{after}");
    }
    waiting.abort();
    sleep(1).await;
    assert_eq!(pace.wait(), None);
}

#[tokio::test(start_paused = true)]
async fn any_answer_ends_it() {
    for heard in [ANSWER, slow_down(Some(1)), answer_with(5, 1000)] {
        let pace = gone().await;
        let begin = Instant::now();
        assert_eq!(one(&pace, heard).await, COUNTS);
        assert_eq!(begin.elapsed().as_millis(), 500, "the first probe");
        sleep(1).await;
        assert_eq!(one(&pace, Heard::Unreachable).await, COUNTS);
        assert!(begin.elapsed().as_millis() <= 503, "{heard:?}");
    }
}

/// An answer to what was sent long ago says that the network is back as well; who waits goes on at once.
#[tokio::test(start_paused = true)]
async fn a_late_answer_ends_it() {
    let pace = pace(limits(None, None, None));
    one(&pace, ANSWER).await;
    let (late, straggler) = (pace.admit(HOST).await.unwrap(), pace.admit(HOST).await.unwrap());
    for _ in 0..5 {
        one(&pace, Heard::Unreachable).await;
    }
    for _ in 0..6 {
        assert_eq!(one(&pace, Heard::Unreachable).await, DOES_NOT_COUNT);
    }
    let begin = Instant::now();
    let waiting = tokio::spawn({
        let pace = pace.clone();
        async move { one(&pace, ANSWER).await }
    });
    sleep(2000).await;
    assert_eq!(late.heard(ANSWER), COUNTS);
    waiting.await.unwrap();
    assert_eq!(begin.elapsed().as_millis(), 2000);
    assert_eq!(straggler.heard(Heard::Nothing), DOES_NOT_COUNT, "it was sent before");
}

/// A probe that is cancelled, or never heard of, does not keep the others waiting.
#[tokio::test(start_paused = true)]
async fn a_lost_probe_is_followed_by_another() {
    let pace = gone().await;
    let begin = Instant::now();
    drop(pace.admit(HOST).await.unwrap());
    assert_eq!(begin.elapsed().as_millis(), 500);
    assert_eq!(one(&pace, Heard::Nothing).await, DOES_NOT_COUNT);
    assert_eq!(begin.elapsed().as_millis(), 1000);
    let probe = pace.admit(HOST).await.unwrap();
    assert_eq!(begin.elapsed().as_millis(), 1500);
    let waiting = tokio::spawn({
        let pace = pace.clone();
        async move { one(&pace, ANSWER).await }
    });
    sleep(120_000).await;
    assert!(!waiting.is_finished(), "one probe at a time");
    drop(probe);
    waiting.await.unwrap();
    assert_eq!(begin.elapsed().as_millis(), 122_000);
}

#[tokio::test(start_paused = true)]
async fn a_host_that_never_answered_is_not_waited_for() {
    let pace = pace(limits(None, None, None));
    let begin = Instant::now();
    for _ in 0..100 {
        assert_eq!(one(&pace, Heard::Unreachable).await, COUNTS);
    }
    assert!(begin.elapsed().is_zero());
}

#[tokio::test(start_paused = true)]
async fn other_hosts_go_on() {
    let pace = gone().await;
    let begin = Instant::now();
    assert_eq!(pace.admit("other.example").await.unwrap().heard(ANSWER), COUNTS);
    assert!(begin.elapsed().is_zero());
}

#[tokio::test(start_paused = true)]
async fn time_outs_are_no_sign() {
    let pace = pace(limits(None, None, None));
    one(&pace, ANSWER).await;
    let begin = Instant::now();
    for _ in 0..100 {
        assert_eq!(one(&pace, Heard::Nothing).await, COUNTS);
    }
    for _ in 0..4 {
        assert_eq!(one(&pace, Heard::Unreachable).await, COUNTS);
        assert_eq!(one(&pace, Heard::Nothing).await, COUNTS);
    }
    assert!(begin.elapsed().is_zero());
    assert_eq!(one(&pace, Heard::Unreachable).await, DOES_NOT_COUNT);
}
