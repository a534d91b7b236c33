//! `{count, next, previous, results: [{name, url}]}`, `next` and `previous` whole addresses or null. A record's own are
//! `name` and `url`.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::paged::asked::Asked;
use crate::paged::pages::Pages;
use crate::paged::words;
use crate::reply::{self, Reply};

const TOTAL: u64 = 65;

pub(super) fn page(asked: &Asked) -> Reply {
    let limit = asked.count("limit", 20);
    let offset = asked.number("offset").unwrap_or(0);
    let link = |offset: u64| asked.again(&[("offset", offset), ("limit", limit)]);
    let after = offset.saturating_add(limit);
    let results: Vec<Value> =
        Pages { total: TOTAL, size: limit }.after(offset).map(|id| pokemon(&asked.base, id)).collect();
    reply::json(
        StatusCode::OK,
        &json!({
            "count": TOTAL,
            "next": (after < TOTAL).then(|| link(after)),
            "previous": (offset > 0).then(|| link(offset.saturating_sub(limit))),
            "results": results,
        }),
    )
}

fn pokemon(base: &str, id: u64) -> Value {
    let (quality, thing) = words::pair(id);
    json!({
        "name": format!("{quality}{thing}").to_lowercase(),
        "url": format!("{base}/paged/pokeapi/pokemon/{id}/"),
    })
}
