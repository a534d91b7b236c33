//! Bytes of one answer -> rows: where the records are, and what their cells are called.
//!
//! One pass over the text checks all of it and leaves a list of its values, twelve bytes each; the records are found and
//! their cells sent to a [`RowSink`] by walking that list. So a sink sees either every row of an answer or no call at all;
//! only a table that turns out too wide, or a record that makes too many rows, is refused after rows of it were sent.
//! Numbers keep the characters in which they came.
//!
//! What a record becomes:
//! - nested objects are flattened to dotted columns, `origin.name`. A dot that belongs to a key is written `\.` and a
//!   backslash `\\`, so that two different paths never share a column;
//! - lists are one cell of compact JSON text ([`CellKind::Json`]), and so is an empty object, `{}`;
//! - a record that is no object is one cell in the column `value`;
//! - of a key that an object repeats, the last one counts, as in nearly every JSON reader;
//! - half of a surrogate pair (`\ud83d` alone), which no text can hold, becomes U+FFFD.
//!
//! Not for: types of columns, the union of columns over answers, or anything that lasts (that is the store).
//!
//! [`CellKind::Json`]: fetchgrid_model::CellKind::Json

mod detect;
mod draft;
mod error;
mod flatten;
mod format;
mod found;
mod json;
mod jsonpath;
mod locate;
mod outline;
mod path;
mod place;
mod quick;
mod rows;
mod rules;
mod shaper;
mod text;
mod wrapper;

pub use error::{ShapeError, ShapeProblem};
pub use found::Found;
pub use outline::{PlaceSeen, outline, places};
pub use place::JsonPlace;
pub use rows::shape_to_rows;
pub use shaper::{RowSink, Shaped, Shaper, shape};
