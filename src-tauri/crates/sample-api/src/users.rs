//! `/users`: a bare list of fifty users with a nested address, for "a list in one answer becomes fifty rows".
//!
//! `{id, name, username, email, phone, website, address: {street, suite, city, zipcode, geo: {lat, lng}}, company: {name,
//! motto}}`. Post codes begin with a zero here and there, and `lat` and `lng` are texts, as such APIs have them.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use serde::Serialize;

use crate::dice::Dice;
use crate::reply::{self, Reply};
use crate::server::Server;

const COUNT: u64 = 50;

pub(crate) const FIRST_NAMES: [&str; 20] = [
    "Amara", "Bogdan", "Carmen", "Dieter", "Esther", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kirsten", "Luca",
    "Mei", "Nadia", "Oscar", "Petra", "Rashid", "Sigrid", "Tomás", "Wanda",
];
pub(crate) const LAST_NAMES: [&str; 20] = [
    "Abbott",
    "Brandt",
    "Castillo",
    "Dubois",
    "Eriksen",
    "Fischer",
    "Garnier",
    "Haddad",
    "Ivanova",
    "Jansen",
    "Kowalski",
    "Lindqvist",
    "Moreau",
    "Novak",
    "Okafor",
    "Peeters",
    "Quist",
    "Rossi",
    "Schäfer",
    "Tanaka",
];
const STREETS: [&str; 10] = [
    "Mill Lane",
    "Harbour Road",
    "Station Street",
    "Linden Avenue",
    "Old Bridge",
    "Garden Row",
    "North Quay",
    "Chapel Hill",
    "Market Square",
    "Orchard Way",
];
const CITIES: [&str; 10] = [
    "Alderby",
    "Brückheim",
    "Castelnuevo",
    "Dunmore",
    "Eastwick",
    "Fontaine",
    "Grünau",
    "Hollybrook",
    "Isleworth",
    "Jolster",
];
const TRADES: [&str; 8] = ["Timber", "Textiles", "Optics", "Logistics", "Ceramics", "Seeds", "Instruments", "Paper"];
const MOTTOS: [&str; 6] = [
    "Made to last",
    "On time, every time",
    "Small batches, big care",
    "Quietly reliable",
    "Local since 1974",
    "\"Good enough\" is not",
];

#[derive(Serialize)]
struct Geo {
    lat: String,
    lng: String,
}

#[derive(Serialize)]
struct Address {
    street: String,
    suite: String,
    city: &'static str,
    zipcode: String,
    geo: Geo,
}

#[derive(Serialize)]
struct Company {
    name: String,
    motto: &'static str,
}

#[derive(Serialize)]
struct User {
    id: u64,
    name: String,
    username: String,
    email: String,
    phone: String,
    website: String,
    address: Address,
    company: Company,
}

pub(crate) async fn all(State(server): State<Arc<Server>>, uri: Uri) -> Reply {
    server.arrive(&uri).await;
    let users: Vec<User> = (1..=COUNT).map(|id| user(id, server.options.seed)).collect();
    reply::json(StatusCode::OK, &users)
}

fn user(id: u64, seed: u64) -> User {
    let throw = |what: &str| Dice::new(seed, &["user", what, &id.to_string()]);
    let degrees = |what: &str, most: u64| {
        let whole = throw(what).below(2 * most) as i64 - most as i64;
        format!("{whole}.{:04}", throw(what).next().below(10_000))
    };
    let first = throw("first").pick(&FIRST_NAMES);
    let last = throw("last").pick(&LAST_NAMES);
    // Names repeat among fifty; the number keeps the user name its own.
    let username = format!("{}{id}", first.to_lowercase());
    User {
        id,
        name: format!("{first} {last}"),
        email: format!("{username}@example.com"),
        phone: format!("+00 {:03} {:04}", throw("area").below(1000), throw("line").below(10_000)),
        website: format!("{username}.example.org"),
        username,
        address: Address {
            street: format!("{} {}", throw("house").below(200) + 1, throw("street").pick(&STREETS)),
            suite: format!("Apt. {}", throw("suite").below(90) + 1),
            city: throw("city").pick(&CITIES),
            zipcode: format!("{:05}", throw("zip").below(100_000)),
            geo: Geo { lat: degrees("lat", 90), lng: degrees("lng", 180) },
        },
        company: Company {
            name: format!("{last} {}", throw("trade").pick(&TRADES)),
            motto: throw("motto").pick(&MOTTOS),
        },
    }
}
