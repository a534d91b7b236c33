use axum::http::{HeaderValue, header};

use crate::reply::Reply;

/// Adds `Link: <address>; rel="next", …` (RFC 8288), or nothing when there is nowhere to go.
pub(super) fn add(reply: &mut Reply, links: &[(&str, Option<String>)]) {
    let written: Vec<String> = links
        .iter()
        .filter_map(|(relation, address)| Some(format!("<{}>; rel=\"{relation}\"", address.as_deref()?)))
        .collect();
    if written.is_empty() {
        return;
    }
    // An address that no header can hold was asked for with one that hardly arrives here: then there is no link.
    if let Ok(value) = HeaderValue::try_from(written.join(", ")) {
        reply.headers_mut().insert(header::LINK, value);
    }
}
