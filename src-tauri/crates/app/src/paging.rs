use std::sync::Arc;

use fetchgrid_engine::{PageAsk, Pager, Sequence};
use fetchgrid_model::{FieldRef, Outcome, Paging, PagingFound, Problem, ProblemCode, Response, Shape};
use fetchgrid_paging::{Ask, Follower, Pages};

use crate::document::OpenDocument;
use crate::error::{AppError, ErrorCode};

impl OpenDocument {
    /// How the engine gets at further pages; none where each answer stands alone.
    pub(crate) fn pager(&self) -> Result<Option<Arc<dyn Pager>>, AppError> {
        let paging = self.extraction().paging;
        if !paging.is_used() {
            return Ok(None);
        }
        let follower = Follower::new(&paging, &self.store.shape())
            .map_err(|problem| AppError::new(ErrorCode::BadShape, problem.to_string()))?;
        Ok(Some(Arc::new(Following(follower))))
    }

    /// Ways to further pages that an answer shows.
    ///
    /// `body`: what it was asked for with.
    pub(crate) fn paging_found(&self, outcome: &Outcome, body: Option<&str>) -> Vec<PagingFound> {
        let asked = fetchgrid_paging::Asked { address: &outcome.address, body };
        let good = outcome.response().filter(|_| outcome.failure().is_none());
        good.map(|response| fetchgrid_paging::find(response, asked, &self.store.shape())).unwrap_or_default()
    }
}

/// What is wrong with the rule, said beside its fields before a run stumbles over it.
pub(crate) fn problem_of(paging: &Paging) -> Option<Problem> {
    let message = Follower::new(paging, &Shape::default()).err()?.to_string();
    Some(Problem { field: FieldRef::Paging, code: ProblemCode::PagingInvalid, message, blocking: true })
}

/// The engine asks in its own words.
struct Following(Follower);

struct Followed(Pages);

impl Pager for Following {
    fn begin(&self, address: &str) -> Box<dyn Sequence> {
        Box::new(Followed(self.0.begin(address)))
    }
}

impl Sequence for Followed {
    fn answered(&mut self, page: u32, response: &Response) -> Result<(), String> {
        self.0.answered(page, response)
    }

    fn is_past_the_end(&mut self, page: u32, status: u16) -> bool {
        self.0.is_past_the_end(page, status)
    }

    fn wanted(&self) -> u32 {
        self.0.wanted()
    }

    fn ask(&self, page: u32) -> Option<PageAsk> {
        Some(match self.0.ask(page)? {
            Ask::Address(address) => PageAsk::Address(address),
            Ask::Parameter { name, value, is_number } => PageAsk::Parameter { name, value, is_number },
        })
    }

    fn verdict(&self) -> Option<String> {
        self.0.verdict()
    }
}
