use std::time::Duration;

/// How the server behaves. The rates concern `/inventory` only.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleOptions {
    /// 0 for any free one. The host is always the loopback interface.
    pub port: u16,
    /// Before every answer. Zero sets no timer at all.
    pub latency: Duration,
    /// The share of ids, from 0 to 1, whose first answer is a 5xx.
    pub error_rate: f64,
    /// The share of ids, from 0 to 1, that answer 404.
    pub not_found_rate: f64,
    pub seed: u64,
    /// Keep the paths that were asked for; see [`crate::SampleApi::log`].
    pub log: bool,
}

impl SampleOptions {
    /// The default seed. It was chosen so that the sample extraction (materials and products 0 to 49) meets each kind of
    /// mishap at least once.
    pub const SEED: u64 = 7;
}

impl Default for SampleOptions {
    fn default() -> Self {
        SampleOptions {
            port: 0,
            latency: Duration::from_millis(200),
            error_rate: 0.04,
            not_found_rate: 0.02,
            seed: Self::SEED,
            log: false,
        }
    }
}
