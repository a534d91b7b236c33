//! The store from outside: what is recorded is what is read, whatever happens in between.

mod documents;
mod formats;
mod laws;
mod leftovers;
mod pages;
mod requests;
mod reshaping;
mod reuse;
mod rows;
mod run_laws;
mod runs;
mod support;
mod views;

/// Documents are shared between threads, and exports walk their cursor on a thread of their own.
#[test]
fn handles_cross_threads() {
    fn is_shared<T: Send + Sync>() {}
    fn is_sent<T: Send>() {}
    is_shared::<fetchgrid_store::Document>();
    is_shared::<fetchgrid_store::Recorder>();
    is_sent::<fetchgrid_store::RowCursor>();
}
