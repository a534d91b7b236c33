use std::sync::Arc;
use std::time::Duration;

use fetchgrid_model::{RunWait, WaitKind};
use fetchgrid_pace::{AtQuota, Heard, MemoryBook, Pace};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::kit::*;

fn one_more(pace: &Arc<Pace>) -> JoinHandle<Instant> {
    let pace = pace.clone();
    tokio::spawn(async move {
        pace.admit(HOST).await.unwrap().heard(ANSWER);
        Instant::now()
    })
}

#[tokio::test(start_paused = true)]
async fn all_workers_wait_together() {
    let pace = pace(limits(None, None, None));
    // The third answer asks for five seconds; seven more are under way then.
    let says = |number| if number == 2 { slow_down(Some(5000)) } else { ANSWER };
    let sent = send(&pace, 8, 40, 100, says).await;
    assert!(sent[..8].iter().all(|ms| *ms == 0), "{sent:?}");
    // The first two answers came just before.
    assert!(sent[8..10].iter().all(|ms| *ms == 100), "{sent:?}");
    assert!(sent[10..18].iter().all(|ms| *ms == 5100), "{sent:?}");
}

#[tokio::test(start_paused = true)]
async fn many_refusals_of_one_moment_are_one_wait() {
    let pace = pace(limits(None, None, None));
    let says = |number| if number < 48 { slow_down(None) } else { ANSWER };
    let sent = send(&pace, 16, 80, 100, says).await;
    let times: Vec<_> = sent.chunks(16).map(|wave| (wave[0], wave[15])).collect();
    // One, two, four seconds after the first refusal of each wave.
    assert_eq!(times, [(0, 0), (1100, 1100), (3200, 3200), (7300, 7300), (7400, 7400)]);
}

#[tokio::test(start_paused = true)]
async fn a_budget_is_not_overspent() {
    let pace = pace(limits(None, None, None));
    // Ten requests in ten seconds; with each answer the host says what is left, as of when it began to answer.
    let says = |number: usize| answer_with(9 - (number as u64 % 10), 10_000);
    let sent = send(&pace, 1, 25, 0, says).await;
    let times: Vec<_> = sent.chunks(10).map(|wave| (wave[0], *wave.last().unwrap(), wave.len())).collect();
    assert_eq!(times, [(0, 0, 10), (10_000, 10_000, 10), (20_000, 20_000, 5)]);

    // Eight workers at once: what is under way is taken off what is left, so none is sent in vain.
    let pace = crate::kit::pace(limits(None, None, None));
    let says = |number: usize| answer_with(20_u64.saturating_sub(number as u64 + 1), 60_000);
    let sent = send(&pace, 8, 30, 100, says).await;
    assert_eq!(sent.iter().filter(|ms| **ms < 60_000).count(), 20, "{sent:?}");
}

#[tokio::test(start_paused = true)]
async fn what_the_window_is_told() {
    let told = |ms: i64| Some(RunWait { kind: WaitKind::SlowDown, host: HOST.into(), until_ms: BEGIN_MS + ms });
    // What the host says, and what is told while somebody waits.
    let check = async |heard: Heard, expected: Option<RunWait>| {
        let pace = pace(limits(None, None, None));
        pace.admit(HOST).await.unwrap().heard(heard);
        assert_eq!(pace.wait(), None, "nobody waits");
        let waiting = one_more(&pace);
        sleep(1).await;
        assert_eq!(pace.wait(), expected);
        assert_eq!(pace.hosts()[0].wait, expected);
        sleep(40_000).await;
        // To its end, however little is left.
        assert_eq!(pace.wait(), expected.filter(|_| !waiting.is_finished()));
        waiting.abort();
        sleep(1).await;
        assert_eq!(pace.wait(), None, "nobody waits any more");
    };
    check(ANSWER, None).await;
    check(Heard::Nothing, None).await;
    check(slow_down(Some(900)), None).await;
    check(slow_down(Some(1500)), told(1500)).await;
    check(slow_down(Some(40_002)), told(40_002)).await;
    check(slow_down(Some(90_000)), told(90_000)).await;
    check(answer_with(0, 90_000), told(90_000)).await;
    check(answer_with(0, 500), None).await;
    check(answer_with(1, 90_000), None).await;
}

#[tokio::test(start_paused = true)]
async fn the_wait_that_ends_last_is_told() {
    let pace = pace(limits(None, None, None));
    let hosts = [("a.example", 5000), ("b.example", 60_000), ("c.example", 20_000)];
    for (host, ms) in hosts {
        pace.admit(host).await.unwrap().heard(slow_down(Some(ms)));
    }
    let mut waiting = Vec::new();
    for (host, told) in [("a.example", 5000), ("b.example", 60_000), ("c.example", 60_000)] {
        waiting.push(tokio::spawn({
            let pace = pace.clone();
            async move { pace.admit(host).await.map(drop) }
        }));
        sleep(1).await;
        assert_eq!(pace.wait().map(|wait| wait.until_ms), Some(BEGIN_MS + told), "{host}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_longer_wait_is_told_while_waiting() {
    let pace = pace(limits(None, None, None));
    let (one, other) = (pace.admit(HOST).await.unwrap(), pace.admit(HOST).await.unwrap());
    one.heard(slow_down(Some(10_000)));
    let begin = Instant::now();
    let waiting = one_more(&pace);
    sleep(5000).await;
    other.heard(slow_down(Some(30_000)));
    sleep(1).await;
    assert_eq!(pace.wait().unwrap().until_ms, BEGIN_MS + 35_000);
    assert_eq!(waiting.await.unwrap() - begin, Duration::from_secs(35));
}

#[tokio::test(start_paused = true)]
async fn news_end_a_wait() {
    let pace = pace(limits(None, None, None));
    let (one, other) = (pace.admit(HOST).await.unwrap(), pace.admit(HOST).await.unwrap());
    one.heard(answer_with(0, 3_600_000));
    let begin = Instant::now();
    let waiting = one_more(&pace);
    sleep(5000).await;
    other.heard(answer_with(5, 60_000));
    assert_eq!(waiting.await.unwrap() - begin, Duration::from_secs(5));
    assert_eq!(pace.hosts()[0].remaining, Some(4));
}

/// A wait of an hour begins; after ten minutes the clock on the wall jumps. When is it over?
#[tokio::test(start_paused = true)]
async fn the_clock_on_the_wall_may_jump() {
    let check = async |heard: Heard, jump_ms: i64, within: std::ops::RangeInclusive<u64>| {
        let clock = WallClock::new();
        let book = Arc::new(MemoryBook::default());
        let pace = pace_with(limits(None, None, None), AtQuota::Wait, book, clock.clone());
        pace.admit(HOST).await.unwrap().heard(heard);
        let begin = Instant::now();
        let waiting = one_more(&pace);
        sleep(600_000).await;
        clock.jump(jump_ms);
        let took = (waiting.await.unwrap() - begin).as_secs();
        assert!(within.contains(&took), "{jump_ms}: {took}");
    };
    for heard in [slow_down(Some(3_600_000)), answer_with(0, 3_600_000)] {
        check(heard, 0, 3600..=3600).await;
        // It slept through the end, or through a part.
        check(heard, 86_400_000, 600..=630).await;
        check(heard, 1_800_000, 1800..=1800).await;
        // Somebody set it back: the wait is no longer for that.
        check(heard, -86_400_000, 3600..=3600).await;
    }
}
