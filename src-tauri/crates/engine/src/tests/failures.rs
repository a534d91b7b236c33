use std::sync::Arc;
use std::time::Duration;

use fetchgrid_model::{
    Extraction, FailureCategory, Field, Method, NetworkSettings, Outcome, RequestTemplate, ValueList,
};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::kit::*;
use crate::cause::Cause;
use crate::retry::Timing;
use crate::{client, fetch_one};

/// Category and message of a request's failure.
#[track_caller]
fn check(outcome: &Outcome, category: FailureCategory, words: &[&str]) {
    let failure = outcome.failure().unwrap_or_else(|| panic!("{outcome:?}"));
    assert_eq!(failure.category, category, "{}", failure.message);
    for words in words {
        assert!(failure.message.contains(words), "{:?} has no {words:?}", failure.message);
    }
}

fn no_retries() -> Timing {
    Timing { retries: 0, ..quick() }
}

#[tokio::test]
async fn statuses_in_plain_words() {
    for (status, words) in [
        (401, "The API did not accept your key (401). Fix it under Sign-in and press Retry failed."),
        (404, "The API has no record for these values (404). Usually the ID does not exist."),
        (
            429,
            "The API asked us to slow down (429). Tried 13 times. Set a limit under Speed and press Retry failed later.",
        ),
        (500, "The server had a problem (500). Tried 3 times. Press Retry failed later."),
    ] {
        let server = Server::start(move |_| reply(status, &[], "")).await;
        let outcome = run_one(&plan(&server.address(), &[]), quick()).await;
        assert_eq!(outcome.failure().unwrap().message, words);
    }
}

#[tokio::test]
async fn servers_that_break_off() {
    let partial = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly this".to_vec();
    let chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n".to_vec();
    let (without, before) = ("closed the connection without an answer", "before the answer was complete");
    for (bytes, category, words) in [
        (vec![], FailureCategory::Connection, without),
        (b"HTTP/1.1 200".to_vec(), FailureCategory::Connection, without),
        (partial.clone(), FailureCategory::CutOff, before),
        (chunked, FailureCategory::CutOff, before),
    ] {
        let server = RawServer::start(Manner::Say(bytes)).await;
        let outcome = run_one(&plan(&format!("http://{}", server.host()), &[]), no_retries()).await;
        check(&outcome, category, &[words]);
    }
    let server = RawServer::start(Manner::SayAndHang(partial)).await;
    let timing = Timing { timeout: Duration::from_millis(30), ..no_retries() };
    let outcome = run_one(&plan(&format!("http://{}", server.host()), &[]), timing).await;
    check(&outcome, FailureCategory::Timeout, &["No answer in 30 ms."]);
    assert!(outcome.duration_us >= 30_000);
}

#[tokio::test]
async fn nobody_at_the_port() {
    let port = dead_port().await;
    let outcome = run_one(&plan(&format!("http://127.0.0.1:{port}/"), &[]), no_retries()).await;
    check(
        &outcome,
        FailureCategory::Connection,
        &["Could not connect to 127.0.0.1", &port.to_string(), "Check the address"],
    );
    assert!(outcome.response().is_none());
}

#[tokio::test]
async fn no_secure_connection() {
    let server = RawServer::start(Manner::Say(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec())).await;
    let outcome = run_one(&plan(&format!("https://{}/", server.host()), &[]), no_retries()).await;
    check(&outcome, FailureCategory::Tls, &["No secure connection to 127.0.0.1"]);
    assert_eq!(outcome.attempts, 1);
}

#[tokio::test]
async fn names_that_nobody_knows() {
    struct Nowhere;
    impl Resolve for Nowhere {
        fn resolve(&self, _: Name) -> Resolving {
            Box::pin(async { Err::<Addrs, _>("no such host".into()) })
        }
    }
    // For the choice of TLS provider.
    client::build(&plan("http://127.0.0.1/", &[]), 1, Duration::from_secs(1), &NetworkSettings::default()).unwrap();
    let http = reqwest::Client::builder().no_proxy().dns_resolver(Arc::new(Nowhere)).build().unwrap();
    let error = soon(http.get("http://api.exmaple.com/x").send()).await.unwrap_err();
    let cause = Cause::of_error(&error, &"http://api.exmaple.com/x".parse().unwrap());
    let failure = cause.into_failure(1);
    assert_eq!(failure.category, FailureCategory::NameNotFound);
    assert_eq!(failure.message, "Could not find host api.exmaple.com. Check the spelling.");
}

#[tokio::test]
async fn redirects_are_followed_but_not_for_ever() {
    let server = Server::start(|path| match path {
        "/start" => reply(301, &[("location", "/end")], ""),
        "/end" => ok(),
        "/again" => reply(302, &[("location", "/again")], ""),
        path => reply(302, &[("location", &format!("{path}x"))], ""),
    })
    .await;
    let outcome = run_one(&plan(&format!("{}/start", server.address()), &[]), no_retries()).await;
    assert!(outcome.failure().is_none());
    assert_eq!(outcome.address, format!("{}/start", server.address()), "the address is the one that was asked for");
    assert!(server.seen.headers(1).get("referer").is_none());

    let outcome = run_one(&plan(&format!("{}/again", server.address()), &[]), quick()).await;
    check(&outcome, FailureCategory::Redirect, &["in a circle"]);
    assert_eq!((outcome.attempts, server.seen.count()), (1, 2 + 1), "a circle is seen at once");

    let outcome = run_one(&plan(&format!("{}/on", server.address()), &[]), quick()).await;
    check(&outcome, FailureCategory::Redirect, &["more than 10 times"]);
    assert_eq!((outcome.attempts, server.seen.count()), (1, 3 + 11));
}

/// `{"packed":true}`, packed.
const PACKED: [u8; 35] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab, 0x56, 0x2a, 0x48, 0x4c, 0xce, 0x4e, 0x4d, 0x51,
    0xb2, 0x2a, 0x29, 0x2a, 0x4d, 0xad, 0x05, 0x00, 0x89, 0xe0, 0xb5, 0xdc, 0x0f, 0x00, 0x00, 0x00,
];

#[tokio::test]
async fn packed_answers_are_unpacked() {
    let server = Server::start(|path| {
        let body = if path == "/damaged" { b"not packed at all".to_vec() } else { PACKED.to_vec() };
        reply(200, &[("content-encoding", "gzip"), ("content-type", "application/json")], body)
    })
    .await;
    let outcome = run_one(&plan(&server.address(), &[]), no_retries()).await;
    let response = outcome.response().unwrap();
    assert_eq!(response.body, r#"{"packed":true}"#);
    assert_eq!((response.header("content-encoding"), response.header("content-length")), (None, None));
    let accepted = server.seen.headers(0)["accept-encoding"].to_str().unwrap().to_owned();
    assert!(["gzip", "br", "zstd", "deflate"].iter().all(|coding| accepted.contains(coding)), "{accepted}");

    let outcome = run_one(&plan(&format!("{}/damaged", server.address()), &[]), quick()).await;
    check(&outcome, FailureCategory::UnexpectedFormat, &["cannot be unpacked"]);
    assert_eq!(outcome.attempts, 1);
}

#[tokio::test]
async fn answers_that_are_too_large() {
    let announced = b"HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n".to_vec();
    let one_chunk =
        [b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3e9\r\n", &[b'x'; 1001][..], b"\r\n0\r\n\r\n"].concat();
    let chunks =
        [b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", &b"1f4\r\n"[..], &[b'x'; 500], b"\r\n"].concat();
    let endless = [&chunks[..], b"1f5\r\n", &[b'x'; 501], b"\r\n0\r\n\r\n"].concat();
    let largest = [&chunks[..], b"1f4\r\n", &[b'x'; 500], b"\r\n0\r\n\r\n"].concat();
    for (bytes, fits) in [(announced, false), (one_chunk, false), (endless, false), (largest, true)] {
        let server = RawServer::start(Manner::SayAndHang(bytes)).await;
        let plan = plan(&format!("http://{}", server.host()), &[]);
        let mut settings = settings();
        settings.answers.max_bytes = 1000;
        let outcome = soon(fetch_one(&plan, 0, &settings, book(), None)).await.unwrap();
        assert_eq!(outcome.failure().map(|failure| failure.category), (!fits).then_some(FailureCategory::TooLarge));
        let response = outcome.response().unwrap();
        assert_eq!((response.status, response.body.len()), (200, if fits { 1000 } else { 0 }));
    }
    assert!(Cause::too_large(64_000_000).into_failure(1).message.starts_with("The answer is larger than 64 MB."));
}

#[tokio::test]
async fn values_that_fit_nowhere_are_not_sent() {
    let server = Server::start(|_| ok()).await;
    let outcomes =
        run_all(&plan(&format!("{}/a/{{id}}/b", server.address()), &[("id", ".., ok, .")]), 1, quick()).await;
    assert_eq!(server.seen.paths(), ["/a/ok/b"]);
    check(&outcomes[0], FailureCategory::InvalidRequest, &["was not sent", ". and .."]);
    check(&outcomes[2], FailureCategory::InvalidRequest, &[]);
    assert_eq!((outcomes[0].attempts, outcomes[0].duration_us), (1, 0));

    let port = server.address().rsplit(':').next().unwrap().to_owned();
    let outcomes = run_all(&plan(&format!("http://{{host}}:{port}/"), &[("host", "127.0.0.1, a b")]), 1, quick()).await;
    assert!(outcomes[0].failure().is_none());
    check(&outcomes[1], FailureCategory::InvalidRequest, &["letters, digits, dots and dashes"]);
}

#[tokio::test]
async fn bodies_and_headers_arrive_as_set_up() {
    let server = Server::start(|_| ok()).await;
    let field = |name: &str, value: &str| Field::new(name, value);
    let mut given = Extraction {
        request: RequestTemplate {
            method: Method::Post,
            address: format!("{}/search?a=1", server.address()),
            query: vec![field("q", "x y&z {id}"), Field { enabled: false, ..field("off", "1") }, field("", "")],
            headers: vec![field("X-Place", " in {id} "), field("Accept", "application/json")],
            body: r#"{"id": "{id}", "n": [1, {}]}"#.to_owned(),
        },
        lists: vec![ValueList::typed("id", "\"a \"\"b\"\"\"")],
        ..Extraction::default()
    };
    run_one(&plan_of(&given), quick()).await;
    let headers = server.seen.headers(0);
    assert_eq!(server.seen.paths()[0], "/search?a=1&q=x%20y%26z%20a%20%22b%22");
    assert_eq!(server.seen.body(0), r#"{"id": "a \"b\"", "n": [1, {}]}"#);
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(
        (&headers["x-place"], &headers["accept"]),
        (&"in a \"b\"".parse().unwrap(), &"application/json".parse().unwrap())
    );
    assert!(headers["user-agent"].to_str().unwrap().starts_with("Fetchgrid/"));

    given.request.headers =
        vec![field("content-type", "application/x-www-form-urlencoded"), field("User-Agent", "mine")];
    given.request.body = "id={id}".to_owned();
    run_one(&plan_of(&given), quick()).await;
    assert_eq!(server.seen.body(1), "id=a%20%22b%22");
    assert_eq!(server.seen.headers(1)["user-agent"], "mine");
    assert_eq!(server.seen.headers(1)["content-type"], "application/x-www-form-urlencoded");

    given.request.method = Method::Get;
    given.lists.clear();
    given.request.query.clear();
    run_one(&plan_of(&given), quick()).await;
    assert_eq!(server.seen.body(2), "");
}
