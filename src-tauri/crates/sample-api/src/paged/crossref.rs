//! `{status, message-type, message-version, message: {facets, next-cursor, total-results, items, items-per-page, query}}`.
//! A record's own is `DOI`.
//!
//! `cursor=*` asks for the first page with a `next-cursor`; without a cursor `offset` counts and there is none to go on
//! with. The cursor changes with every page and is given even after the last, where `items` is empty. It holds the signs
//! `+`, `/` and `=`: sent as they are they arrive as something else, and what arrives is refused.

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};

use crate::paged::asked::Asked;
use crate::paged::pages::Pages;
use crate::paged::words;
use crate::reply::{self, Reply};

const TOTAL: u64 = 70;

/// What stands around the number of every cursor.
const BEFORE: &str = "DnF1ZXJ5+";
const BEHIND: &str = "/Ag==";
/// Not to hide the number, only to make of it what nobody counts up on their own.
const MASK: u64 = 0x5bd1_e995_9e37_79b9;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Message {
    facets: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    total_results: u64,
    items: Vec<Value>,
    items_per_page: u64,
    query: Value,
}

pub(super) fn page(asked: &Asked) -> Reply {
    let rows = asked.number("rows").unwrap_or(20);
    let cursor = match asked.text("cursor") {
        None => None,
        Some(text) => match Cursor::read(text) {
            Some(cursor) => Some(cursor),
            None => return refusal(text),
        },
    };
    let skipped = match cursor {
        Some(cursor) => u64::from(cursor.given),
        None => asked.number("offset").unwrap_or(0),
    };
    let ids = Pages { total: TOTAL, size: rows }.after(skipped);
    let given = (ids.end - 1) as u32;
    let message = Message {
        facets: json!({}),
        next_cursor: cursor.map(|cursor| Cursor { given, turns: cursor.turns.wrapping_add(1) }.write()),
        total_results: TOTAL,
        items: ids.map(|id| work(asked, id)).collect(),
        items_per_page: rows,
        query: json!({"start-index": if cursor.is_some() { 0 } else { skipped }, "search-terms": null}),
    };
    reply::json(
        StatusCode::OK,
        &json!({"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message}),
    )
}

/// Where a walk stands.
#[derive(Clone, Copy)]
struct Cursor {
    /// Records handed out so far.
    given: u32,
    /// Pages handed out so far. They go on counting where the records have ended, so that no cursor is like another.
    turns: u32,
}

impl Cursor {
    fn write(self) -> String {
        let number = (u64::from(self.turns) << 32) | u64::from(self.given);
        format!("{BEFORE}{:016x}{BEHIND}", number ^ MASK)
    }

    fn read(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Cursor { given: 0, turns: 0 });
        }
        let masked = text.strip_prefix(BEFORE)?.strip_suffix(BEHIND)?;
        let number = u64::from_str_radix(masked, 16).ok()? ^ MASK;
        let cursor = Cursor { given: number as u32, turns: (number >> 32) as u32 };
        (u64::from(cursor.given) <= TOTAL).then_some(cursor)
    }
}

fn refusal(cursor: &str) -> Reply {
    let wrong = json!({"type": "cursor-not-valid", "value": cursor, "message": "The cursor is not valid"});
    reply::json(
        StatusCode::BAD_REQUEST,
        &json!({"status": "failed", "message-type": "validation-failure", "message": [wrong]}),
    )
}

fn work(asked: &Asked, id: u64) -> Value {
    let doi = format!("10.5555/sample.{id:04}");
    let dice = asked.throw("work", id);
    let authors: Vec<Value> = words::people(dice, 3)
        .into_iter()
        .enumerate()
        .map(|(index, (given, family))| {
            let sequence = if index == 0 { "first" } else { "additional" };
            json!({"given": given, "family": family, "sequence": sequence, "affiliation": []})
        })
        .collect();
    json!({
        "DOI": doi,
        "type": "journal-article",
        "title": [format!("Notes on the {}", words::title(id))],
        "container-title": ["Journal of Invented Coastal Studies"],
        "author": authors,
        "issued": {"date-parts": [[2000 + dice.below(24), 1 + id % 12, 1 + id % 28]]},
        "publisher": "Fixture Press",
        "is-referenced-by-count": dice.next().below(200),
        "URL": format!("http://dx.doi.org/{doi}"),
    })
}
