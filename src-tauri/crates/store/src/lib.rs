//! The document: one `.fetchgrid` file, which is one SQLite database. It keeps what the user set up, an outcome for every
//! request that was made, the raw answers, and the table that they make.
//!
//! Outcomes enter by a [`Recorder`] and are committed in batches by one writer thread; counts and table move only after
//! the commit, so what was counted is on disk. Rows are in plan order whatever order the answers came in. They are packed
//! by column into segments, a derived cache: any segment can be dropped and is rebuilt from the answers. Readers have
//! connections of their own and never wait for the writer.
//!
//! Not for: making requests (that is the engine), turning an answer into rows (that is `fetchgrid-shape`), or writing
//! files of other kinds (that is export).

mod about;
mod book;
mod cache;
mod checkpoint;
mod codec;
mod column_data;
mod columns;
mod command;
mod cursor;
mod decimal;
mod derive;
#[cfg(test)]
mod disk_full;
mod document;
mod error;
mod failed_pages;
mod failures;
mod fold;
mod gather;
mod host;
mod intake;
mod kept;
mod layout;
mod leads;
mod lock;
mod migration;
mod packing;
mod place;
mod prepare;
mod preview;
mod reader;
mod recorder;
mod registry;
mod remaining;
mod requests;
mod reshape_control;
mod save_as;
mod schema;
mod seal;
mod search;
mod segment;
mod segment_maker;
mod shaping;
mod sort;
mod tape;
mod typed;
mod values;
mod varint;
mod view;
mod writer;

pub use cursor::{Batch, RowCursor};
pub use document::Document;
pub use error::StoreError;
pub use failures::FailedWhich;
pub use place::Place;
pub use recorder::{Committed, Recorder, Reuse, Reused, RunMark, RunStart};
pub use requests::{RequestMeta, RunInfo};
pub use reshape_control::ReshapeControl;
