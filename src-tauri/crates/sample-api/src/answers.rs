//! Answers in the shapes of well-known APIs, with data of our own: wrapped and nested, keyed by ID, column by column, as XML,
//! CSV and HTML.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Response, StatusCode, Uri, header};

use crate::reply::{self, Reply};
use crate::server::Server;

const JSON: &str = "application/json; charset=utf-8";

macro_rules! answers {
    ($($name:literal as $kind:expr),+ $(,)?) => {
        &[$(($name, $kind, include_str!(concat!("../answers/", $name)))),+]
    };
}

/// Name, content type and body.
const ANSWERS: &[(&str, &str, &str)] = answers![
    "arxiv.xml" as "application/atom+xml; charset=utf-8",
    "crossref.json" as JSON,
    "events.ndjson" as "application/x-ndjson",
    "github-repos.json" as JSON,
    "graphql.json" as JSON,
    "json-api.json" as "application/vnd.api+json",
    "jsonplaceholder-users.json" as JSON,
    "nhtsa-vin.json" as JSON,
    "open-meteo.json" as JSON,
    "openfda.json" as JSON,
    "openlibrary.json" as JSON,
    "pokeapi-item.json" as JSON,
    "pokeapi-list.json" as JSON,
    "rick-and-morty.json" as JSON,
    "treasury.json" as JSON,
    "usgs.csv" as "text/csv; charset=utf-8",
    "wikipedia-table.html" as "text/html; charset=utf-8",
    "world-bank.json" as JSON,
    "zippopotam.json" as JSON,
];

pub(crate) async fn one(State(server): State<Arc<Server>>, uri: Uri, Path(name): Path<String>) -> Reply {
    server.arrive(&uri).await;
    let Some((_, kind, body)) = ANSWERS.iter().find(|(known, ..)| *known == name) else {
        return reply::refuse(StatusCode::NOT_FOUND, "There is no answer of this name.");
    };
    let mut response = Response::new(Body::from(*body));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
