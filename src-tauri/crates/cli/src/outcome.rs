use std::process::ExitCode;

/// What shells report for a program that Ctrl+C ended.
pub const INTERRUPTED: u8 = 130;

/// How the program ends; scripts depend on these numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    AllSucceeded,
    CouldNotRun,
    /// Some requests failed; everything else is written.
    SomeFailed,
    /// The run paused by itself and waits for somebody; what arrived is kept.
    PausedItself,
    /// The user stopped it; what arrived is kept.
    Interrupted,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        ExitCode::from(match ending {
            Ending::AllSucceeded => 0,
            Ending::CouldNotRun => 1,
            Ending::SomeFailed => 2,
            Ending::PausedItself => 3,
            Ending::Interrupted => INTERRUPTED,
        })
    }
}
