//! `/paged/…`: records in pages, handed out the ways of well-known APIs, with data of our own.
//!
//! | route below `/paged`, all `GET` | records | what is asked | what tells of more |
//! |---|---|---|---|
//! | `/rick-and-morty/character` | 83 | `page`, of 20 | the addresses in `info`; 404 past the end |
//! | `/pokeapi/pokemon` | 65 | `limit=20`, `offset=0` | the address in `next` |
//! | `/world-bank/country/{country}/indicator/{indicator}` | 120 | `per_page=50`, `page` | `pages` in the first of two elements |
//! | `/github/users/{user}/repos` | 65 | `per_page=30` (at most 100), `page` | the header `Link` |
//! | `/crossref/works` | 70 | `rows=20`, `cursor=*` | `next-cursor`, also after the last |
//! | `/openfda/drug/label.json` | 45 | `limit=10`, `skip=0` | `total` in `meta.results`; 404 past the end |
//! | `/treasury/rates` | 55 | `page[number]`, `page[size]=20` | `total-pages` in `meta`, query fragments in `links` |
//! | `/arxiv/query` | 34 | `start=0`, `max_results=10` | `opensearch:totalResults`, in Atom |
//! | `/jsonplaceholder/posts` | 100 | `_page`, `_limit=10` | the headers `X-Total-Count` and `Link` |
//! | `/coingecko/coins` | 60 | `per_page=25` (at most 250), `page` | nothing; `[]` past the end |
//! | `/openlibrary/search.json` | 230 | `q`, `page`, `limit=100` | `numFound` |
//! | `/faulty/…` | | see [`faulty`] | what is not so |

mod arxiv;
mod asked;
mod coingecko;
mod crossref;
mod faulty;
mod github;
mod jsonplaceholder;
mod link;
mod openfda;
mod openlibrary;
mod pages;
mod pokeapi;
mod rick_and_morty;
mod treasury;
mod words;
mod world_bank;

use std::sync::Arc;

use axum::Router;
use axum::routing::put;

use crate::server::Server;
use asked::answers;

pub(crate) fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/paged/rick-and-morty/character", answers(rick_and_morty::page))
        .route("/paged/pokeapi/pokemon", answers(pokeapi::page))
        .route("/paged/world-bank/country/{country}/indicator/{indicator}", answers(world_bank::page))
        .route("/paged/github/users/{user}/repos", answers(github::page))
        .route("/paged/crossref/works", answers(crossref::page))
        .route("/paged/openfda/drug/label.json", answers(openfda::page))
        .route("/paged/treasury/rates", answers(treasury::page))
        .route("/paged/arxiv/query", answers(arxiv::page))
        .route("/paged/jsonplaceholder/posts", answers(jsonplaceholder::page))
        .route("/paged/coingecko/coins", answers(coingecko::page))
        .route("/paged/openlibrary/search.json", answers(openlibrary::page))
        .route("/paged/faulty/repeats", answers(faulty::repeats))
        .route("/paged/faulty/cursor-loops", answers(faulty::cursor_loops))
        .route("/paged/faulty/short", answers(faulty::short))
        .route("/paged/faulty/endless", answers(faulty::endless))
        .route("/paged/faulty/fails", answers(faulty::fails))
        .route("/paged/faulty/mend", put(faulty::mend).post(faulty::mend))
}
