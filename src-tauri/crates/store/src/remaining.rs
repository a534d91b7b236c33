//! What a run has still to do, lazily: nothing is held that grows with the plan.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::book::State;
use crate::document::Document;
use crate::error::StoreError;
use crate::failures::{self, FailedWhich};
use crate::place::Place;
use crate::reader::Reader;
use crate::requests;

/// Places in the plan that are looked at in one read transaction.
const LOOK_AHEAD: u64 = 8192;

/// Requests without an outcome. A run records outcomes while this is walked; only what lies ahead matters.
pub(crate) struct Missing {
    document: Document,
    /// Segments without holes are passed over unread. Once without a hole, a stretch stays so.
    state: Arc<State>,
    planned: u64,
    next: u64,
    found: VecDeque<u64>,
}

impl Missing {
    pub fn new(document: Document, state: Arc<State>, planned: u64) -> Self {
        Missing { document, state, planned, next: 0, found: VecDeque::new() }
    }

    fn look_ahead(&mut self) -> Result<(), StoreError> {
        let mut end = self.planned.min(self.next + LOOK_AHEAD);
        if let Some(segment) = self.state.segment_from(Place::first(self.next)) {
            let (first, last) = (segment.first.position(), segment.last.position());
            let is_over = segment.is_complete() && self.state.unfinished.range(first..=last).next().is_none();
            if segment.covers(Place::first(self.next)) && is_over {
                self.next = last + 1;
                return Ok(());
            }
            if first > self.next {
                end = end.min(first);
            }
        }
        let done = self.document.read(|reader| requests::done_between(&reader.connection, self.next, end))?;
        let mut done = done.into_iter().peekable();
        for position in self.next..end {
            if done.next_if_eq(&position).is_none() {
                self.found.push_back(position);
            }
        }
        self.next = end;
        Ok(())
    }
}

impl Iterator for Missing {
    type Item = Result<u64, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.found.is_empty() && self.next < self.planned {
            if let Err(error) = self.look_ahead() {
                self.next = self.planned;
                return Some(Err(error));
            }
        }
        self.found.pop_front().map(Ok)
    }
}

/// Requests whose outcome is a failure. One that fails again is not met again.
pub(crate) struct Failed {
    document: Document,
    which: FailedWhich,
    /// None at the end.
    next: Option<Place>,
    /// Of a request whose pages failed, only one is told.
    told: Option<u64>,
    found: VecDeque<u64>,
}

impl Failed {
    pub fn new(document: Document, which: FailedWhich) -> Self {
        Failed { document, which, next: Some(Place::default()), told: None, found: VecDeque::new() }
    }
}

impl Iterator for Failed {
    type Item = Result<u64, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.found.is_empty()
            && let Some(from) = self.next
        {
            let look_ahead = |reader: &mut Reader| failures::from(&reader.connection, &self.which, from, LOOK_AHEAD);
            match self.document.read(look_ahead) {
                Ok(found) => {
                    self.next = found.last().map(|last| last.after());
                    let mut positions: Vec<u64> = found.into_iter().map(Place::position).collect();
                    positions.dedup();
                    positions.retain(|position| self.told != Some(*position));
                    self.told = positions.last().copied().or(self.told);
                    self.found = positions.into();
                }
                Err(error) => {
                    self.next = None;
                    return Some(Err(error));
                }
            }
        }
        self.found.pop_front().map(Ok)
    }
}

/// Of chosen places, those that a run has not come to.
pub(crate) struct Untouched {
    document: Document,
    run: i64,
    positions: Vec<u64>,
    /// How many of `positions` have been looked at.
    seen: usize,
    found: VecDeque<u64>,
}

impl Untouched {
    pub fn new(document: Document, run: i64, positions: Vec<u64>) -> Self {
        Untouched { document, run, positions, seen: 0, found: VecDeque::new() }
    }
}

impl Iterator for Untouched {
    type Item = Result<u64, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.found.is_empty() && self.seen < self.positions.len() {
            let end = self.positions.len().min(self.seen + LOOK_AHEAD as usize);
            let chosen = &self.positions[self.seen..end];
            match self.document.read(|reader| requests::untouched(&reader.connection, self.run, chosen)) {
                Ok(found) => {
                    self.seen = end;
                    self.found = found.into();
                }
                Err(error) => {
                    self.seen = self.positions.len();
                    return Some(Err(error));
                }
            }
        }
        self.found.pop_front().map(Ok)
    }
}
