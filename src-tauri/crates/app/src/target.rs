use fetchgrid_engine::{Plan, Positions};
use fetchgrid_model::{FailureCategory, FailureFilter, PauseCode, RunRequest, StartMode};
use fetchgrid_store::{Document, FailedWhich, RunInfo, StoreError};

use crate::error::{AppError, ErrorCode};

/// What a run goes through, worked out before it begins.
pub(crate) struct Target {
    /// As the document remembers it: a run that continues another is remembered as what that one was.
    pub(crate) request: RunRequest,
    pub(crate) total: u64,
    /// None of it failed before, so that the first ones all failing says something.
    pub(crate) expects_success: bool,
    parts: Vec<Part>,
}

#[derive(Clone)]
enum Part {
    All,
    Missing,
    Failed(FailedWhich),
    /// Sorted.
    Chosen(Vec<u64>),
}

impl Target {
    pub(crate) fn of(request: &RunRequest, plan: &Plan, store: &Document) -> Result<Self, AppError> {
        let (request, parts) = match request.mode {
            StartMode::StartOver => (StartMode::StartOver.into(), vec![Part::All]),
            StartMode::Missing => (StartMode::Missing.into(), vec![Part::Missing]),
            StartMode::RetryFailed => {
                let which = FailedWhich { filter: request.failures.clone(), ..FailedWhich::default() };
                (request.clone(), vec![Part::Failed(which)])
            }
            StartMode::Selected => {
                let chosen = sorted(&request.positions, plan.len());
                (RunRequest { positions: chosen.clone(), ..request.clone() }, vec![Part::Chosen(chosen)])
            }
            StartMode::Continue => match store.last_run()? {
                None => (StartMode::Missing.into(), vec![Part::Missing]),
                Some(last) => rest_of(&last, plan, store)?,
            },
        };
        let expects_success = matches!(request.mode, StartMode::StartOver | StartMode::Missing);
        let total = parts.iter().map(|part| part.count(plan, store)).sum::<Result<u64, StoreError>>()?;
        Ok(Target { request, total, expects_success, parts })
    }

    /// Why there is nothing to do, when there is not.
    pub(crate) fn refuse_nothing(&self, asked: StartMode) -> Result<(), AppError> {
        if self.total > 0 {
            return Ok(());
        }
        let what = match asked {
            StartMode::RetryFailed => "No such request failed.",
            StartMode::Selected => "No request is selected.",
            _ => "Every request has its answer already.",
        };
        Err(AppError::new(ErrorCode::NothingToDo, what))
    }

    pub(crate) fn positions(&self, plan: &Plan, store: &Document) -> Positions {
        self.chain(|part| part.positions(plan, store, None))
    }

    /// The same once more for what the run of this number has not touched by then.
    pub(crate) fn left_by(&self, run: i64, plan: &Plan, store: &Document) -> Positions {
        self.chain(|part| part.positions(plan, store, Some(run)))
    }

    fn chain(&self, of_part: impl Fn(&Part) -> Positions) -> Positions {
        let mut chained: Positions = Box::new(std::iter::empty());
        for part in &self.parts {
            chained = Box::new(chained.chain(of_part(part)));
        }
        chained
    }
}

impl Part {
    fn count(&self, plan: &Plan, store: &Document) -> Result<u64, StoreError> {
        match self {
            Part::All => Ok(plan.len()),
            Part::Missing => Ok(plan.len().saturating_sub(store.counts().done())),
            Part::Failed(which) => store.count_failed(which),
            Part::Chosen(positions) => Ok(positions.len() as u64),
        }
    }

    fn positions(&self, plan: &Plan, store: &Document, untouched_by: Option<i64>) -> Positions {
        let told = |position: Result<u64, StoreError>| position.map_err(|error| error.to_string());
        match self {
            Part::All => Box::new((0..plan.len()).map(Ok)),
            Part::Missing => Box::new(store.missing(plan.len()).map(told)),
            Part::Failed(which) => {
                let before_run = untouched_by.or(which.before_run);
                Box::new(store.failed(FailedWhich { before_run, ..which.clone() }).map(told))
            }
            Part::Chosen(positions) => match untouched_by {
                Some(run) => Box::new(store.untouched(run, positions.clone()).map(told)),
                None => Box::new(positions.clone().into_iter().map(Ok)),
            },
        }
    }
}

/// What a run that did not come to its end has left, and what failed in it for the reason that it paused for.
fn rest_of(last: &RunInfo, plan: &Plan, store: &Document) -> Result<(RunRequest, Vec<Part>), AppError> {
    let request = match last.request.mode {
        StartMode::RetryFailed | StartMode::Selected => last.request.clone(),
        StartMode::StartOver | StartMode::Missing | StartMode::Continue => StartMode::Missing.into(),
    };
    let mut parts = vec![match request.mode {
        StartMode::RetryFailed => {
            let filter = request.failures.clone();
            Part::Failed(FailedWhich { filter, of_run: None, before_run: Some(last.id) })
        }
        StartMode::Selected => {
            let positions = sorted(&request.positions, plan.len());
            Part::Chosen(store.untouched(last.id, positions).collect::<Result<_, _>>()?)
        }
        _ => Part::Missing,
    }];
    let cause = last.pause.as_ref().and_then(|pause| match pause.code {
        PauseCode::SignIn => Some(FailureFilter::from(FailureCategory::SignIn)),
        PauseCode::FirstAllFailed => Some(FailureFilter::default()),
        PauseCode::FailureLimit | PauseCode::Quota | PauseCode::DiskFull => None,
    });
    if let Some(filter) = cause {
        parts.push(Part::Failed(FailedWhich { filter, of_run: Some(last.id), before_run: None }));
    }
    Ok((request, parts))
}

fn sorted(positions: &[u64], len: u64) -> Vec<u64> {
    let mut positions: Vec<u64> = positions.iter().copied().filter(|position| *position < len).collect();
    positions.sort_unstable();
    positions.dedup();
    positions
}
