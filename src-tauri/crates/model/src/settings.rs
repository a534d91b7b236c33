use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AnswerRules, Backoff, FailureCategory, HostLimits, NetworkSettings, StopRules, Workers};

/// How an extraction is run. A setting that an older document does not have is at its default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct RunSettings {
    pub workers: Workers,
    /// Seconds that one attempt may take from connecting to the last byte.
    pub timeout_seconds: u32,
    /// Further attempts after the first one failed for a reason of `retry_on`.
    pub retries: u32,
    pub backoff: Backoff,
    /// Failures that another attempt may mend.
    pub retry_on: Vec<FailureCategory>,
    /// Of each host.
    pub limits: HostLimits,
    pub stop: StopRules,
    pub answers: AnswerRules,
    /// When everything is fetched anew, answers in the document that are younger than this are kept instead.
    pub cache_seconds: Option<u64>,
    pub network: NetworkSettings,
}

impl RunSettings {
    pub const MAX_WORKERS: u16 = 1024;
    pub const MAX_TIMEOUT_SECONDS: u32 = 3600;
    pub const MAX_RETRIES: u32 = 20;

    /// What may pass by itself.
    pub const PASSING: [FailureCategory; 5] = [
        FailureCategory::Timeout,
        FailureCategory::Connection,
        FailureCategory::CutOff,
        FailureCategory::TooManyRequests,
        FailureCategory::ServerError,
    ];
}

impl Default for RunSettings {
    fn default() -> Self {
        RunSettings {
            workers: Workers::Fixed(NonZeroU16::new(8).expect("8 is not zero")),
            timeout_seconds: 30,
            retries: 2,
            backoff: Backoff::default(),
            retry_on: Self::PASSING.to_vec(),
            limits: HostLimits::default(),
            stop: StopRules::default(),
            answers: AnswerRules::default(),
            cache_seconds: None,
            network: NetworkSettings::default(),
        }
    }
}
