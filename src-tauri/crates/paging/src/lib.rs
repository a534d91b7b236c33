//! What an answer says of further pages: found out from one answer, with what shows it ([`find`]), and followed page by page
//! ([`Follower`]).
//!
//! It knows how pages are told apart and how many there are, and neither sends nor keeps anything: sending is for the engine,
//! which asks through a trait of its own.

mod clues;
mod find;
mod follow;
mod link;
mod look;

pub use find::{Asked, find};
pub use follow::{Ask, Follower, Pages};
