//! The use-cases of Fetchgrid: open a document, set it up, run it, read it, export it.
//!
//! Joins engine, store, shape, import and export; the window and the command line both call it. It knows no window, no
//! terminal and no argument parser, and it holds no rule of its own that belongs to one of the crates below it.

mod about;
pub mod bindings;
mod charts;
mod compare;
mod document;
mod error;
mod estimate;
mod event;
mod exports;
mod facets;
mod failed_export;
mod failures;
mod find;
mod group_export;
mod groups;
mod links;
mod named_views;
mod paging;
mod quota;
mod recent;
mod reshape;
mod rows;
mod runs;
mod sample;
mod selection;
mod selection_export;
mod session;
mod summary;
mod surroundings;
mod target;
mod test_one;
mod throughput;
mod values;
mod watcher;

pub use document::OpenDocument;
pub use error::{AppError, ErrorCode};
pub use event::{AppEvent, EventSink};
pub use exports::ExportTicket;
pub use fetchgrid_sample_api::{SampleApi, SampleOptions};
pub use fetchgrid_store::ReshapeControl;
pub use links::web_address;
pub use sample::{sample_extraction, start_sample_api};
pub use session::Session;
pub use summary::DocumentInfo;
pub use surroundings::Surroundings;
