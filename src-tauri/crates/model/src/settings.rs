use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct RunSettings {
    /// 1 to [`RunSettings::MAX_WORKERS`].
    #[ts(type = "number")]
    pub workers: NonZeroU16,
    /// Seconds that one attempt may take from connecting to the last byte.
    pub timeout_seconds: u32,
    /// Further attempts after the first one failed for a passing reason.
    pub retries: u32,
}

impl RunSettings {
    pub const MAX_WORKERS: u16 = 256;
    pub const MAX_TIMEOUT_SECONDS: u32 = 3600;
    pub const MAX_RETRIES: u32 = 20;
}

impl Default for RunSettings {
    fn default() -> Self {
        RunSettings { workers: NonZeroU16::new(8).expect("8 is not zero"), timeout_seconds: 30, retries: 2 }
    }
}
