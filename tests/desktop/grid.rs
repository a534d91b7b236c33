//! Working in the grid of the real window: sorting, filtering by values, finding, hiding, grouping, copying.

use fetchgrid_tests::{Answer, Server, Window};
use serde_json::json;

fn server() -> Server {
    Server::start(|seen| {
        let id: u64 = seen.last_part().parse().unwrap_or(0);
        let city = ["Delft", "Gouda", "Utrecht"][(id % 3) as usize];
        Answer::Json(json!({ "id": id, "city": city, "price": id * 10 }))
    })
}

#[tokio::test]
async fn a_view_by_pointing_and_keys() {
    let server = server();
    let window = Window::open(&[]).await;
    window.fetch_each(&server.at("/{n}"), "Values of {n}", 30).await;
    let results = window.grid("Results");

    results.open_column_menu("price").await;
    window.press("Sort largest first").await;
    results.until_column("price", &["300", "290", "280"]).await;

    // One of three values is left.
    results.open_column_menu("city").await;
    window.press("Filter…").await;
    window.press("Select none").await;
    window.press_at("//*[@role='dialog']//label[starts-with(normalize-space(), 'Gouda')]", "the value Gouda").await;
    window.until("the rows of Gouda", || async { Ok(results.rows().await? == 10) }).await;
    window.screenshot("grid-filter").await;
    window.escape().await;
    results.until_column("city", &["Gouda", "Gouda"]).await;
    results.until_column("price", &["280", "250"]).await;
    window.see("10 of 30 rows").await;

    // Finding takes no row away.
    window.fill("Find in the results", "22").await;
    window.see("matches").await;
    assert_eq!(results.rows().await.expect("is read"), 10);
    window.screenshot("grid-find").await;
    window.fill("Find in the results", "").await;

    results.open_column_menu("id").await;
    window.press("Hide in this view").await;
    window.until("a column less", || async { Ok(!results.columns().await?.contains(&"id".to_owned())) }).await;

    window.press("Clear all").await;
    window.until("all rows again", || async { Ok(results.rows().await? == 30) }).await;
    results.until_column("price", &["10", "20"]).await;

    results.open_column_menu("city").await;
    window.press("Group by this…").await;
    window.see("3 groups of 30 rows").await;
    window.screenshot("grid-groups").await;
}
