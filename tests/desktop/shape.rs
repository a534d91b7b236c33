//! Another table by pointing, and answers in pages, in the real window.

use std::time::Duration;

use fetchgrid_sample_api::{SampleApi, SampleOptions};
use fetchgrid_tests::{Answer, Server, Window, scratch};
use serde_json::json;

/// Things with parts and tags; the third has a price that is none.
fn server() -> Server {
    Server::start(|seen| {
        let id: u64 = seen.last_part().parse().unwrap_or(0);
        let price = if id == 3 { json!("on request") } else { json!(id * 10) };
        let parts: Vec<_> = (1..=2).map(|part| json!({ "part": format!("{id}.{part}"), "weight": part })).collect();
        Answer::Json(json!({
            "status": "ok",
            "total": 40,
            "thing": { "id": id, "price": price, "made": "2026-11-30", "tags": ["oak", format!("no {id}")] },
            "assembly": { "parts": parts },
        }))
    })
}

#[tokio::test]
async fn another_table_by_pointing() {
    let server = server();
    let folder = scratch();
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{n}")).await;
    window.fill("Values of {n}", "1-40").await;
    window.press("Run").await;
    window.until_progress("Finished").await;
    let asked = server.paths().len();
    let results = window.grid("Results");
    window.until("a row for each answer", || async { Ok(results.rows().await? == 40) }).await;

    // A click at a list in the answer makes it the rows.
    window.tab("Shape").await;
    window.press("Answer").await;
    window.press("Make rows: parts").await;
    window.press_starting("Make these the rows").await;
    window.tab("Results").await;
    window.until("a row for each part", || async { Ok(results.rows().await? == 80) }).await;
    results.until_column("part", &["1.1", "1.2", "2.1"]).await;

    // Something from around the rows, as a column of each.
    window.tab("Shape").await;
    window.press("Answer").await;
    window.press("Add as a column: total").await;
    window.tab("Results").await;
    results.until_column("total", &["40", "40"]).await;
    window.tab("Shape").await;
    window.screenshot("shape-answer").await;
    window.press_at("//*[@role='radiogroup']//label[normalize-space()='Preview']", "the preview of the shape").await;
    window.grid("First rows").until_column("part", &["1.1", "1.2"]).await;
    window.screenshot("shape-preview").await;

    // Taken back, and done again.
    window.press("Undo").await;
    window.press("Undo").await;
    window.tab("Results").await;
    window.until("a row for each answer again", || async { Ok(results.rows().await? == 40) }).await;
    window.tab("Shape").await;
    window.press("Redo").await;
    window.tab("Results").await;
    window.until("a row for each part again", || async { Ok(results.rows().await? == 80) }).await;
    assert_eq!(server.paths().len(), asked, "nothing was asked for again");

    // The steps are in the document.
    let saved = folder.path().join("parts.fetchgrid");
    window.save_as(&saved).await;
    let home = window.close().await;
    let again = Window::open_in(home, &[saved.to_str().unwrap()]).await;
    again.grid("Results").until_column("part", &["1.1", "1.2"]).await;
    again.tab("Shape").await;
    again.see("parts").await;
    again.grid("First rows").until_column("part", &["1.1", "1.2"]).await;
    again.screenshot("shape-reopened").await;
}

#[tokio::test]
async fn pages_are_offered_and_fetched() {
    let options = SampleOptions { latency: Duration::ZERO, error_rate: 0.0, ..SampleOptions::default() };
    let api = SampleApi::start(options).await.expect("the sample API");
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &format!("{}/paged/rick-and-morty/character", api.address())).await;
    window.press("Test one").await;
    window.see("page 1 of 5").await;
    window.screenshot("pages-offered").await;
    window.press("Fetch all pages").await;
    window.press("Run").await;
    window.until_progress("Finished").await;
    window.tab("Results").await;
    let results = window.grid("Results");
    window.until("all records of all pages", || async { Ok(results.rows().await? == 83) }).await;
    window.screenshot("pages-fetched").await;
}
