use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether an answer is the first of several, and how the others are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Paging {
    pub rule: PageRule,
    /// Where the first page tells how many records there are in all, to compare with what came. JSONPath.
    pub total: Option<String>,
    /// Fetch no more pages of a request than this. Without it [`Paging::GUARD`] stops what never ends.
    pub most_pages: Option<u32>,
}

impl Paging {
    /// Pages of one request after which something is taken to be wrong.
    pub const GUARD: u32 = 10_000;

    pub fn is_used(&self) -> bool {
        self.rule != PageRule::Single
    }
}

/// How the pages after the first are asked for. Places in the answer are JSONPaths; answers that are not JSON are looked at
/// as the JSON that their rows are made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PageRule {
    /// Each answer stands alone.
    #[default]
    Single,
    /// Every answer holds the address of the next.
    NextAddress { path: String },
    /// The header `Link: <…>; rel="next"` (RFC 8288).
    LinkHeader,
    /// Every answer holds a text that is sent with the next request.
    Cursor { path: String, parameter: String },
    /// The pages are numbered.
    PageNumber {
        parameter: String,
        /// The number of the first page.
        first: u64,
        #[serde(default)]
        until: PagesEnd,
    },
    /// So many records are skipped.
    Offset {
        parameter: String,
        /// Records of a page; as many as the first page has when it is none.
        #[serde(default)]
        step: Option<u64>,
        #[serde(default)]
        until: PagesEnd,
    },
}

/// How many numbered pages there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PagesEnd {
    /// Nobody knows; the first page without records is the end.
    #[default]
    Empty,
    /// The first page tells the number of pages.
    Pages { path: String },
    /// The first page tells the number of records.
    Records { path: String },
}

/// A way to page that an answer shows, with what shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PagingFound {
    pub rule: PageRule,
    pub evidence: Vec<PagingClue>,
    /// Records of the answer that was looked at.
    pub records: u64,
    /// As far as the answer tells.
    pub total_records: Option<u64>,
    /// Where that number stands; belongs into [`Paging::total`].
    pub total_place: Option<String>,
    pub total_pages: Option<u64>,
    /// The addresses of all pages are known after the first.
    pub in_parallel: bool,
}

/// A place in an answer that speaks of pages, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PagingClue {
    /// A JSONPath, the name of a header, or the name of a parameter of the address.
    pub place: String,
    pub value: String,
}

/// How many pages were fetched, and how many are known to be wanted so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PageCounts {
    pub fetched: u64,
    pub known: u64,
}
