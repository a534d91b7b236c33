use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use serde::Serialize;

pub(crate) type Reply = Response<Body>;

#[derive(Serialize)]
struct Refusal<'a> {
    error: &'a str,
}

pub(crate) fn json(status: StatusCode, value: &impl Serialize) -> Reply {
    // Our own records always serialise: they hold texts and numbers only.
    let body = serde_json::to_vec(value).expect("a sample record serialises");
    let mut reply = Response::new(Body::from(body));
    *reply.status_mut() = status;
    let headers = reply.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::SERVER, HeaderValue::from_static("fetchgrid-sample-api"));
    reply
}

/// `{"error": "…"}`
pub(crate) fn refuse(status: StatusCode, error: &str) -> Reply {
    json(status, &Refusal { error })
}
