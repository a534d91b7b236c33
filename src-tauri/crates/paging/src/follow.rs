//! The pages of one request, from the first to the last.

use std::collections::HashMap;
use std::hash::Hasher;
use std::sync::Arc;

use fetchgrid_model::{CellKind, PageRule, PagesEnd, Paging, Response, Shape};
use fetchgrid_shape::{JsonPlace, ShapeProblem};
use siphasher::sip::SipHasher13;
use url::Url;

use crate::link::link;
use crate::look::{Look, Reading};

/// How a page after the first is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// An address as the answer wrote it.
    Address(String),
    /// A parameter of the query in clear text, or a place in the body such as `$.variables.after`.
    Parameter { name: String, value: String, is_number: bool },
}

/// A rule made ready for any number of requests.
#[derive(Clone, Debug)]
pub struct Follower(Arc<Rules>);

#[derive(Debug)]
struct Rules {
    rule: Rule,
    most_pages: Option<u32>,
    /// Where the number of all records stands.
    total: Option<JsonPlace>,
    reading: Reading,
}

#[derive(Debug)]
enum Rule {
    Single,
    NextAddress(JsonPlace),
    LinkHeader,
    Cursor { place: JsonPlace, parameter: String },
    PageNumber { parameter: String, first: u64, until: Until },
    Offset { parameter: String, step: Option<u64>, until: Until },
}

#[derive(Debug)]
enum Until {
    Empty,
    Pages(JsonPlace),
    Records(JsonPlace),
}

impl Follower {
    /// `shape`: what the records of an answer are.
    ///
    /// # Errors
    /// A path that is none.
    pub fn new(paging: &Paging, shape: &Shape) -> Result<Self, ShapeProblem> {
        let until = |until: &PagesEnd| {
            Ok(match until {
                PagesEnd::Empty => Until::Empty,
                PagesEnd::Pages { path } => Until::Pages(JsonPlace::parse(path)?),
                PagesEnd::Records { path } => Until::Records(JsonPlace::parse(path)?),
            })
        };
        let mut total = paging.total.as_deref().map(JsonPlace::parse).transpose()?;
        let rule = match &paging.rule {
            PageRule::Single => Rule::Single,
            PageRule::NextAddress { path } => Rule::NextAddress(JsonPlace::parse(path)?),
            PageRule::LinkHeader => Rule::LinkHeader,
            PageRule::Cursor { path, parameter } => {
                Rule::Cursor { place: JsonPlace::parse(path)?, parameter: parameter.clone() }
            }
            PageRule::PageNumber { parameter, first, until: end } => {
                Rule::PageNumber { parameter: parameter.clone(), first: *first, until: until(end)? }
            }
            PageRule::Offset { parameter, step, until: end } => {
                Rule::Offset { parameter: parameter.clone(), step: step.filter(|step| *step > 0), until: until(end)? }
            }
        };
        if let Rule::PageNumber { until: Until::Records(place), .. }
        | Rule::Offset { until: Until::Records(place), .. } = &rule
        {
            total.get_or_insert_with(|| place.clone());
        }
        let reading = Reading::new(shape);
        Ok(Follower(Arc::new(Rules { rule, most_pages: paging.most_pages.filter(|most| *most > 0), total, reading })))
    }

    /// `address`: of the first page.
    pub fn begin(&self, address: &str) -> Pages {
        let rules = Arc::clone(&self.0);
        let base = match &rules.rule {
            Rule::Offset { parameter, .. } => number_in(address, parameter).unwrap_or(0),
            _ => 0,
        };
        Pages {
            rules,
            base,
            step: 0,
            wanted: 1,
            asks: HashMap::new(),
            asked: HashMap::new(),
            digests: HashMap::new(),
            received: 0,
            total: None,
            stopped: None,
        }
    }
}

/// What is known of the pages of one request.
#[derive(Debug)]
pub struct Pages {
    rules: Arc<Rules>,
    /// The offset of the first page, and the records of a page.
    base: u64,
    step: u64,
    wanted: u32,
    /// How pages are asked for, where that stands in the answers. One is enough: each is asked for before the next is known.
    asks: HashMap<u32, Ask>,
    /// Digests of what was asked for, and of the records that came, by their pages.
    asked: HashMap<u64, u32>,
    digests: HashMap<u64, u32>,
    received: u64,
    total: Option<u64>,
    stopped: Option<String>,
}

impl Pages {
    /// Learns from a good answer what pages there are.
    ///
    /// # Errors
    /// A sentence, when the page has the records of another.
    pub fn answered(&mut self, page: u32, response: &Response) -> Result<(), String> {
        let rules = Arc::clone(&self.rules);
        let look = rules.reading.look(response);
        if look.records > 0
            && let Some(other) = self.digests.get(&look.digest).filter(|other| **other != page)
        {
            let (earlier, later) = (page.min(*other), page.max(*other));
            return Err(format!(
                "Page {later} has the same records as page {earlier}: the API repeats itself, so nothing after it was asked for."
            ));
        }
        self.digests.insert(look.digest, page);
        self.received += look.records;
        if page == 1 {
            self.total = whole(&look, rules.total.as_ref());
        }
        match &rules.rule {
            Rule::Single => {}
            Rule::NextAddress(place) => {
                let next = text(&look, place).filter(|next| is_address(next));
                self.go_on(page, next.map(Ask::Address));
            }
            Rule::LinkHeader => {
                let next = response.header("link").and_then(|header| link(header, "next"));
                self.go_on(page, next.map(|next| Ask::Address(next.to_owned())));
            }
            Rule::Cursor { place, parameter } => {
                // Some go on giving cursors when there is nothing more.
                let cursor = single(&look, place).filter(|(_, cursor)| !cursor.is_empty() && look.records > 0);
                let ask = |(kind, value)| {
                    let is_number = kind == CellKind::Number;
                    Ask::Parameter { name: parameter.clone(), value, is_number }
                };
                self.go_on(page, cursor.map(ask));
            }
            Rule::PageNumber { first, until, .. } => match until {
                Until::Empty => self.until_empty(page, look.records),
                Until::Pages(place) if page == 1 => {
                    let pages = whole(&look, Some(place)).unwrap_or(1);
                    self.reach(if *first == 0 { pages } else { (pages + 1).saturating_sub(*first) });
                }
                Until::Records(_) if page == 1 => {
                    let before = first.saturating_sub(1) * look.records;
                    self.reach_records(look.records, before);
                }
                Until::Pages(_) | Until::Records(_) => {}
            },
            Rule::Offset { step, until, .. } => {
                if page == 1 {
                    self.step = step.unwrap_or(look.records);
                }
                match until {
                    Until::Empty if self.step == 0 => {}
                    Until::Empty => self.until_empty(page, look.records),
                    Until::Pages(place) if page == 1 => self.reach(whole(&look, Some(place)).unwrap_or(1)),
                    Until::Records(_) if page == 1 => self.reach_records(self.step, self.base),
                    Until::Pages(_) | Until::Records(_) => {}
                }
            }
        }
        Ok(())
    }

    /// Whether a refusal means that there is no such page, and that all before it are all there are.
    pub fn is_past_the_end(&self, page: u32, status: u16) -> bool {
        let until = match &self.rules.rule {
            Rule::PageNumber { until, .. } | Rule::Offset { until, .. } => Some(until),
            _ => None,
        };
        page > 1 && matches!(status, 404 | 410) && matches!(until, Some(Until::Empty))
    }

    /// Pages that are known to be there, the first included.
    pub fn wanted(&self) -> u32 {
        self.wanted
    }

    /// How a page after the first is asked for; none while that is not known.
    pub fn ask(&self, page: u32) -> Option<Ask> {
        let number = u64::from(page.checked_sub(1)?);
        match &self.rules.rule {
            Rule::PageNumber { parameter, first, .. } => {
                Some(Ask::Parameter { name: parameter.clone(), value: (first + number).to_string(), is_number: true })
            }
            Rule::Offset { parameter, .. } => {
                let offset = self.base + number * self.step;
                Some(Ask::Parameter { name: parameter.clone(), value: offset.to_string(), is_number: true })
            }
            _ => self.asks.get(&page).cloned(),
        }
    }

    /// What is wrong with all pages together, when nothing more can be had.
    pub fn verdict(&self) -> Option<String> {
        if self.stopped.is_some() {
            return self.stopped.clone();
        }
        let is_cut = self.rules.most_pages.is_some_and(|most| self.wanted >= most);
        let total = self.total.filter(|total| self.base + self.received < *total && !is_cut)?;
        let pages = if self.wanted == 1 { "1 page".to_owned() } else { format!("{} pages", self.wanted) };
        Some(format!("The API says that there are {total} records, and {} came in {pages}.", self.received))
    }

    fn until_empty(&mut self, page: u32, records: u64) {
        if records > 0 && page == self.wanted {
            self.reach(u64::from(page) + 1);
        }
    }

    fn reach_records(&mut self, step: u64, before: u64) {
        let left = self.total.unwrap_or(0).saturating_sub(before);
        if step > 0 {
            self.reach(left.div_ceil(step).max(1));
        }
    }

    /// The answer to a page tells how the next is asked for.
    fn go_on(&mut self, page: u32, next: Option<Ask>) {
        let Some(next) = next.filter(|_| page == self.wanted) else { return };
        let mut hasher = SipHasher13::new();
        match &next {
            Ask::Address(address) => hasher.write(address.as_bytes()),
            Ask::Parameter { value, .. } => hasher.write(value.as_bytes()),
        }
        if let Some(other) = self.asked.insert(hasher.finish(), page + 1) {
            self.stopped = Some(format!(
                "Page {page} leads back to page {other}: the API goes in a circle, so nothing after it was asked for."
            ));
            return;
        }
        self.asks.clear();
        self.asks.insert(page + 1, next);
        self.reach(u64::from(page) + 1);
    }

    fn reach(&mut self, pages: u64) {
        let pages = u32::try_from(pages).unwrap_or(u32::MAX).max(self.wanted);
        match self.rules.most_pages {
            Some(most) => self.wanted = pages.min(most).max(self.wanted),
            None if pages > Paging::GUARD => {
                self.wanted = self.wanted.max(Paging::GUARD);
                self.stopped = Some(format!(
                    "There are more than {} pages, so the rest was not asked for. Say how many pages you want at most.",
                    Paging::GUARD
                ));
            }
            None => self.wanted = pages,
        }
    }
}

fn is_address(text: &str) -> bool {
    !text.trim().is_empty()
}

/// A text or a number at a place.
fn single(look: &Look, place: &JsonPlace) -> Option<(CellKind, String)> {
    place.first(look.json.as_deref()?).filter(|(kind, _)| matches!(kind, CellKind::Number | CellKind::Text))
}

fn text(look: &Look, place: &JsonPlace) -> Option<String> {
    single(look, place).map(|(_, text)| text)
}

/// A whole number at a place, also one that is written as a text.
fn whole(look: &Look, place: Option<&JsonPlace>) -> Option<u64> {
    text(look, place?)?.trim().parse().ok()
}

/// A parameter of an address that is a number.
pub(crate) fn number_in(address: &str, parameter: &str) -> Option<u64> {
    let url = Url::parse(address).ok()?;
    let (_, value) = url.query_pairs().find(|(name, _)| name == parameter)?;
    value.parse().ok()
}
