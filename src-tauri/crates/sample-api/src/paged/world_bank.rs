//! `[{page, pages, per_page, total, sourceid, lastupdated}, [rows]]`, `per_page` as a text. A record's own is `date`: the
//! years 1905 to 2024, the last first. A parameter that is no number is an error that arrives with status 200.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::paged::asked::Asked;
use crate::paged::pages::Pages;
use crate::reply::{self, Reply};

const TOTAL: u64 = 120;
const LAST_YEAR: u64 = 2024;

pub(super) fn page(asked: &Asked) -> Reply {
    let (Some(page), Some(per_page)) = (whole(asked, "page", 1), whole(asked, "per_page", 50)) else {
        return reply::json(
            StatusCode::OK,
            &json!([{"message": [{
                "id": "120",
                "key": "Invalid value",
                "value": "The provided parameter value is not valid",
            }]}]),
        );
    };
    let pages = Pages { total: TOTAL, size: per_page };
    let rows: Vec<Value> = pages.page(page).map(|id| row(asked, id)).collect();
    let about = json!({
        "page": page,
        "pages": pages.count(),
        "per_page": per_page.to_string(),
        "total": TOTAL,
        "sourceid": "2",
        "lastupdated": "2024-12-16",
    });
    reply::json(StatusCode::OK, &json!([about, rows]))
}

fn whole(asked: &Asked, name: &str, default: u64) -> Option<u64> {
    match asked.text(name) {
        None => Some(default),
        Some(text) => text.parse::<u64>().ok().filter(|number| *number > 0),
    }
}

fn row(asked: &Asked, id: u64) -> Value {
    let country = asked.place("country").to_uppercase();
    let indicator = asked.place("indicator");
    let dice = asked.throw(&format!("{country} {indicator}"), id);
    // Years without a measurement are part of every such series.
    let value = (dice.below(12) > 0).then(|| (dice.next().below(24_000) as f64 - 6_000.0) / 1_000.0);
    json!({
        "indicator": {"id": indicator, "value": format!("Sample series {indicator}")},
        "country": {"id": country.get(..2).unwrap_or(&country), "value": format!("Country {country}")},
        "countryiso3code": country,
        "date": (LAST_YEAR + 1 - id).to_string(),
        "value": value,
        "unit": "",
        "obs_status": "",
        "decimal": 1,
    })
}
