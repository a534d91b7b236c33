//! Threads that make parts of one thing, which are wanted in order: whoever is free takes the next part.

use std::sync::{Condvar, Mutex, PoisonError};

/// Hands out the numbers of parts, not too far ahead of the one that is wanted.
pub(super) struct Turns {
    parts: usize,
    /// Parts that may be begun before the one that is wanted is done.
    ahead: usize,
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Default)]
struct State {
    next: usize,
    taken: usize,
    is_over: bool,
}

impl Turns {
    pub fn new(parts: usize, ahead: usize) -> Self {
        Turns { parts, ahead, state: Mutex::default(), moved: Condvar::new() }
    }

    /// The next part to make; none when there are no more, or nobody wants them.
    pub fn next(&self) -> Option<usize> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let is_too_far = |state: &mut State| !state.is_over && state.next >= state.taken + self.ahead;
        let mut state = self.moved.wait_while(state, is_too_far).unwrap_or_else(PoisonError::into_inner);
        if state.is_over || state.next >= self.parts {
            return None;
        }
        state.next += 1;
        Some(state.next - 1)
    }

    /// The part that was wanted is there.
    pub fn took(&self) {
        self.change(|state| state.taken += 1);
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.moved.notify_all();
    }

    /// Lets all threads end when the one who wants the parts does, however it does.
    pub fn ends_with(&self) -> impl Drop + '_ {
        struct End<'t>(&'t Turns);
        impl Drop for End<'_> {
            fn drop(&mut self) {
                self.0.change(|state| state.is_over = true);
            }
        }
        End(self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::mpsc::channel;
    use std::thread;

    use super::*;

    #[test]
    fn every_part_is_made_once_and_none_too_early() {
        let turns = Turns::new(100, 4);
        let (sender, made) = channel();
        thread::scope(|scope| {
            let _end = turns.ends_with();
            for _ in 0..3 {
                let (sender, turns) = (sender.clone(), &turns);
                scope.spawn(move || {
                    while let Some(part) = turns.next() {
                        sender.send(part).expect("is wanted");
                    }
                });
            }
            drop(sender);
            let mut early = BTreeSet::new();
            for wanted in 0..100 {
                while !early.remove(&wanted) {
                    let part: usize = made.recv().expect("comes");
                    assert!(part >= wanted && part < wanted + 4, "{part} while {wanted} is wanted");
                    assert!(early.insert(part));
                }
                turns.took();
            }
            assert!(made.recv().is_err() && early.is_empty());
        });
    }

    #[test]
    fn threads_end_when_nobody_wants_the_parts() {
        let turns = Turns::new(10, 1);
        thread::scope(|scope| {
            let threads: Vec<_> = (0..3).map(|_| scope.spawn(|| std::iter::from_fn(|| turns.next()).count())).collect();
            drop(turns.ends_with());
            assert!(threads.into_iter().map(|thread| thread.join().expect("ends")).sum::<usize>() <= 1);
        });
    }
}
