//! The kit that the suites of this package are written with: real processes with an owner, a server that misbehaves on
//! request, the real Mockoon, the real window.
//!
//! For tests, benches and the headless demonstration only; nothing here is part of the application.

mod cli;
mod display;
mod mockoon;
mod process;
mod server;
mod window;
mod workspace;

pub use cli::{Cli, Ran, names};
pub use display::Display;
pub use mockoon::Mockoon;
pub use process::{Finished, Process};
pub use server::{Answer, Seen, Server};
pub use window::{Grid, Window};
pub use workspace::{binary, fixture, root, scratch, screenshots, target};
