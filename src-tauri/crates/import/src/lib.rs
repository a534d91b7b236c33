//! Values for a placeholder, out of the files in which people keep them: CSV and its kin, workbooks, plain text.
//!
//! Values are text and stay as they are shown: `007` keeps its zeros, nineteen digits stay nineteen digits. White space
//! around a value is dropped, and blank cells are left out and not counted.
//!
//! - **Text with delimiters** (`.csv`, `.tsv`, unknown endings): comma, semicolon, tab or bar, whichever splits the
//!   lines alike; a first line `sep=;` decides. Read as a stream.
//! - **Plain text** (`.txt`, `.lst`, `.ids`): one value a line, and no header.
//! - **Workbooks** (`.xlsx`, `.xlsm`, `.xlsb`, `.xls`, `.ods`): whatever their ending says among these. A number has no
//!   `.0`, a date is ISO 8601, a number format of zeros (`000`) is applied.
//! - **Character set**: a byte order mark, else UTF-8 where the bytes are, else guessed.
//!
//! Whether a table's first row is its header: see `fetchgrid_delimited`.
//!
//! Not for: typed and pasted lists (that is the engine), or answers of servers (that is the shape).

mod charset;
mod columns;
mod content;
mod delimited;
mod error;
mod lines;
mod source;
mod workbook;

pub use error::ImportError;
pub use source::{inspect, read_column};
