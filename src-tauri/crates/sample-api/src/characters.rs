//! `/character`: 826 invented characters in the envelope of the Rick and Morty API.
//!
//! One: `{id, name, status, species, type, gender, origin: {name, url}, location: {name, url}, image, episode: [url],
//! url, created}`. A page: `{info: {count, pages, next, prev}, results: […20]}`, `next` and `prev` null at the ends.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, Uri};
use serde::{Deserialize, Serialize};

use crate::dice::Dice;
use crate::reply::{self, Reply};
use crate::server::Server;

const COUNT: u64 = 826;
const A_PAGE: u64 = 20;

const FIRST_NAMES: [&str; 32] = [
    "Ada",
    "Bram",
    "Celeste",
    "Dov",
    "Elif",
    "Fenna",
    "Gus",
    "Hanne",
    "Ivo",
    "Juno",
    "Kaspar",
    "Liv",
    "Milo",
    "Noor",
    "Otis",
    "Pia",
    "Quill",
    "Rosa",
    "Sven",
    "Tilda",
    "Umar",
    "Vera",
    "Wim",
    "Xenia",
    "Yara",
    "Zeno",
    "Åse",
    "Björk",
    "Chloé",
    "Dağhan",
    "Erzsébet",
    "Łucja",
];
const LAST_NAMES: [&str; 28] = [
    "Ashgrove",
    "Bell",
    "Comet",
    "Driftwood",
    "Ember",
    "Fairweather",
    "Glass",
    "Holloway",
    "Inkwell",
    "Jupiter",
    "Kestrel",
    "Lantern",
    "Marrow",
    "Nightingale",
    "Orbit",
    "Pepper",
    "Quasar",
    "Rook",
    "Saltmarsh",
    "Thistle",
    "Underhill",
    "Vortex",
    "Wren",
    "Yarrow",
    "Zephyr",
    "O'Marrow",
    "van der Moon",
    "St. Cloud",
];
const PLACES: [&str; 20] = [
    "Earth (B-12)",
    "Moss Station",
    "The Glass Sea",
    "Kepler Outpost 9",
    "Nowhere in Particular",
    "Salt Moon",
    "Port Ember",
    "Low Orbit Market",
    "Quiet Ring",
    "Lantern Hills",
    "Station Zero",
    "Old Harbour",
    "Cloud City \"Nine\"",
    "Fern Planet",
    "The Archive",
    "Windward",
    "Copper Canyon",
    "Second Dawn",
    "Drift, Inner Belt",
    "Meridian",
];
const SPECIES: [&str; 8] = ["Human", "Human", "Human", "Alien", "Robot", "Humanoid", "Animal", "Mythological Creature"];
const TYPES: [&str; 8] = ["", "", "", "", "Clockwork", "Moth-Person", "Tree Spirit", "Parasite, friendly"];
const STATUSES: [&str; 3] = ["Alive", "Dead", "unknown"];
const GENDERS: [&str; 4] = ["Female", "Male", "Genderless", "unknown"];

#[derive(Serialize)]
struct Place {
    name: &'static str,
    url: String,
}

#[derive(Serialize)]
struct Character {
    id: u64,
    name: String,
    status: &'static str,
    species: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    gender: &'static str,
    origin: Place,
    location: Place,
    image: String,
    episode: Vec<String>,
    url: String,
    created: String,
}

#[derive(Serialize)]
struct Info {
    count: u64,
    pages: u64,
    next: Option<String>,
    prev: Option<String>,
}

#[derive(Serialize)]
struct Page {
    info: Info,
    results: Vec<Character>,
}

impl Character {
    /// From 1 to [`COUNT`].
    fn number(id: u64, server: &Server) -> Option<Self> {
        if !(1..=COUNT).contains(&id) {
            return None;
        }
        let base = server.address();
        let throw = |what: &str| Dice::new(server.options.seed, &["character", what, &id.to_string()]);
        let place = |what: &str| {
            let number = throw(what).below(PLACES.len() as u64 + 1);
            match PLACES.get(number as usize) {
                Some(name) => Place { name, url: format!("{base}/location/{}", number + 1) },
                None => Place { name: "unknown", url: String::new() },
            }
        };
        let episodes = throw("episodes");
        let first_episode = 1 + episodes.below(45);
        Some(Character {
            id,
            name: format!("{} {}", throw("first").pick(&FIRST_NAMES), throw("last").pick(&LAST_NAMES)),
            status: throw("status").pick(&STATUSES),
            species: throw("species").pick(&SPECIES),
            kind: throw("type").pick(&TYPES),
            gender: throw("gender").pick(&GENDERS),
            origin: place("origin"),
            location: place("location"),
            image: format!("{base}/character/avatar/{id}.jpeg"),
            episode: (first_episode..=first_episode + episodes.next().below(7))
                .map(|episode| format!("{base}/episode/{episode}"))
                .collect(),
            url: format!("{base}/character/{id}"),
            created: format!("2017-11-{:02}T{:02}:{:02}:00.000Z", 4 + id / 60, 10 + id % 12, id % 60),
        })
    }
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    page: Option<String>,
}

pub(crate) async fn page(State(server): State<Arc<Server>>, uri: Uri, Query(wanted): Query<Wanted>) -> Reply {
    server.arrive(&uri).await;
    let link = |page: u64| format!("{}/character?page={page}", server.address());
    numbered(wanted.page.as_deref(), COUNT, &server, link)
}

/// A page of the first `count` characters, where `link` gives the address of another page.
pub(crate) fn numbered(wanted: Option<&str>, count: u64, server: &Server, link: impl Fn(u64) -> String) -> Reply {
    let pages = count.div_ceil(A_PAGE);
    let page: u64 = match wanted {
        None | Some("") => 1,
        Some(page) => page.parse().unwrap_or(0),
    };
    if !(1..=pages).contains(&page) {
        return reply::refuse(StatusCode::NOT_FOUND, "There is nothing here");
    }
    let first = (page - 1) * A_PAGE + 1;
    let last = count.min(page * A_PAGE);
    reply::json(
        StatusCode::OK,
        &Page {
            info: Info {
                count,
                pages,
                next: (page < pages).then(|| link(page + 1)),
                prev: (page > 1).then(|| link(page - 1)),
            },
            results: (first..=last).map_while(|id| Character::number(id, server)).collect(),
        },
    )
}

pub(crate) async fn one(State(server): State<Arc<Server>>, uri: Uri, Path(id): Path<String>) -> Reply {
    server.arrive(&uri).await;
    if id.contains(',') {
        let found: Vec<Character> = id
            .split(',')
            .filter_map(|id| id.trim().parse().ok())
            .filter_map(|id| Character::number(id, &server))
            .collect();
        return reply::json(StatusCode::OK, &found);
    }
    let Ok(id) = id.parse::<u64>() else {
        return reply::refuse(StatusCode::BAD_REQUEST, "Hey! you must provide an id");
    };
    match Character::number(id, &server) {
        Some(character) => reply::json(StatusCode::OK, &character),
        None => reply::refuse(StatusCode::NOT_FOUND, "Character not found"),
    }
}
