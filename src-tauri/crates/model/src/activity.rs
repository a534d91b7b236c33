use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{LatencySummary, RunWait};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum WorkerState {
    /// Between two requests, or the queue is empty.
    Idle,
    /// Waiting for the server's answer.
    Waiting,
    /// Pausing before another attempt.
    BackingOff,
    /// Held back by the limits of the host.
    HeldBack,
    Finished,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkerInfo {
    /// From 1.
    pub worker: u16,
    pub process_id: u32,
    /// The system thread on which the worker last ran.
    pub thread_id: u64,
    pub requests: u64,
    pub state: WorkerState,
    /// The values of the request in hand, as "materials 49".
    pub label: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LogKind {
    Started,
    Done,
    Retrying,
    Failed,
    Run,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LogEntry {
    /// Counts up by one an entry within a run.
    pub number: u64,
    pub at_ms: i64,
    /// 0 for the run itself.
    pub worker: u16,
    pub kind: LogKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ThroughputPoint {
    /// Seconds since the run began.
    pub at: f64,
    pub done: u64,
    pub failed: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HistogramBar {
    pub from_ms: f64,
    pub to_ms: f64,
    pub count: u64,
}

/// What is set for a host, what is measured, and what it asks for itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HostPace {
    pub host: String,
    /// Requests a second as they are sent, over the last ten seconds.
    pub per_second: f64,
    /// The limit that is set.
    pub rate: Option<f64>,
    pub in_flight: u32,
    pub max_in_flight: Option<u16>,
    /// Requests of today, UTC; counted where a quota is set.
    pub used_today: Option<u64>,
    pub per_day: Option<u64>,
    /// Requests that the API says are left until its limit is reset.
    pub remaining: Option<u64>,
    pub wait: Option<RunWait>,
}

/// What the Activity tab shows; asked for, not pushed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// Answers in each second of the run (halved in resolution when it grows past 600 points).
    pub throughput: Vec<ThroughputPoint>,
    /// Seconds that one point of `throughput` covers.
    pub seconds_per_point: f64,
    pub histogram: Vec<HistogramBar>,
    pub latency: LatencySummary,
    pub workers: Vec<WorkerInfo>,
    /// Every host that was asked, in the order of its first request.
    pub hosts: Vec<HostPace>,
    /// The last thousand, oldest first.
    pub log: Vec<LogEntry>,
}
