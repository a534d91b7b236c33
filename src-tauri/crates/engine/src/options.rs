use std::sync::Arc;

use fetchgrid_model::{Response, RunSettings};
use fetchgrid_pace::{AtQuota, QuotaBook, SystemClock};

use crate::paging::Pager;
use crate::queue::Positions;

/// Says whether a web page is what was asked for: a page with the data in it, and not one to sign in at.
pub type TakesPage = Arc<dyn Fn(&Response) -> bool + Send + Sync>;

/// How a run is done, beside what it fetches.
pub struct RunOptions {
    pub settings: RunSettings,
    /// Whether the run pauses when its first requests all fail. Not for those that failed before: they may well do so again.
    pub expects_success: bool,
    pub at_quota: AtQuota,
    /// Counts requests a day and host, beyond this run.
    pub book: Arc<dyn QuotaBook>,
    /// Whether the sink may have young enough answers, so that it is asked before anything is sent.
    pub has_kept_answers: bool,
    /// The positions once more, read after the others are done: those that equal an earlier request are fetched then, from
    /// its answer.
    pub equals: Option<Positions>,
    /// None for runs in which no web page is of use.
    pub takes_page: Option<TakesPage>,
    /// None where every answer stands alone.
    pub pager: Option<Arc<dyn Pager>>,
}

impl RunOptions {
    pub fn new(settings: RunSettings, book: Arc<dyn QuotaBook>) -> Self {
        RunOptions {
            settings,
            expects_success: true,
            at_quota: AtQuota::Wait,
            book,
            has_kept_answers: false,
            equals: None,
            takes_page: None,
            pager: None,
        }
    }

    pub(crate) fn clock() -> Arc<SystemClock> {
        Arc::new(SystemClock)
    }
}
