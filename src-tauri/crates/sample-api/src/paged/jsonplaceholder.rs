//! A bare list. `_page` makes pages of ten or of `_limit`, with the headers `X-Total-Count` and `Link`; `_limit` alone cuts
//! the list off, with the first header; without either the list is whole and there is neither. A record's own is `id`.

use axum::http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::paged::asked::Asked;
use crate::paged::pages::Pages;
use crate::paged::{link, words};
use crate::reply::{self, Reply};

const TOTAL: u64 = 100;
const A_PAGE: u64 = 10;
const BY_ONE_USER: u64 = 10;

pub(super) fn page(asked: &Asked) -> Reply {
    let in_pages = asked.text("_page").is_some();
    let cut_off = asked.text("_limit").is_some();
    let page = asked.count("_page", 1);
    let pages = Pages { total: TOTAL, size: asked.count("_limit", if in_pages { A_PAGE } else { TOTAL }) };
    let last = pages.count();
    let posts: Vec<Value> = pages.page(page).map(|id| post(asked, id)).collect();
    let mut reply = reply::json(StatusCode::OK, &posts);
    if in_pages || cut_off {
        reply.headers_mut().insert(HeaderName::from_static("x-total-count"), HeaderValue::from(TOTAL));
    }
    if in_pages && last > 1 && page <= last {
        let to = |page: u64| asked.again(&[("_page", page)]);
        link::add(
            &mut reply,
            &[
                ("first", Some(to(1))),
                ("prev", (page > 1).then(|| to(page - 1))),
                ("next", (page < last).then(|| to(page + 1))),
                ("last", Some(to(last))),
            ],
        );
    }
    reply
}

fn post(asked: &Asked, id: u64) -> Value {
    let (quality, thing) = words::pair(id);
    let (first, last) = words::person(asked.throw("post", id));
    json!({
        "userId": 1 + (id - 1) / BY_ONE_USER,
        "id": id,
        "title": format!("{quality} {thing}").to_lowercase(),
        "body": format!("{first} {last} was at the {thing}.\nIt was {}.", quality.to_lowercase()),
    })
}
