//! How soon the first row is seen after the first answer.

use std::time::{Duration, Instant};

use fetchgrid_tests::{Answer, Server, Window};
use serde_json::json;

/// From the answer on the wire to the row in the window.
const FIRST_ROW: Duration = Duration::from_millis(250);

/// A neighbour on the machine can hold up one of them.
const ATTEMPTS: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_row_is_seen_soon_after_the_first_answer() {
    let mut times = Vec::new();
    for _ in 0..ATTEMPTS {
        // The first answer waits for us; the others never come, so nothing but the first can show rows.
        let server = Server::start(|seen| match seen.last_part().as_str() {
            "1" => Answer::Held(Box::new(Answer::Json(json!({ "answer": 1 })))),
            _ => Answer::Never,
        });
        let window = Window::open(&[]).await;
        window.press("New").await;
        window.fill("Address", &server.at("/{id}")).await;
        window.fill("Values of {id}", "1-8").await;
        window.see("8 requests").await;
        window.press("Run").await;
        window.until("all are asked", || async { Ok(server.paths().len() == 8) }).await;
        server.release();
        let start = Instant::now();
        window.until("the first row", || async { Ok(window.status().await.contains("1 row")) }).await;
        times.push(start.elapsed());
        eprintln!("the first row after {:?}", start.elapsed());
        if start.elapsed() <= FIRST_ROW {
            return;
        }
    }
    panic!("the first row was seen after {times:?}");
}
