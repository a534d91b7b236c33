//! A run that cannot go on says why and waits for what is missing; nothing that arrived is asked for again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use fetchgrid_tests::{Answer, Server, Window};
use serde_json::json;

const KEY_HEADER: &str = "x-api-key";

/// How long the server asks to be left alone.
const ASKED: Duration = Duration::from_secs(2);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_expires_is_replaced_and_the_run_goes_on() {
    const GOOD_UNTIL: u64 = 60;
    let server = Server::start(|seen| {
        let is_good = match seen.headers.get(KEY_HEADER).map(String::as_str) {
            Some("first-key") => seen.number <= GOOD_UNTIL,
            Some("second-key") => true,
            _ => false,
        };
        // A refusal takes longer, so that every good answer has arrived when the first one is heard.
        let (wait_ms, answer) = match is_good {
            true => (15, Answer::Json(json!({ "answer": seen.last_part() }))),
            false => (150, Answer::Status(401, json!({ "error": "the key has expired" }))),
        };
        Answer::After(Duration::from_millis(wait_ms), Box::new(answer))
    });
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{id}")).await;
    window.fill("Values of {id}", "1-200").await;
    window.press_starting("Sign-in and headers").await;
    window.press("Add sign-in").await;
    window.press_starting("API key").await;
    window.fill("Value of header 1", "first-key").await;
    window.see("200 requests").await;
    window.press("Run").await;
    window.until_progress("Paused: the API refused the key").await;
    window.see("did not accept your key").await;
    window.screenshot("paused-sign-in").await;
    let answered = paths_of(&server, |number| number <= GOOD_UNTIL);
    let before = server.seen().len();
    assert!(before < 100, "the run stopped asking after the first refusals: {before} requests");

    window.press("Go to Sign-in").await;
    window.fill("Value of header 1", "second-key").await;
    window.press("Continue").await;
    window.until_progress("Finished").await;
    assert!(window.progress().await.unwrap().contains("200 of 200"), "{}", window.progress().await.unwrap());
    window.see_no("did not accept your key").await;
    window.until("every row is there", || async { Ok(window.rows().await? == 200) }).await;
    window.grid("Results").until_column("answer", &["1", "2", "3"]).await;

    let again = paths_of(&server, |number| number > before as u64);
    let twice: Vec<_> = answered.intersection(&again).collect();
    assert!(twice.is_empty(), "answered under the first key and asked for again: {twice:?}");
    assert_eq!(answered.len() + again.len(), 200);
    assert_eq!(server.seen().len() - before, again.len(), "and the rest once each");
}

fn paths_of(server: &Server, is_meant: impl Fn(u64) -> bool) -> BTreeSet<String> {
    server.seen().into_iter().filter(|seen| is_meant(seen.number)).map(|seen| seen.path).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_is_asked_to_slow_down_goes_on_by_itself() {
    const REFUSED: u64 = 40;
    let came = Arc::new(Mutex::new(BTreeMap::new()));
    let times = came.clone();
    let server = Server::start(move |seen| {
        times.lock().unwrap().insert(seen.number, Instant::now());
        let answer = match seen.number {
            REFUSED => {
                Answer::Full(429, vec![("retry-after", ASKED.as_secs().to_string())], "too many requests".to_owned())
            }
            _ => Answer::Json(json!({ "answer": seen.last_part() })),
        };
        Answer::After(Duration::from_millis(15), Box::new(answer))
    });
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{id}")).await;
    window.fill("Values of {id}", "1-200").await;
    window.see("200 requests").await;
    window.press("Run").await;
    window.until_progress("The API asked us to slow down; continuing at").await;
    window.until_progress("Finished").await;
    let progress = window.progress().await.unwrap();
    assert!(progress.contains("200 of 200") && !progress.contains("failed"), "{progress}");
    window.until("every row is there", || async { Ok(window.rows().await? == 200) }).await;

    let came = came.lock().unwrap();
    let refused = came[&REFUSED];
    // What was on its way already may still come; nothing else does before the time is over.
    let on_its_way = Duration::from_millis(400);
    let early: Vec<_> = came
        .iter()
        .map(|(number, at)| (number, at.saturating_duration_since(refused)))
        .filter(|(_, after)| *after > on_its_way && *after < ASKED)
        .collect();
    assert!(early.is_empty(), "asked before the time was over: {early:?}");
    assert_eq!(came.len(), 201, "the refused one was sent again, and it alone");
}
