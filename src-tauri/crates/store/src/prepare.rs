//! Answers made into rows by those who bring them, many at a time, so that the one writer need not.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use fetchgrid_model::{Failure, Outcome, Shape};
use fetchgrid_shape::Shaper;

use crate::derive::LocalSlots;
use crate::leads::{About, Leads};
use crate::place::Place;
use crate::shaping::{Answer, fill};
use crate::tape::{PathMemo, Tape};

/// How the answers of a run become rows, and what is kept between two of them.
pub(crate) struct Preparing {
    shape: Arc<Shape>,
    shaper: Arc<Shaper>,
    leads: Arc<Leads>,
    /// Those that nobody uses at the moment; there come to be as many as answers are prepared at the same time.
    free: Mutex<Vec<Preparer>>,
    made: AtomicU32,
}

struct Preparer {
    number: u32,
    slots: LocalSlots,
    memo: PathMemo,
    tape: Tape,
    names: Names,
}

/// The fields by the slots of a preparer, counted from that of its first. Only ever appended to.
pub(crate) type Names = Arc<Mutex<Vec<String>>>;

/// The rows of an answer, in slots of whoever prepared them.
pub(crate) struct Prepared {
    /// Tells preparers of a run apart.
    pub preparer: u32,
    pub names: Names,
    pub tape: Tape,
    /// Why there are no rows.
    pub failure: Option<Failure>,
}

impl Preparing {
    pub fn new(shape: Arc<Shape>, shaper: Arc<Shaper>, leads: Arc<Leads>) -> Self {
        Preparing { shape, shaper, leads, free: Mutex::default(), made: AtomicU32::new(0) }
    }

    /// None for what is no answer to make rows of.
    pub fn prepare(&self, outcome: &Outcome) -> Option<Prepared> {
        let response = outcome.response().filter(|_| outcome.failure().is_none())?;
        let free = || self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = free().pop();
        let mut preparer = taken.unwrap_or_else(|| Preparer {
            number: self.made.fetch_add(1, Ordering::Relaxed),
            slots: LocalSlots::new(self.leads.len(), &self.shape.columns),
            memo: PathMemo::default(),
            tape: Tape::default(),
            names: Names::default(),
        });
        let Preparer { number, slots, memo, tape, names } = &mut preparer;
        let content_type = response.header("content-type");
        let answer = Answer { body: &response.body, content_type, about: About::of(outcome) };
        slots.begin_answer(Place::new(outcome.position, outcome.page));
        let failure = fill(tape, &answer, &self.shaper, &self.leads, memo, slots).err();
        let mut known = names.lock().unwrap_or_else(PoisonError::into_inner);
        let from = known.len();
        known.extend(slots.names(from).map(str::to_owned));
        drop(known);
        // A copy of just the size needed; the scratch tape has room to spare.
        let prepared = Prepared { preparer: *number, names: Arc::clone(names), tape: tape.clone(), failure };
        free().push(preparer);
        Some(prepared)
    }
}
