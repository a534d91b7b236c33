//! `{numFound, start, numFoundExact, num_found, q, offset, docs: […100]}`, the same books whatever `q` asks for. A record's own
//! is `key`.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::paged::asked::Asked;
use crate::paged::pages::Pages;
use crate::paged::words;
use crate::reply::{self, Reply};

const TOTAL: u64 = 230;
const LANGUAGES: [&str; 4] = ["eng", "fre", "ger", "spa"];

pub(super) fn page(asked: &Asked) -> Reply {
    let pages = Pages { total: TOTAL, size: asked.count("limit", 100) };
    let offset = asked.number("offset");
    let start = offset.unwrap_or_else(|| pages.before(asked.count("page", 1)));
    let docs: Vec<Value> = pages.after(start).map(|id| book(asked, id)).collect();
    reply::json(
        StatusCode::OK,
        &json!({
            "numFound": TOTAL,
            "start": start,
            "numFoundExact": true,
            "num_found": TOTAL,
            "q": asked.text("q").unwrap_or_default(),
            "offset": offset,
            "docs": docs,
        }),
    )
}

fn book(asked: &Asked, id: u64) -> Value {
    let dice = asked.throw("book", id);
    let people = words::people(dice, 2);
    let names: Vec<String> = people.iter().map(|(first, last)| format!("{first} {last}")).collect();
    json!({
        "author_name": names,
        "edition_count": 1 + dice.below(40),
        "first_publish_year": 1890 + dice.next().below(134),
        "has_fulltext": dice.below(2) == 0,
        "key": format!("/works/OL{}W", 9_990_000 + id),
        "language": [dice.pick(&LANGUAGES)],
        "title": format!("The {}", words::title(id)),
    })
}
