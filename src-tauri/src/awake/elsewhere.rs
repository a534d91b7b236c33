use tokio::runtime::Handle;

use super::{NAME, WHY};

/// Lets go when it is dropped, on the thread that took it.
pub struct Hold(#[allow(dead_code, reason = "held for its end")] Option<keepawake::KeepAwake>);

impl Hold {
    pub fn take(_: &Handle) -> Self {
        let wish = keepawake::Builder::default().idle(true).app_name(NAME).reason(WHY).create();
        Hold(wish.inspect_err(|error| tracing::debug!(%error, "the machine may fall asleep during this run")).ok())
    }
}
