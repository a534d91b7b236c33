//! The characters of `/character`, but so few that they fill five pages.
//!
//! `{info: {count, pages, next, prev}, results: […20]}`, `next` and `prev` null at the ends; past them 404 with
//! `{"error": "There is nothing here"}`. A record's own is `id`.

use crate::characters;
use crate::paged::asked::Asked;
use crate::reply::Reply;

const TOTAL: u64 = 83;

pub(super) fn page(asked: &Asked) -> Reply {
    characters::numbered(asked.text("page"), TOTAL, &asked.server, |page| asked.again(&[("page", page)]))
}
