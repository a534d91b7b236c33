use std::sync::Arc;
use std::time::Duration;

use tokio::sync::OwnedSemaphorePermit;

use crate::asked::Asked;
use crate::host::Host;

/// One request may be sent now. It counts as under way until it is known what was heard of it.
#[must_use = "a permit that is dropped is a request that was sent and never heard of"]
pub struct Permit {
    host: Arc<Host>,
    number: u64,
    is_heard: bool,
    _slot: Option<OwnedSemaphorePermit>,
}

/// What became of a request, as far as it concerns the pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Whatever its status, it did not ask for a slower pace.
    Answer(Asked),
    /// The host asked for a slower pace. Without saying how long it gets `fallback`, then twice that, and so on.
    SlowDown { asked: Asked, fallback: Duration },
    /// It got no further than the network: there is no way to the host, or nobody listens there.
    Unreachable,
    /// Nothing that says anything about the host: a time-out, an answer that broke off, a request that was cut off.
    Nothing,
}

/// What the host's state means for the request that was heard of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The host counts as unreachable, or did when the request was sent. The attempt shall not count.
    pub is_offline: bool,
}

impl Permit {
    pub(crate) fn new(host: Arc<Host>, number: u64, slot: Option<OwnedSemaphorePermit>) -> Permit {
        Permit { host, number, is_heard: false, _slot: slot }
    }

    pub fn heard(mut self, heard: Heard) -> Verdict {
        self.is_heard = true;
        self.host.heard(self.number, heard)
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if !self.is_heard {
            self.host.heard(self.number, Heard::Nothing);
        }
    }
}
