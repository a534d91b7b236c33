//! The window is killed in the middle of a run: what was counted is there when it opens again, and the rest is offered.

use std::time::Duration;

use fetchgrid_tests::{Answer, Server, Window};
use serde_json::json;

const LIMIT: Duration = Duration::from_secs(60);

/// A little longer than the time in which the window takes another press for a slip.
const SLIP: Duration = Duration::from_millis(700);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_survives_a_kill_and_is_completed() {
    // Forty answers, then silence until the window is dead.
    let server = Server::start(|seen| {
        let answer = Answer::Json(json!({ "answer": seen.last_part() }));
        if seen.number <= 40 { answer } else { Answer::Held(Box::new(answer)) }
    });
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{id}")).await;
    window.fill("Values of {id}", "1-100").await;
    window.see("100 requests").await;
    window.press("Run").await;
    window.until_within(LIMIT, "forty are counted", || async { Ok(window.done().await? == (40, 100)) }).await;
    let home = window.kill();

    server.release();
    let before = server.paths().len();
    let window = Window::open_in(home, &[]).await;
    window.see("Recent").await;
    window.press_starting("127.0.0.1").await;
    window.see("40 of 100 done").await;
    let results = window.grid("Results");
    window.until("the counted rows are there", || async { Ok(results.rows().await? == 40) }).await;
    window.screenshot("interrupted").await;
    window.press("Resume").await;
    window.until_progress("Finished").await;
    window.until("all rows are there", || async { Ok(results.rows().await? == 100) }).await;
    results.until_column("answer", &["1", "2", "3"]).await;
    assert_eq!(server.paths().len() - before, 60, "exactly the rest was asked for");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pause_and_stop_keep_what_arrived() {
    let server = Server::start(|seen| {
        Answer::After(Duration::from_millis(30), Box::new(Answer::Json(json!({ "answer": seen.last_part() }))))
    });
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{id}")).await;
    window.fill("Values of {id}", "1-5000").await;
    window.see("5 000 requests").await;
    // Long enough for a slow machine to press two buttons in.
    window.press("Run").await;
    // The window takes a second click within half a second for a slip: at 8 workers and 30 ms this is past it.
    window.until("some are done", || async { Ok(window.done().await?.0 >= 200) }).await;
    window.press("Pause").await;
    window.until_progress("Paused").await;
    window.grid("Results").until_filled().await;
    window.screenshot("paused").await;
    let asked = server.paths().len();
    assert!(asked < 5000);
    window.press("Resume").await;
    window.until("it goes on", || async { Ok(window.done().await?.0 as usize > asked + 200) }).await;
    window.press("Stop").await;
    window.until_progress("Stopped").await;
    let (done, total) = window.done().await.unwrap();
    assert!(done < total, "{done} of {total}");
    window.until("every counted row is there", || async { Ok(window.rows().await? == done) }).await;
    // A press so soon after Stop passes for a slip; and pressed once more, the button may say Pause by then.
    tokio::time::sleep(SLIP).await;
    window.press_starting("Fetch the rest (").await;
    window.until_progress("Finished").await;
    window.until("all rows are there", || async { Ok(window.rows().await? == 5000) }).await;
}
