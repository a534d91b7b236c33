//! The machine does not fall asleep under a run. Its screen may go dark, and a person may still send it to sleep.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use fetchgrid_model::{Progress, RunPhase};
use tokio::runtime::Handle;

#[cfg(not(target_os = "linux"))]
use self::elsewhere::Hold;
#[cfg(target_os = "linux")]
use self::linux::Hold;

/// Who asks, and why, as the system's own lists show it.
const NAME: &str = "Fetchgrid";
const WHY: &str = "A run is going on";

/// Follows the runs and holds the machine awake through each of them.
pub struct Awake(Sender<bool>);

impl Awake {
    /// Its thread ends with it. It has one of its own because Windows takes the wish back only from the thread that had
    /// it, and so that a system that is slow to answer holds up nothing else.
    pub fn new(runtime: Handle) -> Self {
        let (wishes, heard) = channel();
        let keep = move || keep(&heard, || Hold::take(&runtime));
        if let Err(error) = thread::Builder::new().name("awake".into()).spawn(keep) {
            tracing::debug!(%error, "the machine may fall asleep during runs");
        }
        Awake(wishes)
    }

    pub fn follow(&self, progress: &Progress) {
        // Nobody listens where the thread could not start; that was said then.
        let _ = self.0.send(is_going(progress.phase));
    }
}

/// A run that waits for a limit or for the network is going as well: it goes on by itself.
fn is_going(phase: RunPhase) -> bool {
    matches!(phase, RunPhase::Running | RunPhase::Stopping)
}

/// Takes a hold at the first wish and lets it go at the first word that there is none any more, or when nobody is left to
/// wish.
fn keep<H>(wishes: &Receiver<bool>, take: impl Fn() -> H) {
    let mut hold = None;
    for wish in wishes {
        match (wish, &hold) {
            (true, None) => hold = Some(take()),
            (false, Some(_)) => hold = None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// Writes down when it is taken and when it is let go.
    struct Noted<'a>(&'a RefCell<Vec<&'static str>>);

    impl Drop for Noted<'_> {
        fn drop(&mut self) {
            self.0.borrow_mut().push("let go");
        }
    }

    #[test]
    fn held_while_a_run_is_going() {
        use RunPhase::{Broken, Finished, Idle, Paused, PausedItself, Running, Stopped, Stopping};
        let check = |phases: &[RunPhase], expected: &[&str]| {
            let notes = RefCell::new(Vec::new());
            let (wishes, heard) = channel();
            phases.iter().for_each(|phase| wishes.send(is_going(*phase)).expect("it is heard"));
            drop(wishes);
            keep(&heard, || {
                notes.borrow_mut().push("taken");
                Noted(&notes)
            });
            assert_eq!(*notes.borrow(), expected, "{phases:?}");
        };
        check(&[Idle], &[]);
        check(&[Running, Running, Finished], &["taken", "let go"]);
        check(&[Running, Stopping, Stopped], &["taken", "let go"]);
        check(&[Running, PausedItself], &["taken", "let go"]);
        check(&[Running, Broken], &["taken", "let go"]);
        check(&[Running, Paused, Paused, Running, Finished], &["taken", "let go", "taken", "let go"]);
        // The window closes in the middle of a run.
        check(&[Running], &["taken", "let go"]);
    }
}
