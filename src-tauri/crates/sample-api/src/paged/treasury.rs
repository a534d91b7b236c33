//! `{data: […], meta: {count, labels, dataTypes, total-count, total-pages}, links: {self, first, prev, next, last}}`. Every
//! value is a text, also the numbers; the links are fragments of a query, or null. A record's own is `src_line_nbr`.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use crate::paged::asked::Asked;
use crate::paged::pages::Pages;
use crate::reply::{self, Reply};

const TOTAL: u64 = 55;

/// Name, label and type.
const FIELDS: [(&str, &str, &str); 6] = [
    ("record_date", "Record Date", "DATE"),
    ("country", "Country", "STRING"),
    ("currency", "Currency", "STRING"),
    ("country_currency_desc", "Country - Currency Description", "STRING"),
    ("exchange_rate", "Exchange Rate", "NUMBER"),
    ("src_line_nbr", "Source Line Number", "INTEGER"),
];

/// Eleven countries and five dates are the 55 records.
const COUNTRIES: [(&str, &str); 11] = [
    ("Albania", "Lek"),
    ("Antigua & Barbuda", "E. Caribbean Dollar"),
    ("Brazil", "Real"),
    ("Denmark", "Krone"),
    ("Euro Zone", "Euro"),
    ("Ghana", "Cedi"),
    ("Iceland", "Krona"),
    ("Kenya", "Shilling"),
    ("Lebanon", "Pound"),
    ("Nepal", "Rupee"),
    ("Vietnam", "Dong"),
];
const DATES: [&str; 5] = ["2023-03-31", "2023-06-30", "2023-09-30", "2023-12-31", "2024-03-31"];

pub(super) fn page(asked: &Asked) -> Reply {
    let page = asked.count("page[number]", 1);
    let size = asked.count("page[size]", 20);
    let pages = Pages { total: TOTAL, size };
    let last = pages.count();
    let data: Vec<Value> = pages.page(page).map(|id| rate(asked, id)).collect();
    let link = |page: u64| format!("&page%5Bnumber%5D={page}&page%5Bsize%5D={size}");
    let labels: Map<String, Value> =
        FIELDS.map(|(name, label, _)| (name.to_owned(), json!(label))).into_iter().collect();
    let types: Map<String, Value> = FIELDS.map(|(name, _, kind)| (name.to_owned(), json!(kind))).into_iter().collect();
    reply::json(
        StatusCode::OK,
        &json!({
            "data": data,
            "meta": {
                "count": data.len(),
                "labels": labels,
                "dataTypes": types,
                "total-count": TOTAL,
                "total-pages": last,
            },
            "links": {
                "self": link(page),
                "first": link(1),
                "prev": (page > 1).then(|| link(page - 1)),
                "next": (page < last).then(|| link(page + 1)),
                "last": link(last),
            },
        }),
    )
}

fn rate(asked: &Asked, id: u64) -> Value {
    let index = (id - 1) as usize;
    let (country, currency) = COUNTRIES[index % COUNTRIES.len()];
    let dice = asked.throw("rate", id);
    json!({
        "record_date": DATES[index / COUNTRIES.len() % DATES.len()],
        "country": country,
        "currency": currency,
        "country_currency_desc": format!("{country}-{currency}"),
        "exchange_rate": format!("{}.{:03}", dice.below(1_500), dice.next().below(1_000)),
        "src_line_nbr": id.to_string(),
    })
}
