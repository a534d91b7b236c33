//! The store from outside: what is recorded is what is read, whatever happens in between.

mod documents;
mod laws;
mod requests;
mod rows;
mod runs;
mod support;
