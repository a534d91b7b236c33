use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Uri, header};
use axum::routing::{MethodRouter, get};

use crate::dice::Dice;
use crate::reply::Reply;
use crate::server::Server;

/// What a page was asked for with, and at which address.
pub(super) struct Asked {
    pub(super) server: Arc<Server>,
    /// `http://HOST`, by the name that the client has for this server.
    pub(super) base: String,
    uri: Uri,
    places: HashMap<String, String>,
    query: HashMap<String, String>,
}

/// A route that answers by what it is asked alone.
pub(super) fn answers(answer: fn(&Asked) -> Reply) -> MethodRouter<Arc<Server>> {
    get(
        move |State(server): State<Arc<Server>>,
              uri: Uri,
              headers: HeaderMap,
              Path(places): Path<HashMap<String, String>>,
              Query(query): Query<HashMap<String, String>>| async move {
            server.arrive(&uri).await;
            let base = match headers.get(header::HOST).and_then(|host| host.to_str().ok()) {
                Some(host) => format!("http://{host}"),
                None => server.address(),
            };
            answer(&Asked { server, base, uri, places, query })
        },
    )
}

impl Asked {
    /// A part of the path, by its name in the route.
    pub(super) fn place(&self, name: &str) -> &str {
        self.places.get(name).map_or("", String::as_str)
    }

    /// A parameter of the query. An empty one counts as none.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// A parameter that counts from 0. What is no number counts as none, as most of these APIs have it.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.text(name)?.parse().ok()
    }

    /// A parameter that counts from 1.
    pub(super) fn count(&self, name: &str, default: u64) -> u64 {
        self.number(name).filter(|number| *number > 0).unwrap_or(default)
    }

    /// The whole address with other numbers in it; the other parameters stay as they were written.
    pub(super) fn again(&self, numbers: &[(&str, u64)]) -> String {
        let written = self.uri.query().unwrap_or_default();
        let kept = written.split('&').filter(|pair| {
            let name = pair.split_once('=').map_or(*pair, |(name, _)| name);
            !name.is_empty() && numbers.iter().all(|(other, _)| *other != name)
        });
        let changed = numbers.iter().map(|(name, number)| format!("{name}={number}"));
        let pairs: Vec<String> = kept.map(str::to_owned).chain(changed).collect();
        format!("{}{}?{}", self.base, self.uri.path(), pairs.join("&"))
    }

    /// What is thrown for a record, the same on whatever page it stands.
    pub(super) fn throw(&self, what: &str, id: u64) -> Dice {
        Dice::new(self.server.options.seed, &["paged", what, &id.to_string()])
    }
}
