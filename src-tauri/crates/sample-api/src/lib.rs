//! The embedded sample API: a real HTTP server on a loopback port, with no network and no account behind it.
//!
//! It is what *Try the sample* fetches from, and what tests and benches are run against. Everything that it answers is
//! decided by a hash of the seed and the path, so that two servers with one seed answer alike in whatever order they are
//! asked. It is not a mock of any particular service and keeps no state but a small count of how often an ailing record
//! was asked for, and whether the faulty page was mended.
//!
//! | route | answer |
//! |---|---|
//! | `GET /` | what there is to ask for |
//! | `GET /inventory/{type}?id=` | one record of `products` or `materials`, see *Inventory* below |
//! | `POST /inventory/{type}` with `{"id": "5"}` | the same |
//! | `GET /character/{id}`, `/character/{id},{id}` | one character, or a list of those that exist |
//! | `GET /character?page=` | twenty characters with an `info` about the pages |
//! | `GET /users` | a list of fifty users |
//! | `GET /answers/{name}` | an answer in the shape of a well-known API, see the folder `answers` |
//! | `GET /paged/{api}/…` | pages in the ways of eleven well-known APIs, see the folder `paged` |
//! | `GET /paged/faulty/{fault}` | pages that repeat, loop, end early, never end or fail; `PUT /paged/faulty/mend` |
//!
//! # Inventory
//! `{"id": "5", "name": "Lamp", "price": 123.00, "currency": "EUR", "quantity": 17}`. The price is a number that is
//! always written with two decimals. Any id exists except a share of them ([`SampleOptions::not_found_rate`]): 404 with
//! `{"error": …}`. A further share ([`SampleOptions::error_rate`]) is ailing: half of these answer 503 to the first request
//! and are well from the second on, the other half answer 500 to the first three, so that a run with two retries counts
//! them as failed and *Retry failed* gets them.

mod answers;
mod characters;
mod dice;
mod inventory;
mod mishap;
mod options;
mod paged;
mod reply;
mod server;
mod users;

pub use options::SampleOptions;
pub use server::SampleApi;
