//! A bare list; the header `Link` names the pages `prev`, `next`, `last` and `first` as far as there are any. A record's own
//! is `id`.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::paged::asked::Asked;
use crate::paged::pages::Pages;
use crate::paged::{link, words};
use crate::reply::{self, Reply};

const TOTAL: u64 = 65;
const LARGEST_PAGE: u64 = 100;
const LANGUAGES: [&str; 5] = ["Rust", "Go", "TypeScript", "Python", "C"];

pub(super) fn page(asked: &Asked) -> Reply {
    let page = asked.count("page", 1);
    let pages = Pages { total: TOTAL, size: asked.count("per_page", 30).min(LARGEST_PAGE) };
    let last = pages.count();
    let repos: Vec<Value> = pages.page(page).map(|id| repo(asked, id)).collect();
    let mut reply = reply::json(StatusCode::OK, &repos);
    let to = |page: u64| asked.again(&[("page", page)]);
    link::add(
        &mut reply,
        &[
            ("prev", (page > 1).then(|| to(last.min(page - 1)))),
            ("next", (page < last).then(|| to(page + 1))),
            ("last", (page != last).then(|| to(last))),
            ("first", (page > 1).then(|| to(1))),
        ],
    );
    reply
}

fn repo(asked: &Asked, id: u64) -> Value {
    let user = asked.place("user");
    let (quality, thing) = words::pair(id);
    let name = format!("{quality}-{thing}").to_lowercase();
    let dice = asked.throw("repo", id);
    let language = (dice.below(6) > 0).then(|| dice.next().pick(&LANGUAGES));
    json!({
        "id": 640_000_000 + id,
        "name": name,
        "full_name": format!("{user}/{name}"),
        "private": false,
        "owner": {"login": user, "id": 168_204_417, "type": "User", "site_admin": false},
        "html_url": format!("https://github.com/{user}/{name}"),
        "description": (dice.below(4) > 0).then(|| format!("Everything about the {quality} {thing}")),
        "fork": dice.below(5) == 0,
        "created_at": format!("2023-{:02}-{:02}T08:15:00Z", 1 + id % 12, 1 + id % 28),
        "stargazers_count": dice.below(900),
        "language": language,
        "license": (dice.below(3) > 0).then(|| json!({"key": "mit", "name": "MIT License", "spdx_id": "MIT"})),
        "topics": [quality.to_lowercase(), thing.to_lowercase()],
        "visibility": "public",
        "default_branch": "main",
    })
}
