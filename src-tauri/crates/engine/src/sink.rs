use std::pin::Pin;

use fetchgrid_model::Outcome;

/// A request that may do without being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reuse {
    pub position: u64,
    /// One per placeholder, in the plan's order.
    pub values: Vec<String>,
    /// As it would be sent, with secrets masked.
    pub address: String,
    /// The earlier request of the plan that is the same.
    pub equal_to: Option<u64>,
}

/// Where the outcomes of a run go.
pub trait OutcomeSink: Send + Sync + 'static {
    /// Waits while the sink is full: the workers wait with it. An error ends the run as broken with that message.
    fn deliver(&self, outcome: Outcome) -> Pin<Box<dyn Future<Output = Result<(), String>> + Send + '_>>;

    /// Gives a request the outcome of an equal one, or an answer that was kept. False when there is none, and it has to be
    /// sent. A sink that keeps nothing never has any.
    fn reuse(&self, _: Reuse) -> Pin<Box<dyn Future<Output = Result<bool, String>> + Send + '_>> {
        Box::pin(async { Ok(false) })
    }
}
