//! What is wrong stands beside its field before anything is sent, and a run of one's own making works.

use fetchgrid_tests::{Answer, Server, Window, scratch};
use serde_json::json;

#[tokio::test]
async fn problems_stand_beside_their_fields() {
    let server = Server::echo_ids();
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", "example.com/{id}").await;
    window.press("Run").await;
    window.see_beside("Address", "has to begin with https:// or http://").await;
    window.screenshot("form-no-scheme").await;
    window.fill("Address", "ftp://example.com/{id}").await;
    window.see_beside("Address", "Only addresses that begin with").await;

    // A placeholder without a list, an empty list, a list that nothing uses.
    window.fill("Address", &server.at("/{id}")).await;
    window.press("Run").await;
    window
        .until("an empty list is pointed at", || async { Ok(!window.notes("Values of {id}").await?.is_empty()) })
        .await;
    window.fill("Values of {id}", "1-3").await;
    window
        .until("and no longer once it is filled", || async { Ok(window.notes("Values of {id}").await?.is_empty()) })
        .await;
    window.see("3 values").await;
    window.fill("Address", &server.at("/{other}")).await;
    window.see_beside("Values of {id}", "is nowhere in the address").await;
    window.press("Use for {other}").await;
    window.see_no("is nowhere in the address").await;
    window.see("/1").await;
    assert_eq!(server.paths(), Vec::<String>::new(), "nothing was sent");
}

#[tokio::test]
async fn what_is_typed_can_be_undone() {
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", "https://example.com/{id}").await;
    let list = "Values of {id}";
    window.fill(list, "1-3").await;
    window.fill(list, "x").await;
    let until_holds = async |expected: &str| {
        let what = format!("the list holds `{expected}`");
        let holds = || async { Ok(window.field(list).await.prop("value").await?.as_deref() == Some(expected)) };
        window.until(&what, holds).await;
    };
    until_holds("x").await;
    window.type_keys("\u{e009}z\u{e000}").await;
    until_holds("1-3").await;
    window.see("3 values").await;
    window.type_keys("\u{e009}y\u{e000}").await;
    until_holds("x").await;
}

#[tokio::test]
async fn an_extraction_of_ones_own() {
    let server = Server::start(|seen| Answer::Json(json!({ "path": seen.path, "deep": { "n": 1 } })));
    let folder = scratch();
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/{kind}/{id}")).await;
    window.fill("Values of {kind}", "a, b").await;
    window.fill("Values of {id}", "008-010").await;
    window.see("6 requests").await;
    window.see("/a/008").await;
    window.press("Run").await;
    window.until_progress("Finished").await;
    let results = window.grid("Results");
    results.until_column("path", &["/a/008", "/a/009", "/a/010", "/b/008", "/b/009", "/b/010"]).await;
    assert_eq!(results.columns().await.unwrap(), ["kind", "id", "path", "deep.n"]);

    // Side by side needs lists of one length; with them it is a request for each pair.
    window.press_starting("Side by side").await;
    window.fill("Values of {id}", "1,2").await;
    window.see("2 requests").await;
    window.press("Run").await;
    window.press_starting("Start over").await;
    window.press("Delete and start over").await;
    results.until_column("path", &["/a/1", "/b/2"]).await;
    window.until("the old rows are gone", || async { Ok(results.rows().await? == 2) }).await;

    // Run once more asks what to fetch; a file of values takes the place of typing.
    window.press("Run").await;
    window.see("Run again").await;
    window.screenshot("form-run-again").await;
    window.press("Cancel").await;
    let ids = folder.path().join("ids.csv");
    std::fs::write(&ids, "name,code\nAnn,007\nBo,008\n").unwrap();
    window.press_at("//*[@data-list='id']//button[contains(.,'From a file')]", "From a file of the list id").await;
    window.choose_file("Take values from a file", &ids, "dialog-open-values").await;
    window.see("Values are taken as text").await;
    window.screenshot("form-import").await;
    window.press_starting("code").await;
    window.press_starting("Use 2 values").await;
    window.see("ids.csv").await;
    window.see("/a/007").await;
}
