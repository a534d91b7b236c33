use std::sync::Arc;
use std::time::Duration;

use fetchgrid_model::{RunWait, WaitKind};
use fetchgrid_pace::{AtQuota, MemoryBook, QuotaBook, QuotaUsedUp};
use tokio::time::Instant;

use crate::kit::*;

#[tokio::test(start_paused = true)]
async fn a_day_brings_new_requests() {
    let pace = pace(limits(None, None, Some(10)));
    let sent = send(&pace, 4, 25, 1000, |_| ANSWER).await;
    let (midnight, next) = (REST_OF_DAY.as_millis() as u64, 86_400_000);
    assert!(sent[..10].iter().all(|ms| *ms < 10_000));
    assert!(sent[10..20].iter().all(|ms| (midnight..midnight + 10_000).contains(ms)), "{sent:?}");
    assert!(sent[20..].iter().all(|ms| (midnight + next..midnight + next + 10_000).contains(ms)), "{sent:?}");
    assert_eq!(pace.hosts()[0].used_today, Some(5));
}

#[tokio::test(start_paused = true)]
async fn the_window_is_told_of_midnight() {
    let pace = pace(limits(Some(1.0), None, Some(1)));
    pace.admit(HOST).await.unwrap().heard(ANSWER);
    let waiting = tokio::spawn({
        let pace = pace.clone();
        async move { pace.admit(HOST).await.map(drop) }
    });
    sleep(2000).await;
    let until_ms = BEGIN_MS + REST_OF_DAY.as_millis() as i64;
    assert_eq!(pace.wait(), Some(RunWait { kind: WaitKind::Quota, host: HOST.into(), until_ms }));
    waiting.await.unwrap().unwrap();
    assert_eq!(pace.wait(), None);
}

#[tokio::test(start_paused = true)]
async fn a_run_may_end_instead() {
    let book = Arc::new(MemoryBook::default());
    let pace = pace_with(limits(Some(0.01), None, Some(3)), AtQuota::End, book, WallClock::new());
    send(&pace, 2, 3, 10, |_| ANSWER).await;
    let until_ms = BEGIN_MS + REST_OF_DAY.as_millis() as i64;
    let used_up = QuotaUsedUp { host: HOST.into(), per_day: 3, until_ms };
    for _ in 0..3 {
        assert_eq!(pace.admit(HOST).await.map(drop), Err(used_up.clone()));
    }
    let begin = Instant::now();
    assert_eq!(pace.admit(HOST).await.map(drop), Err(used_up));
    assert_eq!(begin.elapsed(), Duration::ZERO, "nobody waits for his turn to hear that");
    tokio::time::sleep(REST_OF_DAY).await;
    pace.admit(HOST).await.expect("a new day").heard(ANSWER);
}

#[tokio::test(start_paused = true)]
async fn runs_share_a_book() {
    let (book, clock) = (Arc::new(MemoryBook::default()), WallClock::new());
    let paces = [(); 2].map(|()| pace_with(limits(None, None, Some(10)), AtQuota::End, book.clone(), clock.clone()));
    let mut granted = [0; 2];
    for round in 0..20 {
        if let Ok(permit) = paces[round % 2].admit(HOST).await {
            permit.heard(ANSWER);
            granted[round % 2] += 1;
        }
    }
    assert_eq!(granted, [5, 5]);
    assert_eq!((book.used(HOST, TODAY), book.used(HOST, TODAY + 1)), (10, 0));
    assert!(paces[0].admit("other.example").await.is_ok(), "each host has its own");
}

#[tokio::test(start_paused = true)]
async fn a_computer_that_slept_past_midnight_goes_on() {
    let (book, clock) = (Arc::new(MemoryBook::default()), WallClock::new());
    let pace = pace_with(limits(None, None, Some(1)), AtQuota::Wait, book, clock.clone());
    pace.admit(HOST).await.unwrap().heard(ANSWER);
    let begin = Instant::now();
    let waiting = tokio::spawn({
        let pace = pace.clone();
        async move { pace.admit(HOST).await.map(drop) }
    });
    sleep(60_000).await;
    clock.jump(8 * 3_600_000);
    waiting.await.unwrap().unwrap();
    assert!(begin.elapsed() <= Duration::from_secs(90), "{:?}", begin.elapsed());
}
