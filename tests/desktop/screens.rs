//! Every screen, light and dark, under `target/screenshots` for a person to look at.

use fetchgrid_tests::{Answer, Server, Window};
use serde_json::json;

const F8: &str = "\u{e038}";

async fn both(window: &Window, name: &str) {
    window.theme("Light").await;
    window.screenshot(&format!("{name}-light")).await;
    window.theme("Dark").await;
    window.screenshot(&format!("{name}-dark")).await;
}

#[tokio::test]
async fn screens_of_the_sample() {
    let window = Window::open(&[]).await;
    window.see("Try the sample").await;
    both(&window, "welcome").await;
    window.press("Try the sample").await;
    window.see("First addresses").await;
    both(&window, "ready").await;
    window.press("Test one").await;
    window.see("quantity").await;
    both(&window, "preview").await;
    window.tab("Results").await;
    window.press("Run").await;
    window.until_progress("Finished").await;
    let results = window.grid("Results");
    results.until_filled().await;
    results.focus("name", 3).await;
    window.type_keys(F8).await;
    window.see("200 OK").await;
    both(&window, "results").await;
    window.press_starting("Close the response panel").await;
    window.tab("Failed").await;
    window.grid("Failed requests").until_filled().await;
    both(&window, "failed").await;
    window.tab("Shape").await;
    window.see("Lists inside rows").await;
    both(&window, "shape").await;
    window.tab("Activity").await;
    both(&window, "activity").await;
    window.tab("Results").await;
    window.theme("Light").await;
    window.press("Export").await;
    window.see("NDJSON").await;
    window.screenshot("export-light").await;
    window.escape().await;
    window.theme("Dark").await;
    window.press("Export").await;
    window.see("NDJSON").await;
    window.screenshot("export-dark").await;
}

#[tokio::test]
async fn a_wide_table() {
    let server = Server::start(|seen| {
        let row = seen.last_part();
        let mut record = serde_json::Map::new();
        for column in 0..40 {
            record.insert(format!("group{}.field{column}", column / 8), json!(format!("{row}-{column}")));
        }
        record.insert("price".into(), json!(1234.5));
        record.insert("none".into(), json!(null));
        record.insert("tags".into(), json!(["a", "b"]));
        Answer::Json(record.into())
    });
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{id}")).await;
    window.fill("Values of {id}", "1-500").await;
    window.see("500 requests").await;
    window.press("Run").await;
    window.until_progress("Finished").await;
    window.grid("Results").until_filled().await;
    both(&window, "wide").await;
}
