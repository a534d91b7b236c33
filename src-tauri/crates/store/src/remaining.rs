//! What a run has still to do, lazily: nothing is held that grows with the plan.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::book::State;
use crate::document::Document;
use crate::error::StoreError;
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
        if let Some(segment) = self.state.segment_from(self.next) {
            if segment.covers(self.next) && segment.is_complete() {
                self.next = segment.last + 1;
                return Ok(());
            }
            if segment.first > self.next {
                end = end.min(segment.first);
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
    /// None at the end.
    next: Option<u64>,
    found: VecDeque<u64>,
}

impl Failed {
    pub fn new(document: Document) -> Self {
        Failed { document, next: Some(0), found: VecDeque::new() }
    }
}

impl Iterator for Failed {
    type Item = Result<u64, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.found.is_empty()
            && let Some(from) = self.next
        {
            let limit = LOOK_AHEAD as u32;
            match self.document.read(|reader| requests::failed_from(&reader.connection, from, limit)) {
                Ok(found) => {
                    self.next = found.last().map(|last| last + 1);
                    self.found = found.into();
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
