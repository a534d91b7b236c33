use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fetchgrid_engine::TakesPage;
use fetchgrid_model::{
    AnswerTree, DocumentState, Outcome, Shape, ShapePreview, ShapeStep, ShapeSurvey, ShapingProgress, ShapingState,
};
use fetchgrid_store::{Place, ReshapeControl};

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};
use crate::event::AppEvent;

/// Ten a second are enough for a bar.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// The answer of *Test one*, with the names of its values.
pub(crate) struct Tested {
    pub outcome: Outcome,
    pub placeholders: Vec<String>,
}

/// The one reshaping that may be under way.
#[derive(Default)]
pub(crate) struct ReshapeSlot(Mutex<Option<Arc<ReshapeControl>>>);

impl ReshapeSlot {
    fn lock(&self) -> MutexGuard<'_, Option<Arc<ReshapeControl>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OpenDocument {
    /// How answers become rows.
    pub fn shape(&self) -> Shape {
        Shape::clone(&self.store.shape())
    }

    /// What the shape is made of.
    pub fn steps(&self) -> Vec<ShapeStep> {
        self.store.steps().to_vec()
    }

    /// Makes the table anew from what was fetched. Nothing is fetched again; until the end, and when it is cancelled, the
    /// table stays as it was. Blocks.
    pub fn reshape(&self, steps: &[ShapeStep], control: &Arc<ReshapeControl>) -> Result<(), AppError> {
        if self.is_running() {
            return Err(AppError::new(
                ErrorCode::RunActive,
                "A run is going on. Stop it first; everything that arrived is kept.",
            ));
        }
        Ok(self.store.reshape(steps, control)?)
    }

    /// The same with its progress told as events. A newer one takes the place of one that is under way, which is cancelled.
    pub fn apply_steps(&self, steps: &[ShapeStep]) -> Result<DocumentState, AppError> {
        let control = Arc::new(ReshapeControl::default());
        if let Some(before) = self.reshaping.lock().replace(control.clone()) {
            before.cancel();
        }
        let tell = |state| {
            let progress = ShapingProgress { state, done: control.done(), total: control.total() };
            (self.around.sink)(AppEvent::Shaping { progress });
        };
        let done = std::thread::scope(|scope| {
            let (sender, ended) = sync_channel(1);
            let control = &control;
            // Whoever waits for it is there until it comes.
            scope.spawn(move || drop(sender.send(self.reshape(steps, control))));
            loop {
                match ended.recv_timeout(TELL_EVERY) {
                    Ok(done) => return done,
                    Err(RecvTimeoutError::Timeout) => tell(ShapingState::Running),
                    Err(RecvTimeoutError::Disconnected) => {
                        let message = "Something went wrong inside Fetchgrid. What was fetched is kept.";
                        return Err(AppError::new(ErrorCode::Internal, message));
                    }
                }
            }
        });
        let mut slot = self.reshaping.lock();
        if slot.as_ref().is_some_and(|current| Arc::ptr_eq(current, &control)) {
            *slot = None;
        }
        drop(slot);
        tell(match &done {
            Ok(()) => ShapingState::Finished,
            Err(error) if error.code == ErrorCode::Cancelled => ShapingState::Cancelled,
            Err(_) => ShapingState::Failed,
        });
        done.map(|()| self.state())
    }

    pub fn cancel_reshape(&self) {
        if let Some(control) = &*self.reshaping.lock() {
            control.cancel();
        }
    }

    /// What the first answers would become with other steps.
    pub fn shape_preview(&self, steps: &[ShapeStep]) -> Result<ShapePreview, AppError> {
        let tested = self.tested();
        Ok(self.store.preview(steps, tested.as_ref().map(Tested::parts))?)
    }

    /// Where the rows of the first answers may be.
    pub fn shape_survey(&self) -> Result<ShapeSurvey, AppError> {
        let tested = self.tested();
        Ok(self.store.survey(tested.as_ref().map(Tested::parts))?)
    }

    /// An answer as a tree: the first good one, or that of a place in the plan and its page.
    pub fn answer_tree(&self, place: Option<(u64, u32)>) -> Result<Option<AnswerTree>, AppError> {
        let tested = self.tested();
        let place = place.map(|(position, page)| Place::new(position, page));
        Ok(self.store.tree(place, tested.as_ref().map(Tested::parts))?)
    }

    fn tested(&self) -> MutexGuard<'_, Option<Tested>> {
        self.tested.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps an answer outside of the document to look at.
    pub(crate) fn keep_tested(&self, outcome: Outcome, placeholders: &[String]) {
        *self.tested() = Some(Tested { outcome, placeholders: placeholders.to_vec() });
    }

    /// Whether a web page can become rows is for the shape to say.
    pub(crate) fn takes_page(&self) -> TakesPage {
        let shaper = self.store.shaper();
        Arc::new(move |page| shaper.takes_page(&page.body, page.header("content-type")))
    }
}

impl Tested {
    fn parts(&self) -> (&Outcome, &[String]) {
        (&self.outcome, &self.placeholders)
    }
}
