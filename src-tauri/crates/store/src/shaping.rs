//! An answer onto a tape, or what is wrong with it.

use fetchgrid_model::{Failure, FailureCategory};
use fetchgrid_shape::{ShapeError, Shaper};

use crate::leads::{About, Leads};
use crate::tape::{PathMemo, Slots, Tape, TapeSink};

/// What an answer is made rows of.
pub(crate) struct Answer<'a> {
    pub body: &'a [u8],
    pub content_type: Option<&'a str>,
    pub about: About<'a>,
}

impl Answer<'_> {
    fn status(&self) -> u16 {
        self.about.status.unwrap_or_default()
    }

    /// No rows, and nothing wrong with it.
    fn is_empty(&self) -> bool {
        self.status() == 204 || self.body.trim_ascii().is_empty()
    }
}

/// Fills a tape with the rows of an answer. One that no rows can be made of is a failure, and leaves the tape empty.
pub(crate) fn fill(
    tape: &mut Tape,
    answer: &Answer<'_>,
    shaper: &Shaper,
    leads: &Leads,
    memo: &mut PathMemo,
    slots: &mut impl Slots,
) -> Result<(), Failure> {
    tape.clear();
    if answer.is_empty() {
        return Ok(());
    }
    leads.put(tape, &answer.about);
    let mut sink = TapeSink { leads, tape, memo, slots };
    let shaped = shaper.shape(answer.body, answer.content_type, &mut sink);
    let overflow = slots.take_overflow();
    let (category, why) = match shaped {
        Ok(_) if !overflow => return Ok(()),
        Ok(_) => (FailureCategory::UnexpectedFormat, NO_ROOM.to_owned()),
        Err(error) => (category_of(&error), error.to_string()),
    };
    if overflow {
        // It remembers that the fields have no column, and the next answer with them shall be told apart too.
        *memo = PathMemo::default();
    }
    slots.take_back(tape);
    tape.clear();
    Err(failed(category, &why, answer.status()))
}

const NO_ROOM: &str = "The table has no room for the answer's further columns.";

/// That an answer has fields for which there is no column.
pub(crate) fn no_room(status: u16) -> Failure {
    failed(FailureCategory::UnexpectedFormat, NO_ROOM, status)
}

fn failed(category: FailureCategory, why: &str, status: u16) -> Failure {
    Failure { category, message: format!("{} ({status}).", why.trim_end_matches('.')) }
}

/// Failures of answers that arrived with a good status: another shape may well make rows of them.
pub(crate) fn may_be_shaped(status: Option<u16>, category: Option<&str>) -> bool {
    const CATEGORIES: [FailureCategory; 3] =
        [FailureCategory::UnexpectedFormat, FailureCategory::WebPage, FailureCategory::CutOff];
    status.is_some_and(|status| (200..300).contains(&status))
        && category.is_none_or(|word| CATEGORIES.iter().any(|category| category.as_str() == word))
}

fn category_of(error: &ShapeError) -> FailureCategory {
    match error {
        ShapeError::WebPage => FailureCategory::WebPage,
        ShapeError::BreaksOff { .. } => FailureCategory::CutOff,
        _ => FailureCategory::UnexpectedFormat,
    }
}
