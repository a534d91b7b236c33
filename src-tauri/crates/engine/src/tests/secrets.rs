use fetchgrid_model::{Extraction, Field, ProblemCode, SECRET_MASK};

use super::kit::*;
use crate::{StoredLists, check};

const SECRET: &str = "s3cr3t/key+value";

fn with_fields(address: &str, query: &[(&str, &str)], headers: &[(&str, &str)]) -> Extraction {
    let mut given = extraction(address, &[]);
    given.request.query = query.iter().map(|(name, value)| Field::new(*name, *value)).collect();
    given.request.headers = headers.iter().map(|(name, value)| Field::new(*name, *value)).collect();
    given
}

/// Everything that leaves the engine, as text.
fn everything(outcome: &impl std::fmt::Debug) -> String {
    format!("{outcome:?}")
}

#[track_caller]
fn assert_clean(text: &str) {
    for secret in [SECRET, "s3cr3t%2Fkey%2Bvalue", "s3cr3t"] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[tokio::test]
async fn secrets_of_the_query_are_sent_and_never_shown() {
    let server = Server::start(|_| reply(404, &[], "")).await;
    let given =
        with_fields(&format!("{}/x?a=b", server.address()), &[("lang", "en"), ("api_key", SECRET), ("z", "1")], &[]);
    let (preview, _) = check(&given, &StoredLists::new());
    let shown = format!("{}/x?a=b&lang=en&api_key={SECRET_MASK}&z=1", server.address());
    assert_eq!(preview.first[0].address, shown);
    assert_clean(&everything(&preview));

    let (run, sink) = launch(&plan_of(&given), 1, quick());
    soon(run.ended()).await;
    assert_eq!(sink.outcomes()[0].address, shown);
    assert_clean(&everything(&sink.outcomes()));
    assert_clean(&everything(&run.activity()));
    assert_eq!(server.seen.paths(), ["/x?a=b&lang=en&api_key=s3cr3t%2Fkey%2Bvalue&z=1"]);
}

#[tokio::test]
async fn a_secret_typed_into_the_address_is_sent_only_from_the_table() {
    let server = Server::start(|_| ok()).await;
    let mut given = extraction(&format!("{}/x?api_key={SECRET}&token={{id}}#top", server.address()), &[("id", "1-2")]);
    let (preview, plan) = check(&given, &StoredLists::new());
    assert!(plan.is_none());
    assert!(preview.problems.iter().any(|problem| problem.blocking && problem.code == ProblemCode::AddressHasSecret));

    given.request.set_secrets_apart();
    let outcomes = run_all(&plan_of(&given), 1, quick()).await;
    assert_eq!(outcomes[1].address, format!("{}/x?token=2&api_key={SECRET_MASK}", server.address()));
    assert_clean(&everything(&outcomes));
}

#[tokio::test]
async fn failures_say_nothing_secret() {
    let port = dead_port().await;
    let closing = RawServer::start(Manner::Say(vec![])).await;
    for host in [
        format!("http://127.0.0.1:{port}"),
        format!("http://{}", closing.host()),
        format!("https://{}", closing.host()),
    ] {
        let given = with_fields(&host, &[("token", SECRET)], &[("Authorization", &format!("Bearer {SECRET}"))]);
        let outcome = run_one(&plan_of(&given), quick()).await;
        assert!(outcome.failure().is_some());
        assert_clean(&everything(&outcome));
    }
}

#[tokio::test]
async fn headers_of_the_answer_are_kept_without_secrets() {
    let server = Server::start(|path| {
        let location = format!("/elsewhere{path}");
        reply(
            200,
            &[
                ("set-cookie", "session=abc"),
                ("set-cookie", "b=c"),
                ("content-location", &location),
                ("x-echo", SECRET),
                ("etag", "1"),
            ],
            "",
        )
    })
    .await;
    let given = with_fields(&server.address(), &[("token", SECRET)], &[]);
    let outcome = run_one(&plan_of(&given), quick()).await;
    assert_clean(&everything(&outcome));
    let response = outcome.response().unwrap();
    let cookies: Vec<_> =
        response.headers.iter().filter(|header| header.name == "set-cookie").map(|header| &header.value[..]).collect();
    assert_eq!(cookies, [SECRET_MASK, SECRET_MASK]);
    assert_eq!(response.header("etag"), Some("1"));
    assert_eq!(response.header("x-echo"), Some(SECRET_MASK));
    assert_eq!(response.header("content-location"), Some(&format!("/elsewhere/?token={SECRET_MASK}")[..]));
}

/// What the second server sees when the first redirects there.
#[tokio::test]
async fn secrets_do_not_follow_a_redirect_to_another_host() {
    let other = Server::start(|_| ok()).await;
    let target = format!("{}/there", other.address());
    let first = Server::start(move |path| match path {
        "/away" => reply(302, &[("location", &target)], ""),
        "/near" => reply(302, &[("location", "/here")], ""),
        _ => ok(),
    })
    .await;
    let fetch = async |path: &str, headers: &[(&str, &str)]| {
        run_one(&plan_of(&with_fields(&format!("{}{path}", first.address()), &[], headers)), quick()).await
    };

    let outcome = fetch("/near", &[("X-Api-Key", SECRET)]).await;
    assert!(outcome.failure().is_none());
    let last = first.seen.count() - 1;
    assert_eq!(
        (&first.seen.paths()[last][..], &first.seen.headers(last)["x-api-key"]),
        ("/here", &SECRET.parse().unwrap())
    );

    for (name, arrives) in [("Authorization", false), ("Cookie", false), ("X-Api-Key", false), ("X-Plain", true)] {
        let outcome = fetch("/away", &[(name, SECRET)]).await;
        assert!(outcome.failure().is_none(), "{name}: {outcome:?}");
        assert_eq!(other.seen.headers(other.seen.count() - 1).contains_key(name), arrives, "{name}");
    }
}
