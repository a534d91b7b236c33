//! `{meta: {disclaimer, …, results: {skip, limit, total}}, results: […]}`; what finds nothing, such as a page past the end, is
//! a 404 with `{"error": {"code": "NOT_FOUND", "message": "No matches found!"}}`. A record's own is `id`.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::paged::asked::Asked;
use crate::paged::pages::Pages;
use crate::paged::words;
use crate::reply::{self, Reply};

const TOTAL: u64 = 45;
const ROUTES: [&str; 4] = ["ORAL", "TOPICAL", "NASAL", "OPHTHALMIC"];

pub(super) fn page(asked: &Asked) -> Reply {
    let limit = asked.count("limit", 10);
    let skip = asked.number("skip").unwrap_or(0);
    if skip >= TOTAL {
        return reply::json(
            StatusCode::NOT_FOUND,
            &json!({"error": {"code": "NOT_FOUND", "message": "No matches found!"}}),
        );
    }
    let results: Vec<Value> = Pages { total: TOTAL, size: limit }.after(skip).map(|id| label(asked, id)).collect();
    reply::json(
        StatusCode::OK,
        &json!({
            "meta": {
                "disclaimer": "Sample records. They describe no real product; take no medical decision from them.",
                "last_updated": "2024-05-31",
                "results": {"skip": skip, "limit": limit, "total": TOTAL},
            },
            "results": results,
        }),
    )
}

fn label(asked: &Asked, id: u64) -> Value {
    let dice = asked.throw("label", id);
    let (quality, thing) = words::pair(id);
    json!({
        "id": format!("{:08x}-7a14-4c0e-9d6b-{id:012x}", dice.number() >> 32),
        "effective_time": format!("20{:02}{:02}{:02}", 18 + dice.below(7), 1 + id % 12, 1 + id % 28),
        "version": (1 + dice.next().below(20)).to_string(),
        "purpose": ["Sample"],
        "openfda": {
            "brand_name": [format!("{quality}{}in", thing.to_lowercase())],
            "manufacturer_name": [format!("{thing} Remedies, Inc.")],
            "product_ndc": [format!("00000-{id:03}")],
            "route": [dice.pick(&ROUTES)],
        },
    })
}
