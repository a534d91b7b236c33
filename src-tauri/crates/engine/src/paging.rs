//! Answers that come in pages: which pages of which requests are wanted, who has them in hand, and when a request has all of
//! them. What an answer says of further pages is for a [`Pager`] to read.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fetchgrid_model::{Failure, FailureCategory, Outcome, OutcomeResult, PageCounts, Response, Rest};

/// Begins to page, request by request.
pub trait Pager: Send + Sync {
    /// `address`: of the first page, secrets masked.
    fn begin(&self, address: &str) -> Box<dyn Sequence>;
}

/// The pages of one request, as far as they are known.
pub trait Sequence: Send {
    /// Learns from a good answer what pages there are. They may come in any order as far as they were wanted.
    ///
    /// # Errors
    /// A whole sentence, when the page is none of its own: it repeats another.
    fn answered(&mut self, page: u32, response: &Response) -> Result<(), String>;

    /// Whether a refusal means that there is no such page, and that all pages before it are all there are.
    fn is_past_the_end(&mut self, page: u32, status: u16) -> bool;

    /// Pages that are known to be there, the first included. Never fewer than before.
    fn wanted(&self) -> u32;

    /// How a page after the first is asked for; none while that is not known.
    fn ask(&self, page: u32) -> Option<PageAsk>;

    /// What is wrong with all pages together, when nothing more can be had: a whole sentence.
    fn verdict(&self) -> Option<String>;
}

/// How a page differs from the first in what is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageAsk {
    /// Where it is, absolute or seen from the first page; a beginning `&` adds to the query of the first page.
    Address(String),
    /// A parameter of the query in clear text, or with a name such as `$.variables.after` a place in the JSON body. A number
    /// is one there, too, unless a text stood there.
    Parameter { name: String, value: String, is_number: bool },
}

/// Pages `from ..= to` of a request that nobody has in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pages {
    pub(crate) position: u64,
    pub(crate) from: u32,
    pub(crate) to: u32,
}

/// The requests whose pages are being fetched. There are no more of them than workers and requests set aside.
pub(crate) struct Paging {
    pager: Arc<dyn Pager>,
    open: Mutex<HashMap<u64, Open>>,
    fetched: AtomicU64,
    known: AtomicU64,
}

struct Open {
    sequence: Box<dyn Sequence>,
    /// Pages that are on disk from before.
    have: BTreeSet<u32>,
    /// Pages up to here were given out, or are there.
    given: u32,
    /// Given out, and without an outcome.
    left: u32,
    failed: bool,
}

/// What follows from an outcome.
#[derive(Debug, Default)]
pub(crate) struct Follows {
    /// To be fetched now.
    pub(crate) pages: Vec<Pages>,
    /// The request has come to its end with so many pages.
    pub(crate) ended: Option<u32>,
    /// What is wrong with them all together.
    pub(crate) verdict: Option<String>,
}

impl Paging {
    pub(crate) fn new(pager: Arc<dyn Pager>) -> Self {
        Paging { pager, open: Mutex::default(), fetched: AtomicU64::new(0), known: AtomicU64::new(0) }
    }

    pub(crate) fn counts(&self) -> PageCounts {
        let fetched = self.fetched.load(Ordering::Relaxed);
        PageCounts { fetched, known: self.known.load(Ordering::Relaxed).max(fetched) }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request whose first page is now in hand.
    pub(crate) fn begin(&self, position: u64, address: &str) {
        let sequence = self.pager.begin(address);
        self.known.fetch_add(1, Ordering::Relaxed);
        self.lock().insert(position, Open { sequence, have: BTreeSet::new(), given: 1, left: 1, failed: false });
    }

    /// A request of which pages are there from before, in order. Nothing of it is in hand.
    pub(crate) fn go_on(&self, position: u64, address: &str, pages: Vec<(u32, Response)>) -> Follows {
        let mut sequence = self.pager.begin(address);
        let mut have = BTreeSet::new();
        for (page, response) in pages {
            // A page beyond what is known now, or one that is no longer good, is fetched again should it turn out to be there.
            if page <= sequence.wanted() && sequence.answered(page, &response).is_ok() {
                have.insert(page);
            }
        }
        self.known.fetch_add(have.len() as u64, Ordering::Relaxed);
        self.fetched.fetch_add(have.len() as u64, Ordering::Relaxed);
        let mut open = Open { sequence, have, given: 0, left: 0, failed: false };
        let follows = self.follow(position, &mut open);
        if follows.ended.is_none() {
            self.lock().insert(position, open);
        }
        follows
    }

    pub(crate) fn ask(&self, position: u64, page: u32) -> Option<PageAsk> {
        self.lock().get(&position)?.sequence.ask(page)
    }

    /// A page has come. An error says that it is none.
    pub(crate) fn answered(&self, position: u64, page: u32, response: &Response) -> (Result<(), String>, Follows) {
        self.fetched.fetch_add(1, Ordering::Relaxed);
        let mut all = self.lock();
        let Some(open) = all.get_mut(&position) else { return (Ok(()), Follows::default()) };
        let answered = open.sequence.answered(page, response);
        open.failed |= answered.is_err();
        open.left -= 1;
        let follows = self.follow(position, open);
        if follows.ended.is_some() {
            all.remove(&position);
        }
        (answered, follows)
    }

    /// A page could not be had. Some when there is none of that number, and never was.
    pub(crate) fn failed(&self, position: u64, page: u32, status: Option<u16>) -> (bool, Follows) {
        self.fetched.fetch_add(1, Ordering::Relaxed);
        let mut all = self.lock();
        let Some(open) = all.get_mut(&position) else { return (false, Follows::default()) };
        let is_past = page > 1 && status.is_some_and(|status| open.sequence.is_past_the_end(page, status));
        open.failed |= !is_past;
        open.left -= 1;
        let mut follows = self.follow(position, open);
        if let (true, Some(pages)) = (is_past, &mut follows.ended) {
            *pages = page - 1;
        }
        if follows.ended.is_some() {
            all.remove(&position);
        }
        (is_past, follows)
    }

    fn follow(&self, position: u64, open: &mut Open) -> Follows {
        let wanted = open.sequence.wanted();
        let mut follows = Follows::default();
        while open.given < wanted {
            open.given += 1;
            let page = open.given;
            if open.have.contains(&page) {
                continue;
            }
            open.left += 1;
            match follows.pages.last_mut() {
                Some(last) if last.to + 1 == page => last.to = page,
                _ => follows.pages.push(Pages { position, from: page, to: page }),
            }
        }
        let new: u32 = follows.pages.iter().map(|pages| pages.to - pages.from + 1).sum();
        self.known.fetch_add(new.into(), Ordering::Relaxed);
        if open.left == 0 {
            follows.verdict = if open.failed { None } else { open.sequence.verdict() };
            follows.ended = Some(wanted);
        }
        follows
    }
}

/// That not all pages came, as the outcome of the page that should have been next.
pub(crate) fn incomplete(of: &Outcome, pages: u32, message: String) -> Outcome {
    Outcome {
        page: pages + 1,
        rest: Rest::Ended { pages: pages + 1 },
        attempts: 0,
        duration_us: 0,
        result: OutcomeResult::Failure {
            failure: Failure { category: FailureCategory::Incomplete, message },
            response: None,
        },
        ..of.clone()
    }
}
