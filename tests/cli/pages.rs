//! Answers in pages: found out, followed to the end, stopped where they never end, and gone on with.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fetchgrid_sample_api::{SampleApi, SampleOptions};
use fetchgrid_tests::{Answer, Cli, Server, column, exported, info, scratch};
use rusqlite::Connection;
use serde_json::json;

use crate::{fetch, refused};

/// Path and query; a column whose values are all different; how many records there are, in how many pages; and in what words
/// it is told how the others are asked for.
const FOUND: &[(&str, &str, usize, usize, &str)] = &[
    ("rick-and-morty/character", "id", 83, 5, "numbered by page, 83 records in 5 pages"),
    ("pokeapi/pokemon", "name", 65, 4, "skipped by offset, 65 records in 4 pages"),
    ("world-bank/country/NLD/indicator/SP.POP.TOTL?format=json", "date", 120, 3, "numbered by page, 120 records in 3"),
    ("github/users/octo/repos", "id", 65, 3, "in the header Link"),
    ("crossref/works?rows=20&cursor=*", "DOI", 70, 5, "$.message['next-cursor'] is sent as cursor"),
    ("openfda/drug/label.json?limit=10", "id", 45, 5, "skipped by skip, 45 records in 5 pages"),
    ("treasury/rates?page[number]=1&page[size]=20", "src_line_nbr", 55, 3, "numbered by page[number], 55 records"),
    ("arxiv/query?search_query=all&start=0&max_results=10", "id", 34, 4, "skipped by start, 34 records in 4 pages"),
    ("jsonplaceholder/posts?_page=1", "id", 100, 10, "in the header Link"),
    ("coingecko/coins?page=1", "id", 60, 4, "numbered by page"),
    ("openlibrary/search.json?q=sea&page=1", "key", 230, 3, "numbered by page, 230 records in 3 pages"),
];

/// Runs what waits for programs beside the server that they ask.
async fn with_sample_api(work: impl FnOnce(String) + Send + 'static) {
    let options = SampleOptions { latency: Duration::ZERO, error_rate: 0.0, ..SampleOptions::default() };
    let api = SampleApi::start(options).await.expect("the sample API");
    let address = api.address();
    tokio::task::spawn_blocking(move || work(address)).await.expect("the checks hold");
}

/// Page and run of every answer on disk that is good.
fn pages_on_disk(document: &Path) -> Vec<(u64, u64)> {
    let connection = Connection::open(document).expect("opens");
    let mut statement =
        connection.prepare("SELECT (id & 1048575) + 1, run_id FROM request WHERE ok ORDER BY id").expect("prepares");
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?))).expect("reads");
    rows.collect::<Result<_, _>>().expect("reads")
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_known_apis_are_found_out_and_followed() {
    with_sample_api(|address| {
        for (path, key, records, pages, words) in FOUND {
            let folder = scratch();
            let document = folder.path().join("pages.fetchgrid");
            let ran = fetch(&format!("{address}/paged/{path}"), &document, &["--paginate", "auto", "--workers", "4"])
                .run()
                .expect(0);
            assert!(ran.stderr().contains(words), "{path}: {}", ran.stderr());
            let keys = column(&exported(&document), key);
            assert_eq!(keys.len(), *records, "{path}");
            assert_eq!(keys.iter().collect::<HashSet<_>>().len(), *records, "{path}");
            let on_disk: Vec<u64> = pages_on_disk(&document).into_iter().map(|(page, _)| page).collect();
            assert_eq!(on_disk, (1..=*pages as u64).collect::<Vec<_>>(), "{path}");
            let told = info(&document);
            assert_eq!(
                (&told["planned"], &told["succeeded"], &told["failed"]),
                (&json!(1), &json!(1), &json!(0)),
                "{path}"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_go_wrong_stop_with_the_reason() {
    with_sample_api(|address| {
        let check = |path: &str, args: &[&str], code: i32, records: usize, words: &str| {
            let folder = scratch();
            let document = folder.path().join("pages.fetchgrid");
            fetch(&format!("{address}/paged/faulty/{path}"), &document, &["--workers", "4"])
                .with(args)
                .run()
                .expect(code);
            assert_eq!(column(&exported(&document), "id").len(), records, "{path}");
            let told = Cli::new(["failures"]).with([&document]).with(["--json"]).run().expect(0).stdout().to_owned();
            assert!(told.contains(words), "{path}: {told}");
        };
        let page = ["--paginate", "page"];
        check("repeats", &page, 2, 30, "Page 4 has the same records as page 3");
        check("cursor-loops", &["--paginate", "cursor", "--page-path", "$.next_cursor"], 2, 30, "leads back to page 2");
        check(
            "short",
            &["--paginate", "page", "--record-count", "$.total"],
            2,
            45,
            "there are 50 records, and 45 came in 5 pages",
        );
        check("endless", &["--paginate", "page", "--most-pages", "7"], 0, 70, "[]");
        check("short", &["--paginate", "page", "--record-count", "$.total", "--most-pages", "2"], 0, 20, "[]");
        check("short", &page, 0, 45, "[]");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_failed_is_fetched_again_and_no_other() {
    with_sample_api(|address| {
        let folder = scratch();
        let document = folder.path().join("pages.fetchgrid");
        let args = ["--paginate", "page", "--page-count", "$.pages", "--workers", "3", "--retries", "0"];
        fetch(&format!("{address}/paged/faulty/fails?fail=7"), &document, &args).run().expect(2);
        let told = info(&document);
        assert_eq!((&told["failed"], &told["rows"]), (&json!(1), &json!(80)), "the other pages are there");
        let on_disk: Vec<u64> = pages_on_disk(&document).into_iter().map(|(page, _)| page).collect();
        assert_eq!(on_disk, [1, 2, 3, 4, 5, 6, 8, 9]);

        mend(&address);
        Cli::new(["run"]).with([&document]).with(["--retry-failed"]).run().expect(0);
        let expected: Vec<(u64, u64)> = (1..=9).map(|page| (page, if page == 7 { 2 } else { 1 })).collect();
        assert_eq!(pages_on_disk(&document), expected);
        let ids = column(&exported(&document), "id");
        assert_eq!(ids, (1..=90).map(|id| id.to_string()).collect::<Vec<_>>(), "in the order of the pages");
    })
    .await;
}

fn mend(address: &str) {
    let ran = Cli::new(["fetch", &format!("{address}/paged/faulty/mend"), "--method", "post", "--out"]);
    ran.with([scratch().path().join("mend.csv")]).run().expect(0);
}

/// Several requests, each with pages of its own, next links only: page 2 of `b` fails until it is asked for the third time.
fn links() -> Server {
    Server::start(|seen| {
        let (path, query) = seen.path.split_once('?').unwrap_or((&seen.path, ""));
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        let page: u32 = query.strip_prefix("at=").and_then(|page| page.parse().ok()).unwrap_or(1);
        if (name.as_str(), page) == ("b", 2) && seen.nth < 3 {
            return Answer::Status(500, json!({}));
        }
        let next = (page < 4).then(|| format!("/{name}?at={}", page + 1));
        Answer::Json(
            json!({ "next": next, "results": [{ "row": format!("{name}{page}1") }, { "row": format!("{name}{page}2") }] }),
        )
    })
}

#[test]
fn a_request_goes_on_in_the_middle() {
    let server = links();
    let folder = scratch();
    let document: PathBuf = folder.path().join("pages.fetchgrid");
    let args =
        ["--values", "name=a,b,c", "--paginate", "next", "--page-path", "$.next", "--workers", "2", "--retries", "0"];
    fetch(&server.at("/{name}"), &document, &args).run().expect(2);
    let rows = || column(&exported(&document), "row");
    let of = |name: &str, pages: u32| {
        (1..=pages).flat_map(|page| [format!("{name}{page}1"), format!("{name}{page}2")]).collect::<Vec<_>>()
    };
    assert_eq!(rows(), [of("a", 4), of("b", 1), of("c", 4)].concat());
    let asked = server.paths().len();
    Cli::new(["run"]).with([&document]).with(["--retry-failed", "--retries", "0"]).run().expect(2);
    assert_eq!(server.paths().len(), asked + 1, "only the page that failed");
    Cli::new(["run"]).with([&document]).with(["--retry-failed", "--retries", "0"]).run().expect(0);
    assert_eq!(server.paths()[asked + 1..], ["/b?at=2", "/b?at=3", "/b?at=4"]);
    assert_eq!(rows(), [of("a", 4), of("b", 4), of("c", 4)].concat());
    let told = Cli::new(["reshape"]).with([&document]).with(["--columns", "name={name},row,page=request.page"]).run();
    told.expect(0);
    let pages = column(&exported(&document), "page");
    assert_eq!(pages, ["1", "1", "2", "2", "3", "3", "4", "4"].repeat(3));
}

/// Asked by POST, as GraphQL and search engines are: 3 pages of 2, told apart by what stands in the body.
fn asked_in_the_body() -> Server {
    Server::start(|seen| {
        let asked: serde_json::Value = serde_json::from_str(&seen.body).unwrap_or_default();
        let rows = |page: u64| vec![json!({ "row": page * 2 - 1 }), json!({ "row": page * 2 })];
        Answer::Json(match seen.path.as_str() {
            "/graphql" => {
                let page = asked["variables"]["after"].as_str().map_or(1, |after| after.len() as u64 + 1);
                let nodes: Vec<_> = rows(page).into_iter().map(|row| json!({ "node": row })).collect();
                let edges = json!(if page < 4 { nodes } else { Vec::new() });
                let end = if page < 4 { json!("\"".repeat(page as usize)) } else { json!(null) };
                json!({ "data": { "things": { "edges": edges, "pageInfo": { "endCursor": end } } } })
            }
            "/search" => {
                let page = asked["from"].as_u64().unwrap_or(99) / 2 + 1;
                json!({ "hits": { "total": 6, "hits": if page < 4 { rows(page) } else { Vec::new() } } })
            }
            _ => {
                let page = asked["page"].as_u64().unwrap_or(99);
                json!({ "page": page, "total_pages": 3, "items": rows(page) })
            }
        })
    })
}

#[test]
fn pages_are_asked_for_in_the_body() {
    let server = asked_in_the_body();
    let check = |path: &str, body: &str, args: &[&str], words: &str| {
        let folder = scratch();
        let document = folder.path().join("pages.fetchgrid");
        let post = ["--method", "post", "--header", "Content-Type: application/json", "--body", body];
        let ran = fetch(&server.at(path), &document, &post).with(args).run().expect(0);
        assert!(ran.stderr().contains(words), "{path}: {}", ran.stderr());
        let rows = column(&exported(&document), "row");
        assert_eq!(rows, ["1", "2", "3", "4", "5", "6"], "{path} {body}");
    };
    let auto = ["--paginate", "auto"];
    let question = r#"{"query":"query($after:String){things(after:$after)}","variables":{"after":null}}"#;
    check("/graphql", question, &auto, "is sent as $.variables.after");
    check("/graphql", &question.replace(r#""after":null"#, ""), &auto, "is sent as $.variables.after");
    check("/search", r#"{"from":0,"size":2}"#, &auto, "skipped by $.from, 6 records in 3 pages");
    check("/items", r#"{"page":1}"#, &auto, "numbered by $.page");
    let cursor = ["--paginate", "cursor", "--page-path", "$..endCursor", "--page-parameter", "$.variables.after"];
    check("/graphql", question, &cursor, "");
}

#[test]
fn a_body_that_has_no_such_place_fails_its_page() {
    let server = asked_in_the_body();
    let folder = scratch();
    let document = folder.path().join("pages.fetchgrid");
    let args = ["--method", "post", "--body", r#"{"page":1}"#, "--paginate", "page", "--page-parameter", "$.a.page"];
    fetch(&server.at("/items"), &document, &args).run().expect(2);
    let told = Cli::new(["failures"]).with([&document]).with(["--json"]).run().expect(0).stdout().to_owned();
    assert!(told.contains("The body has no place $.a.page"), "{told}");
    assert_eq!(column(&exported(&document), "row"), ["1", "2"], "the first page is there");
}

#[test]
fn what_is_no_way_to_page_is_refused() {
    let server = links();
    let folder = scratch();
    let document = folder.path().join("pages.fetchgrid");
    let check = |args: &[&str], words: &[&str]| {
        refused(fetch(&server.at("/a"), &document, args).run(), words);
        assert!(!document.exists() && server.paths().is_empty(), "{args:?}");
    };
    check(&["--paginate", "next"], &["--page-path"]);
    check(&["--paginate", "next", "--page-path", "next"], &["JSONPath"]);
    check(&["--paginate", "sideways"], &["sideways"]);
    check(&["--page-path", "$.next"], &["--paginate"]);
}
