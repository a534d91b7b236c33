//! Simulated servers: what they are like, which there are, and how a run against one goes. No clock and no network: time is
//! a number that jumps from event to event, so that an hour takes a blink and the same seed gives the same run.

mod chance;
mod known;
mod random;
mod server;
mod simulation;

pub use known::known;
pub use random::random;
pub use server::{Bucket, Change, Server};
pub use simulation::{Driver, Fixed, Run, Trace, simulate};

/// The numbers of workers among which the best fixed one is looked for.
pub const FIXED: [u16; 16] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];

/// The run with the fixed number of workers that is the fastest for this server, and that number.
pub fn best_fixed(server: &Server, answers: u64, seed: u64) -> (u16, Run) {
    let mut best: Option<(u16, Run)> = None;
    for workers in FIXED {
        let limit = best.as_ref().map_or(f64::INFINITY, |(_, run)| run.seconds);
        let run = simulate(server, &mut Fixed(workers), answers, limit, seed);
        if run.seconds < limit {
            best = Some((workers, run));
        }
    }
    best.expect("the first number has no limit")
}
