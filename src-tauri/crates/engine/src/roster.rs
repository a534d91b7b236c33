use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

use fetchgrid_model::{WorkerInfo, WorkerState};

use crate::journal::label;
use crate::plan::Plan;

/// No request in hand.
const NONE: u64 = u64::MAX;

/// What each worker is doing. Every worker writes to its own slot only, and readers take what they find: a table that is
/// a microsecond off harms nobody, a lock in every request would.
#[derive(Debug)]
pub(crate) struct Roster {
    slots: Vec<Slot>,
}

#[derive(Debug)]
struct Slot {
    thread_id: AtomicU64,
    requests: AtomicU64,
    position: AtomicU64,
    state: AtomicU8,
}

impl Roster {
    pub(crate) fn new(workers: u16) -> Self {
        let slot = || Slot {
            thread_id: AtomicU64::new(0),
            requests: AtomicU64::new(0),
            position: AtomicU64::new(NONE),
            state: AtomicU8::new(code(WorkerState::Idle)),
        };
        Roster { slots: (0..workers).map(|_| slot()).collect() }
    }

    /// `worker` is from 1.
    pub(crate) fn set(&self, worker: u16, state: WorkerState, position: Option<u64>) {
        let slot = &self.slots[usize::from(worker) - 1];
        slot.thread_id.store(os_thread(), Ordering::Relaxed);
        slot.position.store(position.unwrap_or(NONE), Ordering::Relaxed);
        slot.state.store(code(state), Ordering::Relaxed);
    }

    /// One more request came to its end.
    pub(crate) fn count(&self, worker: u16) {
        self.slots[usize::from(worker) - 1].requests.fetch_add(1, Ordering::Relaxed);
    }

    /// After the run: whoever was cut off in the middle is not at work any more either.
    pub(crate) fn finish(&self) {
        for slot in &self.slots {
            slot.position.store(NONE, Ordering::Relaxed);
            slot.state.store(code(WorkerState::Finished), Ordering::Relaxed);
        }
    }

    /// The first `shown` workers.
    pub(crate) fn table(&self, plan: &Plan, shown: u16) -> Vec<WorkerInfo> {
        let process_id = std::process::id();
        (1..=shown)
            .zip(&self.slots)
            .map(|(worker, slot)| WorkerInfo {
                worker,
                process_id,
                thread_id: slot.thread_id.load(Ordering::Relaxed),
                requests: slot.requests.load(Ordering::Relaxed),
                state: state(slot.state.load(Ordering::Relaxed)),
                label: match slot.position.load(Ordering::Relaxed) {
                    NONE => String::new(),
                    position => label(plan, position),
                },
            })
            .collect()
    }
}

const STATES: [WorkerState; 5] =
    [WorkerState::Idle, WorkerState::Waiting, WorkerState::BackingOff, WorkerState::HeldBack, WorkerState::Finished];

fn code(state: WorkerState) -> u8 {
    STATES.iter().position(|known| *known == state).map_or(0, |index| index as u8)
}

fn state(code: u8) -> WorkerState {
    STATES[usize::from(code)]
}

/// The number by which the system knows this thread.
fn os_thread() -> u64 {
    thread_local! {
        static ID: u64 = find_os_thread();
    }
    ID.with(|id| *id)
}

fn find_os_thread() -> u64 {
    // Elsewhere the thread-id crate gives the number that the system's own tools show. On Linux it gives an address, while
    // `ps -L` and `top -H` show the last part of this link.
    #[cfg(target_os = "linux")]
    if let Some(id) =
        std::fs::read_link("/proc/thread-self").ok().and_then(|link| link.file_name()?.to_str()?.parse().ok())
    {
        return id;
    }
    thread_id::get() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_have_numbers_of_their_own() {
        let here = os_thread();
        assert_ne!(here, 0);
        assert_eq!(here, os_thread());
        assert_ne!(std::thread::spawn(os_thread).join().unwrap(), here);
    }

    #[test]
    fn states_come_back() {
        for known in STATES {
            assert_eq!(state(code(known)), known);
        }
    }
}
