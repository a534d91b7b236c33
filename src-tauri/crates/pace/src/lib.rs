//! How fast a run goes: the limits of each host, what a host asks for itself, and the automatic number of workers.
//!
//! It knows no HTTP: headers come in as a way to look one up, requests are asked for by the host's name. Monotonic time is
//! tokio's, so that tests run on a paused clock; the time of day comes from a [`Clock`].

mod asked;
mod auto;
mod clock;
mod hold;
mod host;
mod meter;
mod pace;
mod permit;
mod quota;
mod rate;
mod reach;

pub use asked::{Asked, Budget, asked};
pub use auto::{Auto, Ended};
pub use clock::{Clock, SystemClock, day_of};
pub use pace::{AtQuota, Pace, QuotaUsedUp};
pub use permit::{Heard, Permit, Verdict};
pub use quota::{MemoryBook, QuotaBook};
