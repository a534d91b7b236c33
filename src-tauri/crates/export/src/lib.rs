//! Rows -> a file, whole or not at all; and rows -> the clipboard.
//!
//! [`write`] walks a [`RowSource`] once and writes CSV, XLSX, JSON or NDJSON to a temporary file beside the target,
//! which takes the target's place only when it is complete and on disk. No digit is guessed: a number goes into a
//! spreadsheet's number cell only when that keeps it, and no text of an answer ever becomes a formula.
//!
//! Not for: choosing, sorting or naming rows and columns (that is the store and the use-cases), or the clipboard itself.

mod atomic;
mod clip;
mod csv;
mod error;
mod feed;
mod field;
mod guard;
mod image;
mod job;
mod json;
mod number;
mod quiet;
mod width;
mod xlsx;

pub use clip::Clip;
pub use error::ExportError;
pub use guard::guard;
pub use image::write_image;
pub use job::{About, ExportColumn, Job, RowSource, write};
