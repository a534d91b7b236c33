//! Simulated servers: what they are like, which there are, and how a run against one goes. No clock and no network: time is
//! a number that jumps from event to event, so that an hour takes a blink and the same seed gives the same run.

mod chance;
pub mod known;
mod random;
mod server;
mod simulation;

pub use random::random;
pub use server::Server;
pub use simulation::{Run, Watched, simulate};

use simulation::Fixed;

/// The numbers of workers among which the best fixed one is looked for.
const FIXED: [u16; 16] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];

/// A run has so many answers, or as many as the best fixed number brings in ten minutes, but not more than three times as
/// many: the way up counts, but a run that is over while it lasts is no measure of where it leads to.
const ANSWERS: f64 = 20_000.0;
const SECONDS: f64 = 600.0;

const SEED: u64 = 1;

/// A run with the best fixed number of workers, and one with the automatic number.
pub struct Race {
    pub workers: u16,
    pub fixed: Run,
    pub auto: Run,
    pub watched: Watched,
}

impl Race {
    pub fn run(server: &Server) -> Race {
        let fastest = |numbers: &[u16], answers: f64| {
            let mut runs: Vec<(u16, Run)> = Vec::new();
            let mut least = f64::INFINITY;
            for workers in numbers {
                let run = simulate(server, &mut Fixed(*workers), answers as u64, least * 1.2, SEED);
                least = least.min(run.seconds);
                runs.push((*workers, run));
            }
            runs.retain(|(_, run)| run.seconds < least * 1.2);
            runs.sort_by(|(_, one), (_, other)| one.seconds.total_cmp(&other.seconds));
            runs
        };
        let mut runs = fastest(&FIXED, ANSWERS);
        let answers = ANSWERS * (SECONDS / runs[0].1.seconds).clamp(1.0, 3.0);
        if answers > ANSWERS {
            let numbers: Vec<u16> = runs.iter().map(|(workers, _)| *workers).collect();
            runs = fastest(&numbers, answers);
        }
        let (workers, fixed) = runs[0];
        let mut watched = Watched::new(256);
        let auto = simulate(server, &mut watched, answers as u64, fixed.seconds * 3.0, SEED);
        Race { workers, fixed, auto, watched }
    }

    /// Good answers a second over the whole run, as a share of what the best fixed number brings.
    pub fn ratio(&self) -> f64 {
        self.fixed.seconds / self.auto.seconds
    }
}
