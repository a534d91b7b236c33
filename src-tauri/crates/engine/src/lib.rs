//! Takes an extraction, makes its plan, and runs it: N workers, one shared lazy sequence of requests, an outcome for each.
//!
//! [`check`] says what a form means and what is wrong with it, without sending anything. [`start`] runs a [`Plan`] over the
//! positions that are still to be fetched and hands every [`Outcome`](fetchgrid_model::Outcome) to an [`OutcomeSink`];
//! [`Run`] controls it and shows what goes on. [`fetch_one`] sends a single request.
//!
//! What holds: nothing is kept that grows with the number of requests. A worker has one request at a time, and waits while
//! the sink is full. What has to be sent again is set aside, a bounded number of requests at a time, and holds nobody up
//! until then. A failed request is an outcome, a failed run is an error. Secrets of the template stand in no address,
//! message, header or log entry that leaves this crate.
//!
//! Not in here: what is done with the answers (`shape`), and where they are kept (`store`).

mod activity;
mod address;
mod aside;
mod attempt;
mod body_place;
mod cause;
mod check;
mod client;
mod crew;
mod download;
mod encode;
mod entries;
mod equal;
mod error;
mod files;
mod inspect;
mod journal;
mod list;
mod meter;
mod options;
mod page_wire;
mod paging;
mod pieces;
mod plan;
mod problems;
mod queue;
mod range;
mod redirect;
mod retry;
mod roster;
mod rules;
mod run;
mod sink;
mod template;
mod test_one;
#[cfg(test)]
mod tests;
mod texts;
mod worker;

pub use check::check;
pub use download::download;
pub use error::EngineError;
pub use options::{RunOptions, TakesPage};
pub use paging::{PageAsk, Pager, Sequence};
pub use plan::{Plan, PlannedRequest};
pub use queue::Positions;
pub use run::{Run, RunEnd, can_start, start};
pub use sink::{OutcomeSink, Reuse, Reused, Told};
pub use test_one::fetch_one;
pub use texts::{StoredLists, Texts};
