//! The sample API, started by its own command and fetched as the issue of the project writes it.

use std::path::Path;
use std::time::Duration;

use fetchgrid_tests::{Cli, Process, scratch};

use crate::{column, csv_rows, fetch};

/// The server and its address.
fn sample_api(args: &[&str]) -> (Process, String) {
    let server = Cli::new(["sample-api", "--port", "0"]).with(args).start();
    let line = server.line("http://", Duration::from_secs(30));
    let address = line.split_whitespace().find(|word| word.starts_with("http://")).expect("an address").to_owned();
    (server, address)
}

fn inventory(address: &str, document: &Path, out: &Path) -> serde_json::Value {
    let args = ["--values", "type=materials,products", "--values", "id=0-49", "--workers", "25", "--json", "--out"];
    let fetch = fetch(&format!("{address}/inventory/{{type}}?id={{id}}"), document, &args).with([out]);
    fetch.run().expect(2).json()
}

#[test]
fn the_sample_is_the_same_every_time() {
    let folder = scratch();
    let runs = ["one", "two"].map(|name| {
        let (_server, address) = sample_api(&["--latency-ms", "5"]);
        let out = folder.path().join(name).with_extension("csv");
        let summary = inventory(&address, &folder.path().join(name).with_extension("fetchgrid"), &out);
        assert_eq!(summary["requests"], 100);
        // A few fail, so that there is something to see and to retry; most do not.
        let failed = summary["failed"].as_u64().unwrap();
        assert!((1..=10).contains(&failed), "{failed} failed");
        assert_eq!(summary["succeeded"].as_u64(), Some(100 - failed));
        (summary["failures"].clone(), csv_rows(&out))
    });
    assert_eq!(runs[0], runs[1]);
    let rows = &runs[0].1;
    for title in ["type", "id", "name", "price", "quantity"] {
        column(rows, title);
    }
}

#[test]
fn the_characters_have_their_shape() {
    let (_server, address) = sample_api(&["--latency-ms", "0"]);
    let folder = scratch();
    let out = folder.path().join("characters.csv");
    let document = folder.path().join("characters.fetchgrid");
    let args = ["--values", "id=1-99", "--workers", "20", "--out", out.to_str().unwrap()];
    fetch(&format!("{address}/character/{{id}}"), &document, &args).run().expect(0);
    let rows = csv_rows(&out);
    assert_eq!(rows.len(), 100);
    for title in ["name", "status", "species", "origin.name", "location.url"] {
        assert!(column(&rows, title).iter().all(|cell| title != "name" || !cell.is_empty()));
    }
}
