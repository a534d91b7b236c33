//! Answers in the shapes of well-known APIs, and the tables that they become by themselves, over the whole way: server, run,
//! document, export.

use std::fs;
use std::time::Duration;

use fetchgrid_sample_api::{SampleApi, SampleOptions};
use fetchgrid_tests::{Cli, fixture, root, scratch};

/// Set to write the tables anew. Read each of them before it is committed.
const WRITE: &str = "FETCHGRID_WRITE_TABLES";

/// What is asked for beside the address, where the table that one would want is not the one that is found.
const CASES: &[(&str, &str, &[&str])] = &[
    ("arxiv.xml", "arxiv", &["--explode", "author", "--count", "link", "--count", "category"]),
    ("crossref.json", "crossref", &["--join", "title", "--explode", "author"]),
    ("events.ndjson", "events", &[]),
    ("github-repos.json", "github-repos", &["--join", "topics"]),
    ("graphql.json", "graphql", &[]),
    ("json-api.json", "json-api", &["--count", "attributes.tags"]),
    ("json-api.json", "json-api-included", &["--records", "$.included"]),
    ("jsonplaceholder-users.json", "jsonplaceholder-users", &[]),
    ("nhtsa-vin.json", "nhtsa-vin", &[]),
    ("open-meteo.json", "open-meteo", &[]),
    ("openfda.json", "openfda", &["--join", "purpose"]),
    ("openlibrary.json", "openlibrary", &["--numbered", "authors", "--count", "subjects"]),
    ("pokeapi-item.json", "pokeapi-item", &["--explode", "stats"]),
    ("pokeapi-list.json", "pokeapi-list", &[]),
    ("rick-and-morty.json", "rick-and-morty", &["--count", "episode"]),
    ("treasury.json", "treasury", &[]),
    ("usgs.csv", "usgs", &[]),
    ("wikipedia-table.html", "wikipedia-table", &[]),
    ("world-bank.json", "world-bank", &[]),
    ("zippopotam.json", "zippopotam", &[]),
    ("zippopotam.json", "zippopotam-whole", &["--records", "$", "--explode", "places"]),
];

#[tokio::test(flavor = "multi_thread")]
async fn answers_of_known_shapes_become_tables() {
    let options = SampleOptions { latency: Duration::ZERO, ..SampleOptions::default() };
    let api = SampleApi::start(options).await.expect("the sample API");
    let address = api.address();
    let check = move || {
        let mut wrong = Vec::new();
        for (answer, table, arguments) in CASES {
            let folder = scratch();
            let out = folder.path().join("table.csv");
            let ran = Cli::new(["fetch", &format!("{address}/answers/{answer}"), "--out"]).with([&out]);
            ran.with(arguments.iter().copied()).run().expect(0);
            let found = fs::read_to_string(&out).expect("the table");
            let golden = format!("tables/{table}.csv");
            if std::env::var_os(WRITE).is_some() {
                fs::write(root().join("tests/fixtures").join(&golden), &found).expect("a golden table");
            } else if fs::read_to_string(fixture(&golden)).expect("a golden table") != found {
                wrong.push(format!("{table}:\n{found}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    };
    tokio::task::spawn_blocking(check).await.expect("the tables are as they should be");
}
