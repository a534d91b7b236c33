//! How answers become rows, and what they would become in other ways.

use std::sync::Arc;

use fetchgrid_model::{AnswerTree, Outcome, Shape, ShapePreview, ShapeStep, ShapeSurvey};
use fetchgrid_shape::Shaper;

use crate::command::Command;
use crate::document::Document;
use crate::error::StoreError;
use crate::place::Place;
use crate::preview::{self, Sampled};
use crate::reshape_control::ReshapeControl;

impl Document {
    /// How answers become rows.
    pub fn shape(&self) -> Arc<Shape> {
        Arc::clone(&self.0.state.load().shape)
    }

    /// The same, made ready.
    pub fn shaper(&self) -> Arc<Shaper> {
        Arc::clone(&self.0.state.load().shaper)
    }

    /// Makes the table anew from the stored answers, all of it or nothing; nothing is fetched. Blocks until that is done:
    /// about a second for 200 000 answers.
    pub fn reshape(&self, steps: &[ShapeStep], control: &Arc<ReshapeControl>) -> Result<(), StoreError> {
        let (control, steps) = (Arc::clone(control), steps.into());
        self.call(|reply| Command::Reshape { steps, control, reply })
    }

    /// What the shape is made of.
    pub fn steps(&self) -> Arc<[ShapeStep]> {
        Arc::clone(&self.0.state.load().steps)
    }

    /// What the first answers would become with other steps.
    ///
    /// `tested`: an answer outside of the document, with the names of its values, for as long as there is none in it.
    pub fn preview(
        &self,
        steps: &[ShapeStep],
        tested: Option<(&Outcome, &[String])>,
    ) -> Result<ShapePreview, StoreError> {
        let shape = Shape::of(steps);
        let shaper = Shaper::new(&shape).map_err(StoreError::Shape)?;
        let (sampled, is_stored) = self.sample(tested)?;
        let state = self.0.state.load_full();
        let placeholders = tested.filter(|_| !is_stored).map_or(&*state.placeholders, |(_, placeholders)| placeholders);
        Ok(preview::preview(&sampled, placeholders, &shape, &shaper))
    }

    /// What an answer outside of the document becomes, whatever is in it.
    pub fn preview_of(&self, steps: &[ShapeStep], tested: (&Outcome, &[String])) -> Result<ShapePreview, StoreError> {
        let shape = Shape::of(steps);
        let shaper = Shaper::new(&shape).map_err(StoreError::Shape)?;
        let sampled: Vec<Sampled> = Sampled::of(tested.0).into_iter().collect();
        Ok(preview::preview(&sampled, tested.1, &shape, &shaper))
    }

    /// Where the rows are in an answer outside of the document, in words.
    pub fn found_in(&self, tested: &Outcome) -> Option<String> {
        preview::found(&Sampled::of(tested)?, &self.shaper())
    }

    /// Where the rows of the first answers may be.
    pub fn survey(&self, tested: Option<(&Outcome, &[String])>) -> Result<ShapeSurvey, StoreError> {
        Ok(preview::survey(&self.sample(tested)?.0, &self.shape()))
    }

    /// An answer as a tree; the first good one when no place is given.
    pub fn tree(
        &self,
        place: Option<Place>,
        tested: Option<(&Outcome, &[String])>,
    ) -> Result<Option<AnswerTree>, StoreError> {
        let sampled = match place {
            Some(place) => self.read(|reader| preview::one(reader, place))?,
            None => self.sample(tested)?.0,
        };
        Ok(preview::tree(&sampled, &self.shaper()))
    }

    /// The first answers of the document, or the one outside of it; and whether they are the document's.
    fn sample(&self, tested: Option<(&Outcome, &[String])>) -> Result<(Vec<Sampled>, bool), StoreError> {
        let stored = self.read(preview::sample)?;
        if !stored.is_empty() {
            return Ok((stored, true));
        }
        Ok((tested.and_then(|(outcome, _)| Sampled::of(outcome)).into_iter().collect(), false))
    }
}
