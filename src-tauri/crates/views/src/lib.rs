//! What a view asks of cells: which rows pass its filter, in which order they stand, which values occur, which groups they
//! make. Kernels over stretches of columns, to be run by several threads side by side; what they find out is put together
//! afterwards.
//!
//! Not for: reading cells from disk, or knowing where rows lie (that is the store).

mod bad_view;
mod bands;
mod cells;
mod chunk;
mod condition;
mod counter;
mod days;
pub mod decimal;
mod facet;
mod figures;
mod fingerprint;
mod fold;
mod groups;
mod interner;
mod matcher;
mod moment;
mod natural;
mod needle;
mod number_test;
mod points;
mod sort_key;
mod sort_run;
mod span;
mod sum;
mod text_table;

pub use bad_view::BadView;
pub use bands::{Band, Bands};
pub use cells::{Cells, Datum, Kinds, Values};
pub use chunk::Chunk;
pub use counter::{Counter, Counts, Value};
pub use facet::{facet, profile};
pub use figures::figures;
pub use fingerprint::Fingerprint;
pub use groups::Groups;
pub use matcher::{Matcher, Surroundings};
pub use needle::Needle;
pub use points::Points;
pub use sort_run::{SortRun, Sorted};
pub use span::number_bins;
pub use sum::Sum;
