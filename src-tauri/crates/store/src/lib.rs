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
mod arrange;
mod basis;
mod book;
mod cache;
mod checkpoint;
mod codec;
mod column_builder;
mod column_data;
mod columns;
mod command;
mod comparison;
mod cursor;
mod derive;
#[cfg(test)]
mod disk_full;
mod document;
mod error;
mod failed_pages;
mod failures;
mod gather;
mod group_table;
mod hits;
mod host;
mod intake;
mod kept;
mod layout;
mod leads;
mod lock;
mod members;
mod migration;
mod named_views;
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
mod row_place;
mod save_as;
mod scan;
mod schema;
mod seal;
mod segment;
mod segment_maker;
mod shaping;
mod stretch;
mod tape;
mod typed;
mod values;
mod varint;
mod view;
mod writer;

use fetchgrid_views::decimal;

pub use cursor::{Batch, RowCursor};
pub use document::{Document, SelectedRows};
pub use error::StoreError;
pub use failures::FailedWhich;
pub use group_table::GroupTable;
pub use place::Place;
pub use recorder::{Committed, Recorder, Reuse, Reused, RunMark, RunStart};
pub use requests::{RequestMeta, RunInfo};
pub use reshape_control::ReshapeControl;
pub use scan::Cancel;
