use std::time::Duration;

use fetchgrid_model::{FailureCategory, RunSettings};

/// Asked to slow down, a request is sent so many times more than after other failures: it did nothing wrong, and the whole
/// host waits between two attempts. An API that never stops asking gets a failure in the end.
const SLOW_DOWNS: u32 = 10;

/// The waits and attempts of a run. Everything here is passed in, so that tests need no patience.
#[derive(Clone, Debug)]
pub(crate) struct Timing {
    /// For one attempt, from connecting to the last byte.
    pub(crate) timeout: Duration,
    pub(crate) retries: u32,
    /// What another attempt may mend.
    pub(crate) retry_on: Vec<FailureCategory>,
    /// The first wait before another attempt; it doubles with each.
    pub(crate) base: Duration,
    /// No wait is longer.
    pub(crate) cap: Duration,
    /// Anything from 0 to 1, for the length of a wait.
    pub(crate) roll: fn() -> f64,
    /// What is in flight when a run is stopped may still arrive for this long.
    pub(crate) grace: Duration,
}

impl Timing {
    pub(crate) fn of(settings: &RunSettings) -> Self {
        Timing {
            timeout: Duration::from_secs(settings.timeout_seconds.into()),
            retries: settings.retries,
            retry_on: settings.retry_on.clone(),
            base: Duration::from_millis(settings.backoff.first_ms.into()),
            cap: Duration::from_millis(settings.backoff.longest_ms.into()),
            roll: rand::random,
            grace: Duration::from_secs(1),
        }
    }

    /// How long to wait after the attempt of this number (from 1) failed; none when it was the last.
    ///
    /// The wait is anything between nothing and its full length ("full jitter"): workers that failed at the same moment
    /// must not come back at the same moment. Who is asked to slow down waits with its host, and not here.
    pub(crate) fn wait(&self, attempt: u32, category: FailureCategory) -> Option<Duration> {
        let slow_down = category == FailureCategory::TooManyRequests;
        let most = if slow_down && self.retries > 0 { self.retries + SLOW_DOWNS } else { self.retries };
        if attempt > most || !self.retry_on.contains(&category) {
            return None;
        }
        Some(if slow_down { Duration::ZERO } else { self.jittered(attempt) })
    }

    /// Between nothing and the full back-off after this many attempts.
    fn jittered(&self, attempt: u32) -> Duration {
        let doubled = self.base.saturating_mul(1u32.checked_shl(attempt - 1).unwrap_or(u32::MAX));
        doubled.min(self.cap).mul_f64((self.roll)())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn timing(retries: u32) -> Timing {
        Timing::of(&RunSettings { retries, ..RunSettings::default() })
    }

    #[test]
    fn waits_double_up_to_the_cap() {
        use FailureCategory::*;
        #[track_caller]
        fn check(attempt: u32, category: FailureCategory, rolled: f64, expected_ms: Option<u64>) {
            let roll: fn() -> f64 = match rolled {
                1.0 => || 1.0,
                0.5 => || 0.5,
                _ => || 0.0,
            };
            let wait = Timing { roll, ..timing(20) }.wait(attempt, category);
            assert_eq!(wait, expected_ms.map(Duration::from_millis), "attempt {attempt}, {category:?}, {rolled}");
        }
        check(1, ServerError, 1.0, Some(500));
        check(2, Timeout, 1.0, Some(1_000));
        check(3, Connection, 1.0, Some(2_000));
        check(6, CutOff, 1.0, Some(16_000));
        check(7, ServerError, 1.0, Some(30_000));
        check(20, ServerError, 1.0, Some(30_000));
        check(3, ServerError, 0.5, Some(1_000));
        check(3, ServerError, 0.0, Some(0));
        check(21, ServerError, 1.0, None);
        check(21, TooManyRequests, 1.0, Some(0));
        check(30, TooManyRequests, 1.0, Some(0));
        check(31, TooManyRequests, 1.0, None);
        check(1, NotFound, 1.0, None);
        check(1, SignIn, 1.0, None);
        assert_eq!(timing(0).wait(1, ServerError), None);
        assert_eq!(timing(0).wait(1, TooManyRequests), None, "whoever wants one attempt gets one");
    }

    #[test]
    fn the_user_says_what_is_tried_again() {
        let timing = Timing { retry_on: vec![FailureCategory::NotFound], ..timing(1) };
        assert!(timing.wait(1, FailureCategory::NotFound).is_some());
        assert!(timing.wait(1, FailureCategory::ServerError).is_none());
        assert!(timing.wait(1, FailureCategory::TooManyRequests).is_none());
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_it_may_be(attempt in 1u32..40) {
            let timing = timing(20);
            match timing.wait(attempt, FailureCategory::Timeout) {
                None => prop_assert!(attempt > 20),
                Some(wait) => prop_assert!(attempt <= 20 && wait <= timing.cap),
            }
        }
    }
}
