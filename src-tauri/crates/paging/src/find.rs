//! Which ways to further pages an answer shows.

use fetchgrid_model::{PageRule, PagesEnd, PagingClue, PagingFound, Response, Shape, TreeKind, TreeNode};
use fetchgrid_shape::outline;
use url::Url;

use crate::clues::{Clue, clues, is_cursor_parameter, is_offset_parameter, is_page_parameter};
use crate::link::link;
use crate::look::Reading;

/// The ways that an answer shows, the best first: those that tell how many pages there are come before those that have to go
/// from page to page, then those whose parameter can only be guessed. None when it does not look as if there were more.
///
/// Places in a JSON body count as parameters: an API that is asked by POST pages there.
pub fn find(response: &Response, asked: Asked<'_>, shape: &Shape) -> Vec<PagingFound> {
    let look = Reading::new(shape).look(response);
    let Some(json) = look.json.as_deref().filter(|_| look.records > 0) else { return Vec::new() };
    let clues = clues(json);
    let records = look.records;
    let seen = Seen::new(&clues, response, asked, records);
    let mut found = Vec::new();
    let (numbered, offsets) = (seen.numbered_pages(), seen.offsets());
    found.extend(
        [&numbered, &offsets].into_iter().flatten().filter(|(_, is_known)| *is_known).map(|(found, _)| found.clone()),
    );
    found.extend(seen.cursor());
    found.extend(seen.next_address());
    found.extend(seen.link_header());
    found.extend([numbered, offsets].into_iter().flatten().filter(|(_, is_known)| !*is_known).map(|(found, _)| found));
    found.extend(seen.until_empty().filter(|_| found.is_empty()));
    // What says that this is all is to be believed.
    let is_all = seen.total.is_some_and(|total| total.number().is_some_and(|number| number <= records))
        && found
            .iter()
            .all(|found: &PagingFound| !matches!(found.rule, PageRule::NextAddress { .. } | PageRule::LinkHeader));
    if is_all { Vec::new() } else { found }
}

/// What an answer was asked for with.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub address: &'a str,
    pub body: Option<&'a str>,
}

struct Seen<'a> {
    records: u64,
    total: Option<&'a Clue>,
    pages: Option<&'a Clue>,
    page: Option<&'a Clue>,
    offset: Option<&'a Clue>,
    next: Option<&'a Clue>,
    cursor: Option<&'a Clue>,
    link_next: Option<&'a str>,
    /// Parameters of the address and places of the body that was asked with, and parameters of the next page.
    asked: Vec<(String, String)>,
    onward: Vec<(String, String)>,
    /// Where a cursor that is not there yet would go in the body.
    body: Option<&'static str>,
}

impl<'a> Seen<'a> {
    fn new(clues: &'a [Clue], response: &'a Response, asked: Asked<'_>, records: u64) -> Self {
        let first = |is: fn(&Clue) -> bool| clues.iter().find(|clue| is(clue));
        let next = first(Clue::is_next_address);
        let link_next = response.header("link").and_then(|header| link(header, "next"));
        // The largest: an answer also counts what it holds itself.
        let total = clues.iter().filter(|clue| clue.is_record_count()).max_by_key(|clue| clue.number());
        Seen {
            records,
            total,
            pages: first(Clue::is_page_count),
            page: first(Clue::is_page_number),
            offset: first(Clue::is_offset),
            next,
            cursor: first(Clue::is_cursor),
            link_next,
            asked: parameters(asked.address).into_iter().chain(asked.body.map(members).unwrap_or_default()).collect(),
            onward: next.map(|clue| clue.text.as_str()).or(link_next).map(parameters).unwrap_or_default(),
            body: asked.body.and_then(body_of),
        }
    }

    /// The number of all records, when it says that there are more.
    fn more_records(&self) -> Option<(&'a Clue, u64)> {
        let total = self.total?;
        total.number().filter(|number| *number > self.records).map(|number| (total, number))
    }

    /// A parameter of the address, or of that of the next page.
    fn parameter(&self, is: fn(&str) -> bool) -> Option<(&str, u64, bool)> {
        let of = |parameters: &'_ [(String, String)], is_next: bool| {
            let found = parameters.iter().find(|(name, value)| is(name) && value.parse::<u64>().is_ok())?;
            Some((found.0.clone(), found.1.parse().ok()?, is_next))
        };
        let (name, value, is_next) = of(&self.asked, false).or_else(|| of(&self.onward, true))?;
        let name = self.asked.iter().chain(&self.onward).find(|(known, _)| *known == name)?;
        Some((&name.0, value, is_next))
    }

    /// And whether the parameter is known, and not guessed.
    fn numbered_pages(&self) -> Option<(PagingFound, bool)> {
        let more_pages = self.pages.filter(|pages| pages.number().is_some_and(|number| number > 1));
        let (parameter, value, is_next) = match self.parameter(is_page_parameter) {
            Some((name, value, is_next)) => (name.to_owned(), Some(value), is_next),
            // The answer numbers its pages, and does not say how they are asked for.
            None if self.page.is_some() && more_pages.is_some() => ("page".to_owned(), None, false),
            None => return None,
        };
        let first = match (value, self.page.and_then(Clue::number)) {
            (Some(value), _) if is_next => value.saturating_sub(1),
            (Some(value), _) => value,
            (None, Some(page)) => page,
            (None, None) => 1,
        };
        let until = match (more_pages, self.more_records()) {
            (Some(pages), _) => PagesEnd::Pages { path: pages.path.clone() },
            (None, Some((total, _))) => PagesEnd::Records { path: total.path.clone() },
            (None, None) => return None,
        };
        let clues = more_pages.into_iter().chain(self.total).chain(self.next);
        let mut found = self.found(PageRule::PageNumber { parameter: parameter.clone(), first, until }, clues);
        if let Some(value) = value.filter(|_| !is_next) {
            found.evidence.push(PagingClue { place: parameter, value: value.to_string() });
        }
        Some((found, value.is_some()))
    }

    /// And whether the parameter is known, and not guessed.
    fn offsets(&self) -> Option<(PagingFound, bool)> {
        let (total, _) = self.more_records()?;
        let known = self.parameter(is_offset_parameter).map(|(name, ..)| name.to_owned());
        let is_known = known.is_some();
        // openFDA calls the parameter as the answer does.
        let guess = || Some(self.offset?.key_as_written().rsplit(':').next()?.to_owned());
        let name = known.or_else(guess)?;
        let until = PagesEnd::Records { path: total.path.clone() };
        let clues = [Some(total), self.offset, self.next].into_iter().flatten();
        Some((self.found(PageRule::Offset { parameter: name, step: Some(self.records), until }, clues), is_known))
    }

    fn cursor(&self) -> Option<PagingFound> {
        let cursor = self.cursor?;
        let known = self.asked.iter().find(|(name, _)| is_cursor_parameter(name)).map(|(name, _)| name.clone());
        // `nextPageToken` is sent back as `pageToken`, `next-cursor` as `cursor`.
        let written = cursor.key_as_written();
        let guessed = ["next_", "next-", "next", "end"].iter().find_map(|begin| {
            let rest = written.strip_prefix(begin).filter(|rest| !rest.is_empty())?;
            let mut letters = rest.chars();
            letters.next().map(|first| first.to_lowercase().chain(letters).collect::<String>())
        });
        let guessed = guessed.filter(|name| name != "token").unwrap_or_else(|| written.to_owned());
        let parameter = known.unwrap_or_else(|| match self.body {
            // Relay calls the cursor `endCursor` in the answer and `after` in the question.
            Some(place @ VARIABLES) => format!("{place}after"),
            Some(place) => format!("{place}{guessed}"),
            None => guessed,
        });
        let rule = PageRule::Cursor { path: cursor.path.clone(), parameter };
        Some(self.found(rule, [Some(cursor), self.total].into_iter().flatten()))
    }

    fn next_address(&self) -> Option<PagingFound> {
        let next = self.next?;
        let rule = PageRule::NextAddress { path: next.path.clone() };
        Some(self.found(rule, [Some(next), self.total].into_iter().flatten()))
    }

    fn link_header(&self) -> Option<PagingFound> {
        let next = self.link_next?;
        let mut found = self.found(PageRule::LinkHeader, self.total.into_iter());
        found.evidence.insert(0, PagingClue { place: "Link".to_owned(), value: next.to_owned() });
        Some(found)
    }

    /// The address numbers its pages, and nobody knows how many there are.
    fn until_empty(&self) -> Option<PagingFound> {
        let page = self.asked.iter().find(|(name, value)| is_page_parameter(name) && value.parse::<u64>().is_ok());
        let offset = self.asked.iter().find(|(name, value)| is_offset_parameter(name) && value.parse::<u64>().is_ok());
        let (name, value) = page.or(offset)?;
        if self.total.is_some() || self.pages.is_some() {
            return None;
        }
        let parameter = name.clone();
        let rule = match page {
            Some(_) => PageRule::PageNumber { parameter, first: value.parse().ok()?, until: PagesEnd::Empty },
            None => PageRule::Offset { parameter, step: Some(self.records), until: PagesEnd::Empty },
        };
        let mut found = self.found(rule, std::iter::empty());
        found.evidence.push(PagingClue { place: name.clone(), value: value.clone() });
        Some(found)
    }

    fn found(&self, rule: PageRule, clues: impl Iterator<Item = &'a Clue>) -> PagingFound {
        let total = self.more_records();
        let pages = self.pages.and_then(Clue::number);
        let in_parallel = matches!(
            &rule,
            PageRule::PageNumber { until: PagesEnd::Pages { .. } | PagesEnd::Records { .. }, .. }
                | PageRule::Offset { until: PagesEnd::Pages { .. } | PagesEnd::Records { .. }, .. }
        );
        PagingFound {
            rule,
            evidence: clues.map(|clue| PagingClue { place: clue.path.clone(), value: clue.text.clone() }).collect(),
            records: self.records,
            total_records: total.map(|(_, number)| number),
            total_place: total.map(|(clue, _)| clue.path.clone()),
            total_pages: pages.or_else(|| total.map(|(_, number)| number.div_ceil(self.records.max(1)))),
            in_parallel,
        }
    }
}

/// Of an address, or of a piece of one.
fn parameters(address: &str) -> Vec<(String, String)> {
    let base = Url::parse("http://none/").ok();
    let address = address.strip_prefix('&').map_or_else(|| address.to_owned(), |rest| format!("?{rest}"));
    let url = Url::options().base_url(base.as_ref()).parse(&address);
    let pairs = |url: Url| url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    url.map(pairs).unwrap_or_default()
}

/// Where GraphQL has what changes from question to question.
const VARIABLES: &str = "$.variables.";

/// Single values of a JSON body, by their places.
fn members(body: &str) -> Vec<(String, String)> {
    let Ok(root) = outline(body) else { return Vec::new() };
    let mut found = Vec::new();
    collect(&root, &mut found);
    found
}

fn collect(node: &TreeNode, found: &mut Vec<(String, String)>) {
    match node.kind {
        TreeKind::Object => node.children.iter().for_each(|child| collect(child, found)),
        // Odd names are written in brackets, and are not what a page is called. A cursor of null asks for the first page.
        TreeKind::Text | TreeKind::Number | TreeKind::Null if !node.path.contains('[') => {
            found.push((node.path.clone(), node.text.clone()));
        }
        _ => {}
    }
}

/// Where in a body that is a JSON object further members go.
fn body_of(body: &str) -> Option<&'static str> {
    let root = outline(body).ok().filter(|root| root.kind == TreeKind::Object)?;
    let has = |key: &str, kind| root.children.iter().any(|child| child.key == key && child.kind == kind);
    Some(if has("query", TreeKind::Text) && has("variables", TreeKind::Object) { VARIABLES } else { "$." })
}
