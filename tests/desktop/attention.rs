//! The desktop around the window: it is told of the end of a run that nobody watched, and does not fall asleep under one.

use std::collections::BTreeSet;
use std::time::Duration;

use fetchgrid_tests::{Answer, Bus, Server, Shown, Window};
use serde_json::json;

/// A little longer than a run that is not worth telling of.
const WORTH_TELLING: Duration = Duration::from_millis(10_200);

/// The server's time for one of the first answers.
const ANSWER: Duration = Duration::from_millis(150);

const LIMIT: Duration = Duration::from_secs(60);

async fn fill_in(window: &Window, server: &Server, values: &str) {
    window.press("New").await;
    window.fill("Address", &server.at("/{id}")).await;
    window.fill("Values of {id}", values).await;
    window.see("First addresses to be sent").await;
}

async fn until_awake(window: &Window, bus: &Bus, when: &str, keepers: &[&str]) {
    let expected = keepers.iter().copied().collect::<BTreeSet<_>>();
    window
        .until(&format!("{when}, the machine is kept awake by {keepers:?}"), || async {
            Ok(bus.awake().await == expected)
        })
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_end_of_an_unwatched_run_is_told_once() {
    let bus = Bus::start().await;
    let server = Server::start(|seen| match seen.last_part().as_str() {
        "1" => Answer::After(WORTH_TELLING, Box::new(Answer::Json(json!({ "answer": 1 })))),
        "3" => Answer::Status(404, json!({ "error": "none" })),
        id => Answer::Json(json!({ "answer": id })),
    });
    let window = Window::open_on(&bus, &[]).await;
    fill_in(&window, &server, "1-5").await;
    window.display().focus("127.0.0.1 – Fetchgrid");
    window.press("Run").await;
    window.until_progress("Finished").await;

    // The same once more, while the keyboard is with another window.
    window.press("Run").await;
    window.press_starting("Start over").await;
    window.press("Delete and start over").await;
    let elsewhere = window.display().look_away(LIMIT).await;
    window.until_progress("4 of 5").await;
    window.until_progress("Finished").await;
    window.until_within(LIMIT, "the end is told", || async { Ok(!bus.shown().is_empty()) }).await;
    drop(elsewhere);
    window.close().await;
    let told = Shown { title: "127.0.0.1 is finished".into(), text: "5 requests, 1 failed, 10 s".into() };
    assert_eq!(bus.shown(), [told], "of the two runs, the one that nobody watched");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_machine_is_awake_while_a_run_is_going() {
    let bus = Bus::start().await;
    let server = Server::start(|seen| {
        let answer = Answer::Json(json!({ "answer": seen.last_part() }));
        if seen.number <= 40 { Answer::After(ANSWER, Box::new(answer)) } else { Answer::Held(Box::new(answer)) }
    });
    let window = Window::open_on(&bus, &[]).await;
    fill_in(&window, &server, "1-60").await;
    until_awake(&window, &bus, "before a run", &[]).await;
    window.press("Run").await;
    until_awake(&window, &bus, "during a run", &["desktop", "login"]).await;
    // The window takes a second click within half a second for a slip: at 8 workers this is past it.
    window.until("forty are done", || async { Ok(window.done().await?.0 == 40) }).await;
    window.press("Pause").await;
    window.until_progress("Paused").await;
    until_awake(&window, &bus, "in a pause", &[]).await;
    window.press("Resume").await;
    until_awake(&window, &bus, "after the pause", &["desktop", "login"]).await;
    server.release();
    window.until_progress("Finished").await;
    until_awake(&window, &bus, "after the run", &[]).await;

    let silent = Server::start(|_| Answer::Never);
    window.fill("Address", &silent.at("/{id}")).await;
    window.see(&silent.at("/1")).await;
    window.press("Run").await;
    window.press_starting("Start over").await;
    window.press("Delete and start over").await;
    until_awake(&window, &bus, "during another run", &["desktop", "login"]).await;
    window.kill();
    let is_let_go = async {
        while !bus.awake().await.is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(LIMIT, is_let_go).await.expect("a kill lets the machine fall asleep again");
}
