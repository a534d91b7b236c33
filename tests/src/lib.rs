//! The kit that the suites of this package are written with: real processes with an owner, servers that misbehave on
//! request, the real Mockoon and the real httpbin, the real window.
//!
//! For tests, benches and the headless demonstration only; nothing here is part of the application.

mod bus;
mod cli;
mod display;
mod document;
mod echo;
mod faults;
mod httpbin;
mod mockoon;
mod mounts;
mod process;
mod server;
mod window;
mod workspace;

pub use bus::{Bus, Shown};
pub use cli::{Cli, Ran, names};
pub use display::Display;
pub use document::{Stored, check_integrity, column, connect, csv_rows, exported, failures, info, positions, stored};
pub use echo::{Asked, Echo};
pub use faults::{Faults, Port, Visit};
pub use httpbin::Httpbin;
pub use mockoon::Mockoon;
pub use mounts::with_own_mounts;
pub use process::{Finished, Process};
pub use server::{Answer, Seen, Server};
pub use window::{Grid, Window};
pub use workspace::{binary, fixture, root, scratch, screenshots, target};
