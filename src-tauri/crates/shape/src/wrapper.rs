//! An answer that wraps a list of rows, told from an answer that is a row and happens to hold a list.

use crate::json::{Json, WHOLE};

/// A list that may hold the rows: empty, or of objects only.
pub(crate) struct List {
    /// Dotted, as a column would be.
    pub(crate) path: String,
    pub(crate) value: usize,
    pub(crate) empty: bool,
    /// The member of the answer that holds it; none when the answer itself does.
    pub(crate) holder: Option<usize>,
}

impl List {
    /// The last step of the path, as far as the names below need it.
    fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or_default()
    }
}

/// Lists of this name are the rows, whatever stands beside them.
const CONTAINERS: [&str; 12] = [
    "data", "docs", "elements", "entries", "features", "hits", "items", "objects", "records", "results", "rows",
    "values",
];

/// An object with one of these is a thing of its own, not a wrapper around a list.
const IDENTITIES: [&str; 7] = ["guid", "id", "identifier", "key", "name", "title", "uuid"];

/// What stands around a list without being a row: paging, counts, status, links. Sorted, in lower case, letters only.
const ABOUT: [&str; 89] = [
    "apiversion",
    "attribution",
    "code",
    "copyright",
    "count",
    "currentpage",
    "cursor",
    "datatypes",
    "debug",
    "disclaimer",
    "end",
    "error",
    "errors",
    "extensions",
    "facets",
    "first",
    "found",
    "from",
    "generatedat",
    "hasmore",
    "hasnext",
    "hasprev",
    "info",
    "itemsperpage",
    "last",
    "lastpage",
    "lastupdated",
    "license",
    "limit",
    "links",
    "maxscore",
    "message",
    "messages",
    "messagetype",
    "messageversion",
    "meta",
    "metadata",
    "more",
    "msg",
    "next",
    "nextcursor",
    "nextlink",
    "nextpage",
    "nextpagetoken",
    "nexttoken",
    "notices",
    "numfound",
    "numfoundexact",
    "odatacontext",
    "odatacount",
    "odatanextlink",
    "offset",
    "ok",
    "page",
    "pageinfo",
    "pagenumber",
    "pages",
    "pagesize",
    "pagination",
    "params",
    "perpage",
    "prev",
    "previous",
    "previouspage",
    "query",
    "requestid",
    "responseheader",
    "searchcriteria",
    "shards",
    "size",
    "skip",
    "sourceid",
    "start",
    "startindex",
    "status",
    "statuscode",
    "success",
    "timedout",
    "timestamp",
    "to",
    "took",
    "total",
    "totalcount",
    "totalitems",
    "totalpages",
    "totalresults",
    "type",
    "version",
    "warnings",
];

/// Picks the list whose elements are the rows, or none when the answer is one row.
///
/// 1. The one filled list of objects in the answer, unless an id or a name stands beside it: `{"users": [{…}]}` wraps,
///    `{"id": 7, "name": "London", "weather": [{…}]}` is a row. A list called `results`, `items`, `data` and so on is
///    the rows whatever stands beside it, also among several lists.
/// 2. With no filled list: the one empty list of such a name without an id or a name beside it, or with nothing beside
///    it but paging, counts, status and links.
/// 3. One level deeper: the one list around which nothing stands, on both levels, but paging and the like:
///    `{"status": "ok", "response": {"numFound": 2, "docs": [{…}, {…}]}}`.
pub(crate) fn choose(json: &Json<'_>, lists: Vec<List>) -> Option<List> {
    if lists.is_empty() {
        return None;
    }
    let beside = keys(json, WHOLE);
    let (top, inner): (Vec<List>, Vec<List>) = lists.into_iter().partition(|list| list.holder.is_none());
    let (filled, empty): (Vec<List>, Vec<List>) = top.into_iter().partition(|list| !list.empty);
    let is_thing = beside.iter().any(|key| is_identity(key));

    if !filled.is_empty() {
        let several = filled.len() > 1;
        return only(filled, |list| is_container(list.name()) || !several && !is_thing);
    }
    let about = |keys: &[&str], except: &str| keys.iter().all(|key| *key == except || is_about(key));
    if let Some(list) = only(empty, |list| is_container(list.name()) && !is_thing || about(&beside, &list.path)) {
        return Some(list);
    }
    let mut fitting = Vec::new();
    for list in inner {
        let Some(holder) = list.holder else { continue };
        let outer = list.path.strip_suffix(list.name()).and_then(|path| path.strip_suffix('.')).unwrap_or_default();
        if about(&beside, outer) && about(&keys(json, holder), list.name()) {
            fitting.push(list);
        }
    }
    only(fitting, |_| true)
}

fn only(lists: Vec<List>, fits: impl Fn(&List) -> bool) -> Option<List> {
    let mut fitting = lists.into_iter().filter(|list| fits(list));
    fitting.next().filter(|_| fitting.next().is_none())
}

fn keys<'j>(json: &'j Json<'_>, object: usize) -> Vec<&'j str> {
    json.members(object).map(|(key, _)| key).collect()
}

pub(crate) fn is_container(key: &str) -> bool {
    CONTAINERS.iter().any(|name| name.eq_ignore_ascii_case(key))
}

pub(crate) fn is_identity(key: &str) -> bool {
    IDENTITIES.iter().any(|name| name.eq_ignore_ascii_case(key.trim_start_matches('_')))
}

pub(crate) fn is_about(key: &str) -> bool {
    let letters: String =
        key.chars().filter(char::is_ascii_alphabetic).map(|character| character.to_ascii_lowercase()).collect();
    ABOUT.binary_search(&letters.as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted_for_the_search() {
        assert!(ABOUT.is_sorted());
    }

    #[test]
    fn spelling_does_not_matter() {
        for key in ["next_page", "nextPage", "next-page", "NEXT", "_links", "@odata.count", "total"] {
            assert!(is_about(key), "{key}");
        }
        for key in ["", "id", "name", "tags", "temperature"] {
            assert!(!is_about(key), "{key}");
        }
        assert!(is_identity("_id") && is_identity("ID") && !is_identity("idx"));
        assert!(is_container("Results") && !is_container("residents"));
    }
}
