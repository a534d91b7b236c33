use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a run paused by itself and needs a person. It is kept in the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PauseReason {
    pub code: PauseCode,
    /// English, whole sentences: what happened and what to do. No secrets.
    pub message: String,
    /// When it makes sense to go on, where that is known. Milliseconds since 1970, UTC.
    pub until_ms: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PauseCode {
    /// The API refused the key.
    SignIn,
    /// As many requests failed as are allowed.
    FailureLimit,
    /// The first requests failed, every one of them.
    FirstAllFailed,
    /// The host's daily quota is used up.
    Quota,
    /// There is no room for further answers.
    DiskFull,
}

/// What a run waits for, to go on by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunWait {
    pub kind: WaitKind,
    pub host: String,
    /// When the next request is sent. Milliseconds since 1970, UTC.
    pub until_ms: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WaitKind {
    /// The API asked us to slow down.
    SlowDown,
    /// The host's daily quota is used up; a new day brings a new one.
    Quota,
    /// The host cannot be reached; it is tried again now and then.
    Offline,
}
