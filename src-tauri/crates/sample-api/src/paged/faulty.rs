//! Pages that are not what they say. A page is ten records `{id, name}`, `page` counts from 1.
//!
//! | route below `/paged/faulty` | what is wrong |
//! |---|---|
//! | `/repeats?page=` | says `{page, pages: 6}`, but page 3 comes again and again |
//! | `/cursor-loops?cursor=` | the `next_cursor` of the third page is that of the first |
//! | `/short?page=` | says `{total: 50}`, but the fifth page has five records and the sixth none: 45 |
//! | `/endless?page=` | there is always another page, and nothing says how many |
//! | `/fails?page=&fail=7` | of `{page, pages: 9, total: 90}` one page, 0 for none, answers 500 |
//! | `PUT` or `POST /mend` | ends the failing for as long as this server runs |

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use serde_json::{Value, json};

use crate::paged::asked::Asked;
use crate::paged::pages::Pages;
use crate::paged::words;
use crate::reply::{self, Reply};
use crate::server::Server;

const A_PAGE: u64 = 10;
const SECOND: &str = "c2Vjb25k";
const THIRD: &str = "dGhpcmQ=";

pub(super) fn repeats(asked: &Asked) -> Reply {
    let page = asked.count("page", 1);
    let results = records(asked, 60, page.min(3));
    reply::json(StatusCode::OK, &json!({"page": page, "pages": 6, "results": results}))
}

pub(super) fn cursor_loops(asked: &Asked) -> Reply {
    let (page, next) = match asked.text("cursor") {
        None => (1, SECOND),
        Some(SECOND) => (2, THIRD),
        Some(THIRD) => (3, SECOND),
        Some(_) => return reply::refuse(StatusCode::BAD_REQUEST, "This cursor was never given."),
    };
    reply::json(StatusCode::OK, &json!({"results": records(asked, 30, page), "next_cursor": next}))
}

pub(super) fn short(asked: &Asked) -> Reply {
    let results = records(asked, 45, asked.count("page", 1));
    reply::json(StatusCode::OK, &json!({"total": 50, "results": results}))
}

pub(super) fn endless(asked: &Asked) -> Reply {
    let page = asked.count("page", 1);
    reply::json(StatusCode::OK, &json!({"page": page, "results": records(asked, u64::MAX - 1, page)}))
}

pub(super) fn fails(asked: &Asked) -> Reply {
    let page = asked.count("page", 1);
    let fault = asked.number("fail").unwrap_or(7);
    if page == fault && !asked.server.mended.load(Ordering::Relaxed) {
        return reply::refuse(StatusCode::INTERNAL_SERVER_ERROR, "This page is broken until it is mended.");
    }
    let results = records(asked, 90, page);
    reply::json(StatusCode::OK, &json!({"page": page, "pages": 9, "total": 90, "results": results}))
}

pub(super) async fn mend(State(server): State<Arc<Server>>, uri: Uri) -> Reply {
    server.arrive(&uri).await;
    server.mended.store(true, Ordering::Relaxed);
    reply::json(StatusCode::OK, &json!({"mended": true}))
}

fn records(asked: &Asked, total: u64, page: u64) -> Vec<Value> {
    let one = |id: u64| {
        let (first, last) = words::person(asked.throw("faulty", id));
        json!({"id": id, "name": format!("{first} {last}")})
    };
    Pages { total, size: A_PAGE }.page(page).map(one).collect()
}
