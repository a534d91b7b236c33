use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::FailureCategory;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StartMode {
    /// Drop what was fetched and begin at the first request.
    #[default]
    StartOver,
    /// Fetch what has no outcome yet.
    Missing,
    /// Fetch the failed again; their answers take the old places.
    RetryFailed,
    /// Fetch chosen requests again, whatever became of them.
    Selected,
    /// Go on with a run that paused by itself: what it had not come to, and what failed for the reason it paused for.
    Continue,
}

/// What a run shall fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunRequest {
    pub mode: StartMode,
    /// For [`StartMode::RetryFailed`]: only these.
    #[serde(default)]
    pub failures: FailureFilter,
    /// For [`StartMode::Selected`]: places in the plan, in any order.
    #[serde(default)]
    pub positions: Vec<u64>,
}

impl From<StartMode> for RunRequest {
    fn from(mode: StartMode) -> Self {
        RunRequest { mode, ..RunRequest::default() }
    }
}

/// Which failures; what is none matches all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct FailureFilter {
    pub category: Option<FailureCategory>,
    pub status: Option<u16>,
    pub host: Option<String>,
}

impl FailureFilter {
    pub fn is_all(&self) -> bool {
        *self == FailureFilter::default()
    }
}

impl From<FailureCategory> for FailureFilter {
    fn from(category: FailureCategory) -> Self {
        FailureFilter { category: Some(category), ..FailureFilter::default() }
    }
}

/// How long a run will take, as far as it can be known before it starts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Estimate {
    /// To be fetched; those that equal another one are not sent.
    pub requests: u64,
    pub seconds: Option<f64>,
    /// The speed that `seconds` goes by.
    pub per_second: Option<f64>,
    pub basis: Option<EstimateBasis>,
    pub quota: Option<QuotaEstimate>,
    /// Why the user should be asked first; empty when not.
    pub ask: Vec<AskReason>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum EstimateBasis {
    /// The rate that is set.
    Rate,
    /// How long answers took so far, times the workers.
    Measured,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuotaEstimate {
    pub host: String,
    pub per_day: u64,
    pub used_today: u64,
    /// Calendar days that the requests take, today included.
    pub days: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AskReason {
    /// Very many requests, or very long.
    Large,
    /// More than the host's quota for today.
    OverQuota,
    /// A method that may change something at the server.
    Writes,
}
