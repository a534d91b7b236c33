//! Runs that survive: kills, full disks, limits of the system, limits of hosts, a million requests.

mod disk;
mod duplicates;
mod interrupt;
mod kills;
mod million;
mod orders;
mod quota;
mod rate;
mod read_only;
mod thousand;
mod two_processes;

use std::path::Path;

use fetchgrid_tests::Cli;

/// `fetchgrid fetch ADDRESS … --document DOCUMENT`.
fn fetch(address: &str, document: &Path, args: &[&str]) -> Cli {
    Cli::new(["fetch", address, "--document"]).with([document]).with(args)
}

/// `fetchgrid run DOCUMENT …`.
fn run(document: &Path, args: &[&str]) -> Cli {
    Cli::new(["run"]).with([document]).with(args)
}
