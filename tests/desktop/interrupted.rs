//! A saved document whose run was killed says how far it came, and Resume fetches the rest: every value once.

use std::collections::BTreeMap;
use std::time::Duration;

use fetchgrid_tests::{Answer, Server, Window, scratch};
use serde_json::json;

const LIMIT: Duration = Duration::from_secs(60);

/// At the usual 8 workers so many may be on their way when the window is killed.
const IN_FLIGHT: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_run_is_resumed_with_nothing_twice() {
    // Every tenth fails for good; after 400 there is silence until the window is dead.
    let server = Server::start(|seen| {
        let id: u64 = seen.last_part().parse().unwrap_or(0);
        let answer = match id % 10 {
            0 => Answer::Status(404, json!({ "error": "none" })),
            _ => Answer::Json(json!({ "answer": id })),
        };
        if seen.number <= 400 { answer } else { Answer::Held(Box::new(answer)) }
    });
    let folder = scratch();
    let path = folder.path().join("numbers.fetchgrid");
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{id}")).await;
    window.fill("Values of {id}", "1-1000").await;
    window.see("1 000 requests").await;
    window.save_as(&path).await;
    window.press("Run").await;
    window.until_within(LIMIT, "400 are counted", || async { Ok(window.done().await? == (400, 1000)) }).await;
    let home = window.kill();
    server.release();

    let before = server.paths();
    assert!((400..=400 + IN_FLIGHT).contains(&before.len()), "{} were asked for", before.len());
    let window = Window::open_in(home, &[path.to_str().expect("a path in UTF-8")]).await;
    window.see("This run did not finish: 400 of 1 000 done. Resume?").await;
    window.screenshot("interrupted-saved").await;
    window.press("Resume").await;
    window.until_progress("Finished").await;
    let progress = window.progress().await.unwrap();
    assert!(progress.contains("1 000 of 1 000") && progress.contains("100 failed"), "{progress}");
    window.see_no("did not finish").await;
    window.until("every row is there", || async { Ok(window.rows().await? == 900) }).await;
    window.grid("Results").until_column("answer", &["1", "2", "3"]).await;

    let mut times = BTreeMap::<String, usize>::new();
    server.paths().into_iter().for_each(|path| *times.entry(path).or_default() += 1);
    assert_eq!(times.len(), 1000, "every value was asked for");
    let twice = times.values().filter(|count| **count > 1).count();
    assert!(twice <= IN_FLIGHT && times.values().all(|count| *count <= 2), "{twice} were asked for twice");
    for path in &before[..400] {
        assert_eq!(times[path], 1, "{path} had its answer on disk");
    }
}
