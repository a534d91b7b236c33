//! The pace of runs on a paused clock: to the millisecond, and at once.

mod kit;
mod laws;
mod limits;
mod offline;
mod quota;
mod waits;
