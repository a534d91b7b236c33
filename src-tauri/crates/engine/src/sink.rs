use std::pin::Pin;

use fetchgrid_model::{Outcome, Response, Rest};

/// A request that may do without being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reuse {
    pub position: u64,
    /// From 1.
    pub page: u32,
    /// What there is beside that page. With [`Rest::More`] the answer itself is wanted, to see what follows it.
    pub rest: Rest,
    /// One per placeholder, in the plan's order.
    pub values: Vec<String>,
    /// As it would be sent, with secrets masked.
    pub address: String,
    /// The earlier request of the plan that is the same.
    pub equal_to: Option<u64>,
}

/// An outcome that was there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reused {
    pub failed: bool,
    /// Where it was wanted.
    pub response: Option<Response>,
}

/// What a sink tells when it is asked.
pub type Told<'a, T> = Pin<Box<dyn Future<Output = Result<T, String>> + Send + 'a>>;

/// Where the outcomes of a run go.
pub trait OutcomeSink: Send + Sync + 'static {
    /// Waits while the sink is full: the workers wait with it. An error ends the run as broken with that message.
    fn deliver(&self, outcome: Outcome) -> Told<'_, ()>;

    /// Gives a request the outcome of an equal one, or an answer that was kept. None when there is none, and it has to be
    /// sent. A sink that keeps nothing never has any.
    fn reuse(&self, _: Reuse) -> Told<'_, Option<Reused>> {
        Box::pin(async { Ok(None) })
    }

    /// Good pages of a request that came before this run, in order; asked for only where answers have pages.
    fn pages(&self, _position: u64) -> Told<'_, Vec<(u32, Response)>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// A request of which more was to come has no more than so many pages.
    fn end(&self, _position: u64, _pages: u32) -> Told<'_, ()> {
        Box::pin(async { Ok(()) })
    }
}
