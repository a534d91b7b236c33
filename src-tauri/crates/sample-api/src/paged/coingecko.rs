//! A bare list, and nothing that says how long it is: the page past the end is `[]`. A record's own is `id`, a text.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::paged::asked::Asked;
use crate::paged::pages::Pages;
use crate::paged::words;
use crate::reply::{self, Reply};

const TOTAL: u64 = 60;
const LARGEST_PAGE: u64 = 250;

pub(super) fn page(asked: &Asked) -> Reply {
    let pages = Pages { total: TOTAL, size: asked.count("per_page", 25).min(LARGEST_PAGE) };
    let coins: Vec<Value> = pages.page(asked.count("page", 1)).map(|id| coin(asked, id)).collect();
    reply::json(StatusCode::OK, &coins)
}

fn coin(asked: &Asked, rank: u64) -> Value {
    let (quality, thing) = words::pair(rank);
    let slug = format!("{quality}-{thing}").to_lowercase();
    let dice = asked.throw("coin", rank);
    let cents = dice.below(2_000_000) / rank;
    json!({
        "id": slug,
        "symbol": format!("{}{}", &quality[..2], &thing[..1]).to_lowercase(),
        "name": words::title(rank),
        "image": format!("https://coins.example.org/{slug}.png"),
        "current_price": cents as f64 / 100.0,
        "market_cap": (TOTAL + 1 - rank) * 1_000_000_000 + dice.next().below(1_000_000_000),
        "market_cap_rank": rank,
        "total_volume": dice.below(40_000_000),
        "price_change_percentage_24h": (dice.below(2_000) as f64 - 1_000.0) / 100.0,
        "max_supply": (dice.below(3) > 0).then_some(21_000_000 * rank),
        "last_updated": "2024-06-03T12:00:00.000Z",
    })
}
