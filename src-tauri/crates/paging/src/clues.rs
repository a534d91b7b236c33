//! Names by which APIs speak of pages, and the places of an answer that bear them.

use fetchgrid_model::{TreeKind, TreeNode};
use fetchgrid_shape::outline;

/// A single value of an answer, outside of its records.
pub(crate) struct Clue {
    pub(crate) path: String,
    /// The last key of the path, and the one before it, in small letters without punctuation.
    key: String,
    parent: String,
    pub(crate) text: String,
    pub(crate) is_text: bool,
}

/// Levels of objects that are looked at.
const LEVELS: usize = 5;

/// The single values of an answer that are in no list of more than two.
pub(crate) fn clues(json: &str) -> Vec<Clue> {
    let mut clues = Vec::new();
    if let Ok(root) = outline(json) {
        collect(&root, "", 0, &mut clues);
    }
    clues
}

fn collect(node: &TreeNode, parent: &str, level: usize, clues: &mut Vec<Clue>) {
    let key = letters(&node.key);
    match node.kind {
        TreeKind::Object if level < LEVELS => {
            node.children.iter().for_each(|child| collect(child, &key, level + 1, clues));
        }
        // `[{paging}, [rows]]`
        TreeKind::List if level == 0 && node.count == 2 => {
            node.children.iter().take(1).for_each(|child| collect(child, &key, level + 1, clues));
        }
        TreeKind::Text | TreeKind::Number => clues.push(Clue {
            path: node.path.clone(),
            key,
            parent: parent.to_owned(),
            text: node.text.clone(),
            is_text: node.kind == TreeKind::Text,
        }),
        _ => {}
    }
}

/// The name of a parameter, or the last one of a place in the body.
fn last_name(parameter: &str) -> String {
    letters(parameter.strip_prefix("$.").map_or(parameter, |place| place.rsplit('.').next().unwrap_or(place)))
}

/// Small letters and digits only; `#text` and prefixes of XML are no part of a name.
pub(crate) fn letters(key: &str) -> String {
    let key = key.rsplit(':').next().unwrap_or(key);
    key.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

impl Clue {
    fn is_called(&self, names: &[&str]) -> bool {
        // XML has the text of an element with attributes one level further down.
        let name = if self.key == "text" && self.path.contains("#text") { &self.parent } else { &self.key };
        names.contains(&name.as_str())
    }

    pub(crate) fn number(&self) -> Option<u64> {
        self.text.trim().parse().ok()
    }

    pub(crate) fn is_next_address(&self) -> bool {
        let is_address = ["http://", "https://", "/", "?", "&"].iter().any(|begin| self.text.starts_with(begin));
        let is_next =
            self.is_called(&["next", "nextlink", "nexturl", "nextpage", "nextpageurl", "nextpagelink", "nexthref"])
                || self.is_called(&["odatanextlink"])
                || self.is_called(&["href", "url"]) && self.parent == "next";
        self.is_text && is_address && is_next
    }

    pub(crate) fn is_cursor(&self) -> bool {
        let is_one = self.is_called(&[
            "nextcursor",
            "nextpagetoken",
            "nexttoken",
            "nextpageid",
            "continuationtoken",
            "continuation",
            "endcursor",
            "nextmarker",
            "searchafter",
            "scrollid",
            "nextoffsettoken",
            "cursornext",
            "after",
            "cursor",
        ]);
        is_one && !self.text.is_empty() && !self.is_next_address()
    }

    pub(crate) fn is_page_count(&self) -> bool {
        self.is_called(&[
            "totalpages",
            "pages",
            "pagecount",
            "lastpage",
            "numpages",
            "numberofpages",
            "pagestotal",
            "npages",
        ]) && self.number().is_some()
    }

    pub(crate) fn is_record_count(&self) -> bool {
        self.is_called(&[
            "total",
            "totalcount",
            "totalresults",
            "totalitems",
            "totalrecords",
            "totalhits",
            "totalelements",
            "numfound",
            "count",
            "found",
            "recordstotal",
            "nbhits",
            "hits",
            "resultcount",
            "totalsize",
            "odatacount",
            "itemcount",
        ]) && self.number().is_some()
    }

    /// The number of the page that this is.
    pub(crate) fn is_page_number(&self) -> bool {
        self.is_called(&["page", "currentpage", "pagenumber", "pageno", "pageindex"]) && self.number().is_some()
    }

    pub(crate) fn is_offset(&self) -> bool {
        self.is_called(&["offset", "skip", "start", "startindex", "from"]) && self.number().is_some()
    }

    /// The parameter that a value of this name is most likely sent back with.
    pub(crate) fn key_as_written(&self) -> &str {
        let last = self.path.rsplit(['.', '[']).next().unwrap_or(&self.path);
        last.trim_matches(['\'', ']', '"'])
    }
}

/// Parameters that number pages, and those that count the records before one.
pub(crate) fn is_page_parameter(name: &str) -> bool {
    ["page", "p", "pg", "pagenumber", "pageno", "pagenum", "currentpage", "pageindex"]
        .contains(&last_name(name).as_str())
}

pub(crate) fn is_offset_parameter(name: &str) -> bool {
    ["offset", "skip", "start", "startindex", "from", "startat"].contains(&last_name(name).as_str())
}

pub(crate) fn is_cursor_parameter(name: &str) -> bool {
    [
        "cursor",
        "pagetoken",
        "nexttoken",
        "after",
        "continuationtoken",
        "continuation",
        "nextpagetoken",
        "marker",
        "searchafter",
    ]
    .contains(&last_name(name).as_str())
}
