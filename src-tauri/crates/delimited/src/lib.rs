//! Text with delimiters: which one it is, and whether the first row names the columns.
//!
//! Knows texts, no files and no answers: lists of values come out of the first, rows out of the second.

mod dialect;
mod header;

pub use dialect::{Dialect, reader};
pub use header::{SAMPLE as HEADER_SAMPLE, has_header};
