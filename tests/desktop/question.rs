//! Before something is done to the server that many times, the window asks.

use fetchgrid_tests::{Server, Window};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_is_asked_about_first() {
    let server = Server::echo_ids();
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{id}")).await;
    window.fill("Values of {id}", "1-3").await;
    window.press("POST").await;
    window.see("3 requests").await;
    window.press("Run").await;
    window.see("Run 3 requests?").await;
    window.see("POST may change something at the server").await;
    window.screenshot("question-post").await;
    window.press("Cancel").await;
    window.see_no("Run 3 requests?").await;
    assert_eq!(server.paths(), Vec::<String>::new(), "nothing was sent");

    window.press("Run").await;
    window.see("Run 3 requests?").await;
    // Two buttons are called Run now; the one that is meant stands in the dialog.
    window.press_at("//*[@role='dialog']//button[normalize-space(.)='Run']", "Run in the dialog").await;
    window.until_progress("Finished").await;
    let mut paths = server.paths();
    paths.sort_unstable();
    assert_eq!(paths, ["/1", "/2", "/3"]);
    assert!(server.seen().iter().all(|seen| seen.method == "POST"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_small_get_is_not_asked_about() {
    let server = Server::echo_ids();
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{id}")).await;
    window.fill("Values of {id}", "1-3").await;
    window.see("3 requests").await;
    window.press("Run").await;
    window.until_progress("Finished").await;
    assert_eq!(server.paths().len(), 3);
}
