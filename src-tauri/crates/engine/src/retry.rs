use std::time::{Duration, SystemTime};

use fetchgrid_model::RunSettings;

/// The waits of a run. Everything here is passed in, so that tests need no patience.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timing {
    /// For one attempt, from connecting to the last byte.
    pub(crate) timeout: Duration,
    pub(crate) retries: u32,
    /// The first wait before another attempt; it doubles with each.
    pub(crate) base: Duration,
    /// No wait of our own is longer.
    pub(crate) cap: Duration,
    /// What a server asks for is believed up to here: a request that waits longer looks like a program that hangs.
    pub(crate) longest_asked: Duration,
    /// What is in flight when a run is stopped may still arrive for this long.
    pub(crate) grace: Duration,
}

impl Timing {
    pub(crate) fn of(settings: &RunSettings) -> Self {
        Timing {
            timeout: Duration::from_secs(settings.timeout_seconds.into()),
            retries: settings.retries,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(30),
            longest_asked: Duration::from_secs(300),
            grace: Duration::from_secs(1),
        }
    }

    /// How long to wait after the attempt of this number (from 1) failed for a passing reason; none when it was the last.
    ///
    /// `roll` is from 0 to 1. The wait is anything between nothing and its full length ("full jitter"): workers that
    /// failed at the same moment must not come back at the same moment. What the server asked for is waited in full, and
    /// spread over a little time after it.
    pub(crate) fn wait(&self, attempt: u32, asked: Option<Duration>, roll: f64) -> Option<Duration> {
        if attempt > self.retries {
            return None;
        }
        Some(match asked {
            Some(asked) => asked.min(self.longest_asked) + self.base.mul_f64(roll),
            None => {
                let doubled = self.base.saturating_mul(1u32.checked_shl(attempt - 1).unwrap_or(u32::MAX));
                doubled.min(self.cap).mul_f64(roll)
            }
        })
    }
}

/// The value of a `Retry-After` header: seconds, or a date, which is past when it asks for nothing.
pub(crate) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than 64 bits count is as good as the longest wait there is.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
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
        #[track_caller]
        fn check(attempt: u32, asked: Option<u64>, roll: f64, expected_ms: Option<u64>) {
            let wait = timing(20).wait(attempt, asked.map(Duration::from_secs), roll);
            assert_eq!(wait, expected_ms.map(Duration::from_millis), "attempt {attempt}, asked {asked:?}, roll {roll}");
        }
        check(1, None, 1.0, Some(500));
        check(2, None, 1.0, Some(1_000));
        check(3, None, 1.0, Some(2_000));
        check(6, None, 1.0, Some(16_000));
        check(7, None, 1.0, Some(30_000));
        check(20, None, 1.0, Some(30_000));
        check(3, None, 0.5, Some(1_000));
        check(3, None, 0.0, Some(0));
        check(21, None, 1.0, None);
        check(1, Some(7), 0.0, Some(7_000));
        check(1, Some(7), 1.0, Some(7_500));
        check(5, Some(7), 1.0, Some(7_500));
        check(1, Some(0), 0.5, Some(250));
        check(1, Some(86_400), 0.0, Some(300_000));
        check(1, Some(u64::MAX), 0.0, Some(300_000));
        assert_eq!(timing(0).wait(1, None, 1.0), None);
        assert_eq!(timing(2).wait(3, Some(Duration::ZERO), 1.0), None);
    }

    #[test]
    fn what_a_server_asks_for() {
        let now = httpdate::parse_http_date("Fri, 31 Jul 2026 12:00:00 GMT").unwrap();
        for (value, expected) in [
            ("0", Some(0)),
            (" 120 ", Some(120)),
            ("99999999999999999999999", Some(u64::MAX)),
            ("Fri, 31 Jul 2026 12:00:30 GMT", Some(30)),
            ("Friday, 31-Jul-26 12:01:00 GMT", Some(60)),
            ("Fri, 31 Jul 2026 11:00:00 GMT", Some(0)),
            ("", None),
            ("-5", None),
            ("1.5", None),
            ("soon", None),
        ] {
            assert_eq!(retry_after(value, now), expected.map(Duration::from_secs), "{value:?}");
        }
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_it_may_be(attempt in 1u32..40, asked in proptest::option::of(0u64..1_000_000), roll in 0.0f64..1.0) {
            let timing = timing(20);
            match timing.wait(attempt, asked.map(Duration::from_secs), roll) {
                None => prop_assert!(attempt > 20),
                Some(wait) => {
                    prop_assert!(attempt <= 20);
                    let longest = if asked.is_some() { timing.longest_asked + timing.base } else { timing.cap };
                    prop_assert!(wait <= longest);
                    if let Some(asked) = asked {
                        prop_assert!(wait >= Duration::from_secs(asked).min(timing.longest_asked));
                    }
                }
            }
        }
    }
}
