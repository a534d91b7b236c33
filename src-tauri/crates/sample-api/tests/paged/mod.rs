//! Every pager below `/paged`, walked to its end.

use std::collections::HashSet;

use fetchgrid_sample_api::SampleApi;
use reqwest::Url;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use crate::{Client, keys, quick};

/// Pages after which a walk is given up; the longest that ends has ten.
const MOST_PAGES: u64 = 20;

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Value,
}

impl Answer {
    fn at(&self, pointer: &str) -> &Value {
        self.body.pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer} of {}", self.body))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("a readable header"))
    }

    /// The address of a relation in the header `Link`.
    fn link(&self, relation: &str) -> Option<String> {
        self.header("link")?.split(", ").find_map(|link| {
            let address = link.strip_suffix(&format!(">; rel=\"{relation}\""))?;
            address.strip_prefix('<').map(str::to_owned)
        })
    }

    /// The relations that the header `Link` names, with a space between.
    fn relations(&self) -> String {
        let named = ["first", "prev", "next", "last"].into_iter().filter(|relation| self.link(relation).is_some());
        named.collect::<Vec<_>>().join(" ")
    }
}

async fn ask(client: &Client, address: &str) -> Answer {
    let answer = client.0.get(address).send().await.expect("answer");
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let body = serde_json::from_slice(&answer.bytes().await.expect("body")).expect("JSON");
    Answer { status, headers, body }
}

/// How the page after one is asked for.
enum Next {
    /// The answer holds its address here.
    Address(&'static str),
    Link,
    /// The answer holds here what to send as this parameter, first this.
    Cursor(&'static str, &'static str, &'static str),
    /// Counted from 1, until there is nothing.
    Page(&'static str),
    /// Counted in steps, until there is nothing.
    Skip(&'static str, u64),
}

impl Next {
    /// The address of the page of this index, counted from 0, given the answer before it.
    fn address(&self, first: &str, index: u64, before: Option<&Answer>) -> Option<String> {
        let with = |name: &str, value: String| Url::parse_with_params(first, [(name, value)]).unwrap().to_string();
        match (self, before) {
            (Next::Page(name), _) => Some(with(name, (index + 1).to_string())),
            (Next::Skip(name, step), _) => Some(with(name, (index * step).to_string())),
            (Next::Cursor(_, name, start), None) => Some(with(name, start.to_string())),
            (Next::Cursor(at, name, _), Some(before)) => Some(with(name, before.at(at).as_str()?.to_owned())),
            (Next::Address(_) | Next::Link, None) => Some(first.to_owned()),
            (Next::Address(at), Some(before)) => before.at(at).as_str().map(str::to_owned),
            (Next::Link, Some(before)) => before.link("next"),
        }
    }
}

/// The ids of each page that has any.
async fn walk(path: &str, records: &str, id: &str, next: Next) -> Vec<Vec<String>> {
    let api = SampleApi::start(quick()).await.unwrap();
    let client = Client::new();
    let first = format!("{}/paged{path}", api.address());
    let mut pages = Vec::new();
    let mut before = None;
    for index in 0..MOST_PAGES {
        let Some(address) = next.address(&first, index, before.as_ref()) else { break };
        let answer = ask(&client, &address).await;
        if answer.status == 404 {
            break;
        }
        assert_eq!(answer.status, 200, "{address}");
        let found = answer.at(records).as_array().expect("records");
        if found.is_empty() {
            break;
        }
        pages.push(found.iter().map(|record| record.pointer(id).expect("an id").to_string()).collect());
        before = Some(answer);
    }
    pages
}

/// Where the records are, what is a record's own, the way on; then how many records in how many pages.
async fn check(path: &str, records: &str, id: &str, next: Next, total: usize, pages: usize) {
    let found = walk(path, records, id, next).await;
    let all: Vec<_> = found.concat();
    let different: HashSet<_> = all.iter().collect();
    assert_eq!((all.len(), different.len(), found.len()), (total, total, pages), "{path}");
}

#[tokio::test]
async fn every_pager_gives_each_record_once() {
    let character = "/rick-and-morty/character";
    check(character, "/results", "/id", Next::Address("/info/next"), 83, 5).await;
    check(character, "/results", "/id", Next::Page("page"), 83, 5).await;
    check("/pokeapi/pokemon", "/results", "/name", Next::Address("/next"), 65, 4).await;
    check("/pokeapi/pokemon?limit=30", "/results", "/url", Next::Skip("offset", 30), 65, 3).await;
    let series = "/world-bank/country/KEN/indicator/NY.GDP.MKTP.KD.ZG?format=json";
    check(series, "/1", "/date", Next::Page("page"), 120, 3).await;
    check(&format!("{series}&per_page=100"), "/1", "/date", Next::Page("page"), 120, 2).await;
    check("/github/users/heron/repos", "", "/id", Next::Link, 65, 3).await;
    check("/github/users/heron/repos?per_page=10&sort=full_name", "", "/full_name", Next::Link, 65, 7).await;
    check("/github/users/heron/repos?per_page=1000", "", "/name", Next::Page("page"), 65, 1).await;
    let cursor = || Next::Cursor("/message/next-cursor", "cursor", "*");
    check("/crossref/works", "/message/items", "/DOI", cursor(), 70, 4).await;
    check("/crossref/works?rows=35", "/message/items", "/DOI", cursor(), 70, 2).await;
    check("/crossref/works", "/message/items", "/DOI", Next::Skip("offset", 20), 70, 4).await;
    check("/openfda/drug/label.json", "/results", "/id", Next::Skip("skip", 10), 45, 5).await;
    check("/openfda/drug/label.json?limit=15", "/results", "/id", Next::Skip("skip", 15), 45, 3).await;
    check("/treasury/rates", "/data", "/src_line_nbr", Next::Page("page[number]"), 55, 3).await;
    check("/treasury/rates?page[size]=11", "/data", "/src_line_nbr", Next::Page("page[number]"), 55, 5).await;
    check("/jsonplaceholder/posts?_page=1", "", "/id", Next::Link, 100, 10).await;
    check("/jsonplaceholder/posts?_limit=30", "", "/id", Next::Page("_page"), 100, 4).await;
    check("/coingecko/coins", "", "/id", Next::Page("page"), 60, 3).await;
    check("/coingecko/coins?per_page=20", "", "/id", Next::Page("page"), 60, 3).await;
    check("/openlibrary/search.json?q=tides", "/docs", "/key", Next::Page("page"), 230, 3).await;
    check("/openlibrary/search.json?q=tides&limit=50", "/docs", "/key", Next::Skip("offset", 50), 230, 5).await;
}

#[tokio::test]
async fn what_the_envelopes_say_and_what_comes_past_the_end() {
    let api = SampleApi::start(quick()).await.unwrap();
    let client = Client::new();
    for (path, status, pointer, expected) in [
        ("/rick-and-morty/character", 200, "/info/prev", json!(null)),
        ("/rick-and-morty/character?page=5", 200, "/info/next", json!(null)),
        ("/rick-and-morty/character?page=5", 200, "/info/pages", json!(5)),
        ("/rick-and-morty/character?page=6", 404, "", json!({"error": "There is nothing here"})),
        ("/pokeapi/pokemon", 200, "/count", json!(65)),
        ("/pokeapi/pokemon", 200, "/previous", json!(null)),
        ("/pokeapi/pokemon?offset=60", 200, "/next", json!(null)),
        ("/pokeapi/pokemon?offset=65", 200, "/results", json!([])),
        ("/world-bank/country/ken/indicator/x", 200, "/0/per_page", json!("50")),
        ("/world-bank/country/ken/indicator/x", 200, "/0/pages", json!(3)),
        ("/world-bank/country/ken/indicator/x", 200, "/0/total", json!(120)),
        ("/world-bank/country/ken/indicator/x", 200, "/1/0/countryiso3code", json!("KEN")),
        ("/world-bank/country/ken/indicator/x?page=4", 200, "/1", json!([])),
        ("/world-bank/country/ken/indicator/x?page=y", 200, "/0/message/0/id", json!("120")),
        ("/github/users/heron/repos?page=4", 200, "", json!([])),
        ("/crossref/works?cursor=*", 200, "/message/total-results", json!(70)),
        ("/crossref/works?cursor=*", 200, "/message/items-per-page", json!(20)),
        ("/crossref/works?cursor=elsewhere", 400, "/status", json!("failed")),
        ("/openfda/drug/label.json", 200, "/meta/results", json!({"skip": 0, "limit": 10, "total": 45})),
        ("/openfda/drug/label.json?skip=45", 404, "/error/code", json!("NOT_FOUND")),
        ("/openfda/drug/label.json?skip=45", 404, "/error/message", json!("No matches found!")),
        ("/treasury/rates", 200, "/meta/total-pages", json!(3)),
        ("/treasury/rates", 200, "/meta/total-count", json!(55)),
        ("/treasury/rates", 200, "/links/prev", json!(null)),
        ("/treasury/rates", 200, "/links/next", json!("&page%5Bnumber%5D=2&page%5Bsize%5D=20")),
        ("/treasury/rates?page[number]=3", 200, "/links/next", json!(null)),
        ("/treasury/rates?page[number]=3", 200, "/meta/count", json!(15)),
        ("/treasury/rates?page%5Bnumber%5D=3&page%5Bsize%5D=25", 200, "/meta/count", json!(5)),
        ("/treasury/rates?page[number]=4", 200, "/data", json!([])),
        ("/jsonplaceholder/posts?_page=11", 200, "", json!([])),
        ("/coingecko/coins?page=4", 200, "", json!([])),
        ("/openlibrary/search.json?q=x&page=3", 200, "/start", json!(200)),
        ("/openlibrary/search.json?q=x&page=4", 200, "/docs", json!([])),
        ("/openlibrary/search.json?q=x&page=4", 200, "/numFound", json!(230)),
        ("/coingecko/coins?page=18446744073709551615", 200, "", json!([])),
        ("/nowhere", 404, "/error", json!("There is nothing at this path.")),
    ] {
        let answer = ask(&client, &format!("{}/paged{path}", api.address())).await;
        assert_eq!((answer.status, answer.at(pointer)), (status, &expected), "{path} {pointer}");
    }
}

#[tokio::test]
async fn headers_tell_of_other_pages() {
    let api = SampleApi::start(quick()).await.unwrap();
    let client = Client::new();
    for (path, total, relations) in [
        ("/github/users/heron/repos", None, "next last"),
        ("/github/users/heron/repos?page=2", None, "first prev next last"),
        ("/github/users/heron/repos?page=3", None, "first prev"),
        ("/github/users/heron/repos?per_page=100", None, ""),
        ("/jsonplaceholder/posts?_page=1", Some("100"), "first next last"),
        ("/jsonplaceholder/posts?_page=10&_limit=10", Some("100"), "first prev last"),
        ("/jsonplaceholder/posts?_page=11", Some("100"), ""),
        ("/jsonplaceholder/posts?_page=1&_limit=100", Some("100"), ""),
        ("/jsonplaceholder/posts?_limit=5", Some("100"), ""),
        ("/jsonplaceholder/posts", None, ""),
    ] {
        let answer = ask(&client, &format!("{}/paged{path}", api.address())).await;
        assert_eq!((answer.header("x-total-count"), answer.relations().as_str()), (total, relations), "{path}");
    }
    let bare = ask(&client, &format!("{}/paged/github/users/heron/repos?per_page=100", api.address())).await;
    assert_eq!(bare.header("link"), None, "one page links nowhere");
    let whole = ask(&client, &format!("{}/paged/jsonplaceholder/posts", api.address())).await;
    assert_eq!(whole.body.as_array().map(Vec::len), Some(100));
}

#[tokio::test]
async fn addresses_of_other_pages_name_the_host_that_was_asked() {
    let api = SampleApi::start(quick()).await.unwrap();
    let client = Client::new();
    for (path, pointer, expected) in [
        ("/rick-and-morty/character?page=2", "/info/prev", "/rick-and-morty/character?page=1"),
        ("/rick-and-morty/character?name=a%20b", "/info/next", "/rick-and-morty/character?name=a%20b&page=2"),
        ("/pokeapi/pokemon", "/next", "/pokeapi/pokemon?offset=20&limit=20"),
        ("/pokeapi/pokemon?limit=20&offset=10", "/previous", "/pokeapi/pokemon?offset=0&limit=20"),
    ] {
        let request = client.0.get(format!("{}/paged{path}", api.address())).header("host", "sample.test:81");
        let answer: Value = serde_json::from_slice(&request.send().await.unwrap().bytes().await.unwrap()).unwrap();
        let expected = format!("http://sample.test:81/paged{expected}");
        assert_eq!(answer.pointer(pointer), Some(&json!(expected)), "{path}");
    }
}

#[tokio::test]
async fn a_record_is_the_same_on_whatever_page() {
    let api = SampleApi::start(quick()).await.unwrap();
    let client = Client::new();
    for (records, one, other) in [
        ("", "/github/users/heron/repos?page=2", "/github/users/heron/repos?per_page=5&page=7"),
        ("/1", "/world-bank/country/ken/indicator/x?page=2", "/world-bank/country/KEN/indicator/x?page=6&per_page=10"),
        ("/results", "/pokeapi/pokemon?offset=20", "/pokeapi/pokemon?offset=20&limit=3"),
        ("/data", "/treasury/rates?page[number]=2", "/treasury/rates?page[number]=5&page[size]=5"),
        ("/results", "/openfda/drug/label.json?skip=20", "/openfda/drug/label.json?skip=20&limit=5"),
        ("/message/items", "/crossref/works?offset=20", "/crossref/works?offset=20&rows=4"),
        ("", "/jsonplaceholder/posts?_page=3", "/jsonplaceholder/posts?_page=5&_limit=5"),
        ("", "/coingecko/coins?page=2", "/coingecko/coins?page=6&per_page=5"),
        ("/docs", "/openlibrary/search.json?page=2", "/openlibrary/search.json?page=11&limit=10"),
    ] {
        let one = ask(&client, &format!("{}/paged{one}", api.address())).await;
        let few = ask(&client, &format!("{}/paged{other}", api.address())).await;
        let few = few.at(records).as_array().unwrap();
        assert!(!few.is_empty(), "{other}");
        assert_eq!(one.at(records).as_array().unwrap()[..few.len()], few[..], "{other}");
    }
}

#[tokio::test]
async fn a_cursor_is_new_on_every_page_and_after_the_last() {
    let api = SampleApi::start(quick()).await.unwrap();
    let client = Client::new();
    let works = format!("{}/paged/crossref/works", api.address());
    let mut cursors = vec!["*".to_owned()];
    let mut counts = Vec::new();
    for _ in 0..6 {
        let address = Url::parse_with_params(&works, [("cursor", cursors.last().unwrap())]).unwrap();
        let answer = ask(&client, address.as_str()).await;
        counts.push(answer.at("/message/items").as_array().unwrap().len());
        cursors.push(answer.at("/message/next-cursor").as_str().unwrap().to_owned());
    }
    assert_eq!(counts, [20, 20, 20, 10, 0, 0]);
    assert_eq!(cursors.iter().collect::<HashSet<_>>().len(), 7, "{cursors:?}");

    let bare = format!("{works}?cursor={}", cursors[1]);
    assert_eq!(ask(&client, &bare).await.status, 400, "a plus sign that is not encoded is a space");
    assert_eq!(ask(&client, &works).await.at("/message").get("next-cursor"), None);
}

#[tokio::test]
async fn the_feed_tells_how_many_and_repeats_the_author() {
    let api = SampleApi::start(quick()).await.unwrap();
    let client = Client::new();
    let mut ids = HashSet::new();
    let mut most_authors = 0;
    for (start, count) in [(0, 10), (10, 10), (20, 10), (30, 4), (40, 0)] {
        let address = format!("{}/paged/arxiv/query?search_query=a%26b&start={start}", api.address());
        let answer = client.0.get(address).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "application/atom+xml; charset=utf-8");
        let feed = String::from_utf8(answer.bytes().await.unwrap().to_vec()).unwrap();
        for (element, value) in [("totalResults", 34), ("startIndex", start), ("itemsPerPage", 10)] {
            assert!(feed.contains(&format!("<opensearch:{element}>{value}</opensearch:{element}>")), "{feed}");
        }
        assert!(feed.contains("search_query=a&amp;b&amp;"), "{feed}");
        let entries: Vec<_> = feed.split("<entry>").skip(1).collect();
        assert_eq!(entries.len(), count);
        for entry in entries {
            most_authors = most_authors.max(entry.matches("<author>").count());
            assert!(ids.insert(entry.split_once("<id>").unwrap().1.split_once("</id>").unwrap().0.to_owned()));
        }
    }
    assert_eq!(ids.len(), 34);
    assert!(most_authors > 1);
}

#[tokio::test]
async fn faults() {
    let third = walk("/faulty/repeats", "/results", "/id", Next::Page("page")).await;
    assert_eq!((third.len() as u64, third.concat().iter().collect::<HashSet<_>>().len()), (MOST_PAGES, 30));
    assert!(third[3..].iter().all(|page| *page == third[2]));

    let cursor = Next::Cursor("/next_cursor", "cursor", "");
    let looped = walk("/faulty/cursor-loops", "/results", "/id", cursor).await;
    assert_eq!(looped[..3].concat().iter().collect::<HashSet<_>>().len(), 30);
    assert_eq!((&looped[3], &looped[4]), (&looped[1], &looped[2]));

    let short = walk("/faulty/short", "/results", "/id", Next::Page("page")).await;
    assert_eq!((short.len(), short.concat().iter().collect::<HashSet<_>>().len()), (5, 45));

    let endless = walk("/faulty/endless", "/results", "/id", Next::Page("page")).await;
    let different = endless.concat().iter().collect::<HashSet<_>>().len() as u64;
    assert_eq!((endless.len() as u64, different), (MOST_PAGES, 10 * MOST_PAGES));

    let well = walk("/faulty/fails?fail=0", "/results", "/id", Next::Page("page")).await;
    assert_eq!((well.len(), well.concat().iter().collect::<HashSet<_>>().len()), (9, 90));

    let api = SampleApi::start(quick()).await.unwrap();
    let client = Client::new();
    for (path, pointer, expected) in [
        ("/repeats?page=5", "/page", json!(5)),
        ("/repeats?page=5", "/pages", json!(6)),
        ("/short?page=6", "/results", json!([])),
        ("/short?page=6", "/total", json!(50)),
        ("/fails?page=10", "/results", json!([])),
    ] {
        let answer = ask(&client, &format!("{}/paged/faulty{path}", api.address())).await;
        assert_eq!((answer.status, answer.at(pointer)), (200, &expected), "{path} {pointer}");
    }
    let endless = ask(&client, &format!("{}/paged/faulty/endless", api.address())).await;
    assert_eq!(keys(&endless.body), ["page", "results"]);
}

#[tokio::test]
async fn a_failing_page_is_mended_for_its_own_server() {
    let (api, other) = (SampleApi::start(quick()).await.unwrap(), SampleApi::start(quick()).await.unwrap());
    let client = Client::new();
    let statuses = async |api: &SampleApi| {
        let mut statuses = Vec::new();
        for query in ["page=7", "page=7&fail=7", "page=6", "page=3&fail=3"] {
            statuses.push(ask(&client, &format!("{}/paged/faulty/fails?{query}", api.address())).await.status);
        }
        statuses
    };
    assert_eq!(statuses(&api).await, [500, 500, 200, 500]);
    let mend = format!("{}/paged/faulty/mend", api.address());
    for request in [client.0.put(&mend), client.0.post(&mend)] {
        assert_eq!(request.send().await.unwrap().status(), 200);
        assert_eq!(statuses(&api).await, [200, 200, 200, 200]);
    }
    assert_eq!(statuses(&other).await, [500, 500, 200, 500]);
}
