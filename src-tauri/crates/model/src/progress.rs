use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AutoChoice, FailureCategory, PageCounts, PauseReason, RunWait, StartMode};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RunPhase {
    /// No run in this session.
    #[default]
    Idle,
    Running,
    /// Taking no new requests; what was in flight may still arrive.
    Paused,
    /// Cancelling what is in flight and writing what arrived.
    Stopping,
    Finished,
    Stopped,
    /// Ended for a reason that needs a person, see `pause`; the form is free, and the run can be continued.
    PausedItself,
    /// The run itself broke (not one of its requests); see `error`.
    Broken,
}

/// One snapshot of a run, ten times a second and once at either end.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    pub phase: RunPhase,
    /// What the run set out to do; none while there was no run in this session.
    pub mode: Option<StartMode>,
    /// Requests of the whole plan, and of them: with an outcome on disk, and failed. The one count that is shown
    /// everywhere, whatever part of the plan this run fetches.
    pub total: u64,
    pub done: u64,
    pub failed: u64,
    /// The same of this run alone: for a retry, how many of the failed were tried again, and how many failed again.
    pub run_total: u64,
    pub run_done: u64,
    pub run_failed: u64,
    pub in_flight: u32,
    /// Workers that may be busy now, and how their number came about where the program chose it.
    pub workers: u16,
    pub auto: Option<AutoChoice>,
    /// Outcomes over the last few seconds.
    pub per_second: f64,
    /// Requests sent over the last few seconds, the failed attempts among them: what a host's limits are about.
    pub sent_per_second: f64,
    /// Outcomes of this run for which nothing was sent: equal requests, and answers that were young enough.
    pub reused: u64,
    pub elapsed_ms: u64,
    /// Estimate; none until there is something to go by.
    pub left_ms: Option<u64>,
    /// There when the answers of this run have pages.
    pub pages: Option<PageCounts>,
    /// Rows in the whole table, on disk.
    pub rows: u64,
    /// Grows with every commit and every other change of the table; pages are stale when it moved.
    pub table_version: u64,
    /// Why nothing is sent at the moment; it passes by itself.
    pub wait: Option<RunWait>,
    /// There when the phase is [`RunPhase::PausedItself`].
    pub pause: Option<PauseReason>,
    /// What the user should know of how the run is done, such as fewer workers than were asked for.
    pub note: Option<String>,
    pub error: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LatencySummary {
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
}

/// How a run ended; what `fetchgrid … --json` prints.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct RunSummary {
    pub requests: u64,
    pub succeeded: u64,
    pub failed: u64,
    pub rows: u64,
    pub columns: u64,
    pub seconds: f64,
    pub requests_per_second: f64,
    pub latency_ms: LatencySummary,
    pub workers: u16,
    /// Outcomes for which nothing was sent.
    pub reused: u64,
    pub failures: BTreeMap<FailureCategory, u64>,
    /// Why the run paused by itself, when it did.
    pub pause: Option<PauseReason>,
}
