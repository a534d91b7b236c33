use std::num::NonZeroU16;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Waits before another attempt: exponential with full jitter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Backoff {
    /// The longest that the first wait may be; it doubles with each attempt.
    pub first_ms: u32,
    /// No wait is longer, however many attempts there were.
    pub longest_ms: u32,
}

impl Backoff {
    /// An hour.
    pub const MAX_MS: u32 = 3_600_000;
}

impl Default for Backoff {
    fn default() -> Self {
        Backoff { first_ms: 500, longest_ms: 30_000 }
    }
}

/// What a host may be asked for, whatever the number of workers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct HostLimits {
    pub rate: Option<Rate>,
    /// Requests under way at the same time.
    #[ts(type = "number | null")]
    pub max_in_flight: Option<NonZeroU16>,
    /// Requests in a day, which begins at midnight UTC.
    pub per_day: Option<u64>,
}

/// So many requests in a second, a minute or an hour; fractions are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    pub amount: f64,
    pub per: RateUnit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RateUnit {
    Second,
    Minute,
    Hour,
}

impl RateUnit {
    pub fn seconds(self) -> f64 {
        match self {
            RateUnit::Second => 1.0,
            RateUnit::Minute => 60.0,
            RateUnit::Hour => 3600.0,
        }
    }
}

impl Rate {
    /// A thousand workers with an answer a millisecond.
    pub const MAX_PER_SECOND: f64 = 1_000_000.0;
    /// One a day.
    pub const MIN_PER_SECOND: f64 = 1.0 / 86_400.0;

    pub fn per_second(self) -> f64 {
        self.amount / self.per.seconds()
    }

    /// The time from one request to the next.
    ///
    /// # Panics
    /// When the rate is not within its bounds; see [`Rate::is_sound`].
    pub fn interval(self) -> Duration {
        Duration::from_secs_f64(1.0 / self.per_second())
    }

    pub fn is_sound(self) -> bool {
        (Self::MIN_PER_SECOND..=Self::MAX_PER_SECOND).contains(&self.per_second())
    }
}

/// When a run pauses by itself, so that a person can have a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct StopRules {
    /// After so many failures in one run.
    pub after_failures: Option<u64>,
    /// When so many requests came to their end and every one of them failed.
    pub when_first_fail: Option<u64>,
    /// At the first 401 or 403.
    pub on_sign_in_failure: bool,
}

impl Default for StopRules {
    fn default() -> Self {
        StopRules { after_failures: None, when_first_fail: Some(20), on_sign_in_failure: true }
    }
}

/// What an answer has to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct AnswerRules {
    /// Unpacked.
    pub max_bytes: u64,
    /// How an answer with a good status says that it is an error after all.
    pub error_when: Option<ErrorRule>,
}

impl AnswerRules {
    /// More than this is no answer to one request; a worker holds it whole.
    pub const MAX_BYTES: u64 = 1 << 30;
}

impl Default for AnswerRules {
    fn default() -> Self {
        AnswerRules { max_bytes: 64_000_000, error_when: None }
    }
}

/// `field` is a dotted path into the answer, such as `error` or `0.message`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ErrorRule {
    /// It is there, and neither null, false nor empty.
    Present { field: String },
    /// It is not there, or its text is another one.
    Differs { field: String, expected: String },
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct NetworkSettings {
    /// Address of a proxy; none for the one of the system.
    pub proxy: Option<String>,
    /// Path of a PEM file with certificates that are trusted beside those of the system.
    pub certificate: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates() {
        let check = |amount: f64, per: RateUnit, interval_ms: Option<u64>| {
            let rate = Rate { amount, per };
            assert_eq!(rate.is_sound().then(|| rate.interval().as_millis() as u64), interval_ms, "{rate:?}");
        };
        check(5.0, RateUnit::Second, Some(200));
        check(1.0 / 3.0, RateUnit::Second, Some(3000));
        check(20.0, RateUnit::Minute, Some(3000));
        check(3600.0, RateUnit::Hour, Some(1000));
        check(0.0, RateUnit::Second, None);
        check(-1.0, RateUnit::Hour, None);
        check(f64::NAN, RateUnit::Second, None);
        check(f64::INFINITY, RateUnit::Minute, None);
    }
}
