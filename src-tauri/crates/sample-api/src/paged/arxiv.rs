//! An Atom feed with `opensearch:totalResults`, `opensearch:startIndex` and `opensearch:itemsPerPage`, and in each `entry` as
//! many `author` as it has. A record's own is `id`. The shape is that of `answers/arxiv.xml`.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{HeaderValue, header};

use crate::paged::asked::Asked;
use crate::paged::pages::Pages;
use crate::paged::words;
use crate::reply::Reply;

const TOTAL: u64 = 34;
const CATEGORIES: [&str; 4] = ["cs.DB", "cs.IR", "cs.NI", "math.CO"];

pub(super) fn page(asked: &Asked) -> Reply {
    let start = asked.number("start").unwrap_or(0);
    let size = asked.number("max_results").unwrap_or(10);
    let link = escaped(&asked.again(&[("start", start), ("max_results", size)]));
    let query = escaped(asked.text("search_query").unwrap_or_default());
    let entries: String = Pages { total: TOTAL, size }.after(start).map(|id| entry(asked, id)).collect();
    let feed = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <link href="{link}" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: search_query={query}&amp;id_list=&amp;start={start}&amp;max_results={size}</title>
  <id>http://arxiv.org/api/sAmPlE{start:07}</id>
  <updated>2024-06-03T00:00:00-04:00</updated>
  <opensearch:totalResults>{TOTAL}</opensearch:totalResults>
  <opensearch:startIndex>{start}</opensearch:startIndex>
  <opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>
{entries}</feed>
"#
    );
    let mut reply = Reply::new(Body::from(feed));
    reply.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8"));
    reply
}

fn entry(asked: &Asked, id: u64) -> String {
    let dice = asked.throw("paper", id);
    let category = dice.pick(&CATEGORIES);
    let day = 1 + id % 28;
    let mut authors = String::new();
    for (given, family) in words::people(dice, 4) {
        // Writing into a text cannot fail.
        let _ =
            write!(authors, "    <author>\n      <name>{} {}</name>\n    </author>\n", escaped(given), escaped(family));
    }
    format!(
        r#"  <entry>
    <id>http://arxiv.org/abs/2405.{id:05}v1</id>
    <updated>2024-05-{day:02}T10:22:07Z</updated>
    <published>2024-05-{day:02}T10:22:07Z</published>
    <title>Tables of the {title}</title>
    <summary>  We count rows &amp; columns for $2 &lt; d &lt; {id}$.
</summary>
{authors}    <link href="http://arxiv.org/abs/2405.{id:05}v1" rel="alternate" type="text/html"/>
    <arxiv:primary_category term="{category}" scheme="http://arxiv.org/schemas/atom"/>
    <category term="{category}" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
"#,
        title = words::title(id),
    )
}

fn escaped(text: &str) -> String {
    // A query can hold control characters, XML cannot.
    let text: String = text.chars().filter(|sign| !sign.is_control()).collect();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
