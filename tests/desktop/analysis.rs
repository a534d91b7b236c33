//! What an analyst does with a table in the real window: arranges it, looks into cells, draws it, copies its groups, and
//! compares it with the one before.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use fetchgrid_tests::{Answer, Server, Window, scratch};
use serde_json::json;

const CTRL: &str = "\u{e009}";
const ALT: &str = "\u{e00a}";
const SHIFT: &str = "\u{e008}";
const NO_KEYS: &str = "\u{e000}";
const ENTER: &str = "\u{e007}";
const DOWN: &str = "\u{e015}";
const F3: &str = "\u{e033}";
const F7: &str = "\u{e037}";

/// One white pixel.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\xdac\xf8\x0f\0\x01\x01\x01\0\x1c\xb0\x8c\x99\0\0\0\0IEND\xaeB`\x82";

/// Thirty things; what they cost grows by `dearer` for every tenth of them.
fn shop(dearer: Arc<AtomicU64>) -> Server {
    Server::start(move |seen| {
        if seen.path.starts_with("/pictures/") {
            return Answer::Bytes("image/png", PICTURE.to_vec());
        }
        let id: u64 = seen.last_part().parse().unwrap_or(0);
        let city = ["Delft", "Gouda", "Utrecht"][(id % 3) as usize];
        let more = if id.is_multiple_of(10) { dearer.load(Ordering::Relaxed) } else { 0 };
        Answer::Json(json!({
            "city": city,
            "price": id * 10 + more,
            "page": format!("https://shop.example/things/{id}"),
            "picture": format!("http://{}/pictures/{id}.png", seen.headers["host"]),
        }))
    })
}

async fn fetched(server: &Server) -> Window {
    let window = Window::open(&[]).await;
    window.fetch_each(&server.at("/{n}"), "Values of {n}", 30).await;
    window
}

#[tokio::test]
async fn a_table_is_arranged_looked_into_drawn_and_summed_up() {
    let server = shop(Arc::default());
    let window = fetched(&server).await;
    let results = window.grid("Results");

    results.open_column_menu("price").await;
    window.press("Pin to the left").await;
    window
        .until("the price comes first", async || {
            Ok(results.columns().await?.first().is_some_and(|first| first == "price"))
        })
        .await;
    results.open_column_menu("city").await;
    window.press("Rename…").await;
    window.fill("Name of the column", "Town").await;
    window.press_at("//*[@role='dialog']//button[normalize-space()='Rename']", "the button Rename").await;
    results.until_column("Town", &["Gouda", "Utrecht", "Delft"]).await;

    // A link is opened by the browser, and a picture is fetched, when that is asked for.
    results.focus("page", 0).await;
    window.type_keys(" ").await;
    assert_eq!(window.browsed(), [""; 0]);
    window.press("Open in browser").await;
    window.until("the browser is started", async || Ok(window.browsed() == ["https://shop.example/things/1"])).await;
    window.escape().await;
    results.focus("picture", 1).await;
    window.type_keys(F7).await;
    window.see("Nothing is fetched before you ask for it.").await;
    assert!(!server.paths().iter().any(|path| path.starts_with("/pictures/")));
    window.press("Show picture").await;
    let width = "return document.querySelector('[role=dialog] img')?.naturalWidth ?? 0";
    window.until("the picture is there", async || Ok(window.script(width).await? == json!(1))).await;
    window.screenshot("value-picture").await;
    window.escape().await;

    results.open_column_menu("Town").await;
    window.press("Group by this…").await;
    window.see("3 groups of 30 rows").await;
    window.press("Copy").await;
    window.press_starting("Copy with headers").await;
    window.see("6 cells copied").await;
    window.screenshot("groups-copied").await;
    window.escape().await;
    window.press("POST").await;
    let pasted = window.pasted_into("Body of the request").await;
    window.press("GET").await;
    assert_eq!(pasted.trim_end(), "Town\trows\nDelft\t10\nGouda\t10\nUtrecht\t10");

    let folder = scratch();
    let drawn = folder.path().join("towns.svg");
    window.press("Analyse").await;
    window.press("Chart…").await;
    window.see("3 bars").await;
    for theme in ["light", "dark"] {
        window.screenshot(&format!("chart-{theme}")).await;
        if theme == "light" {
            window.escape().await;
            window.theme("Dark").await;
            window.press("Analyse").await;
            window.press("Chart…").await;
            window.see("3 bars").await;
        }
    }
    window.press("Save as SVG…").await;
    window.choose_file("Save the chart", &drawn, "dialog-chart").await;
    window.see("Chart saved as").await;
    let svg = std::fs::read_to_string(&drawn).expect("the chart is there");
    assert!(svg.starts_with("<svg") && ["Delft", "Gouda", "Utrecht"].iter().all(|town| svg.contains(town)), "{svg}");
}

#[tokio::test]
async fn a_result_is_kept_and_compared_with_the_next() {
    let dearer = Arc::<AtomicU64>::default();
    let server = shop(dearer.clone());
    let window = fetched(&server).await;
    let folder = scratch();

    dearer.store(5, Ordering::Relaxed);
    window.fill("Values of {n}", "2-31").await;
    window.see("30 requests").await;
    window.press("Run").await;
    window.press("Keep this result, then start over…").await;
    window.choose_file("Keep this result", &folder.path().join("before.fetchgrid"), "dialog-keep").await;
    window.until_progress("Finished").await;
    window.grid("Results").until_column("price", &["20", "30"]).await;

    window.press("Analyse").await;
    window.press("Compare with an earlier result…").await;
    window.see("before: 30 rows").await;
    window.press("Compare").await;
    // The thirtieth is dearer, as are the tenth and the twentieth; the first is gone, and one has come.
    window.see("≠ 3 changed").await;
    window.see("+ 1 added").await;
    window.see("− 1 removed").await;
    let differences = window.grid("Differences");
    differences.until_column("price", &["105 (before: 100)", "205 (before: 200)", "305 (before: 300)"]).await;
    window.screenshot("compare-light").await;
    window.press("Copy").await;
    window.press_starting("JSON").await;
    window.see("cells copied").await;
    window.escape().await;
    window.press("POST").await;
    let pasted = window.pasted_into("Body of the request").await;
    let rows: Vec<serde_json::Value> = serde_json::from_str(&pasted).expect("JSON");
    let changes: Vec<(&str, u64)> =
        rows.iter().map(|row| (row["change"].as_str().unwrap_or(""), row["price"].as_u64().unwrap_or(0))).collect();
    assert_eq!(changes, [("changed", 105), ("changed", 205), ("changed", 305), ("added", 310), ("removed", 10)]);
    assert_eq!(rows[0]["price before"], json!(100));
}

#[tokio::test]
async fn the_grid_by_keys_alone() {
    let server = shop(Arc::default());
    let window = fetched(&server).await;
    let results = window.grid("Results");
    let keys = async |keys: &str| window.type_keys(keys).await;

    // Sorted by the menu of the column in which the cursor is.
    results.focus("price", 0).await;
    keys(&format!("{ALT}{DOWN}{NO_KEYS}")).await;
    let entry = "return document.activeElement?.innerText.trim() ?? ''";
    window
        .until("the cursor is at the entry", async || {
            let is_there = window.script(entry).await? == json!("Sort largest first");
            if !is_there {
                window.type_keys(DOWN).await;
            }
            Ok(is_there)
        })
        .await;
    keys(ENTER).await;
    results.until_column("price", &["300", "290"]).await;
    keys(&format!("{CTRL}z{NO_KEYS}")).await;
    results.until_column("price", &["10", "20"]).await;
    keys(&format!("{CTRL}y{NO_KEYS}")).await;
    results.until_column("price", &["300", "290"]).await;

    // Found, and from match to match.
    keys(&format!("{CTRL}f{NO_KEYS}")).await;
    keys("Delft").await;
    window.see("10 matches").await;
    keys(F3).await;
    window.see("1 of 10").await;
    keys(F3).await;
    window.see("2 of 10").await;
    window.escape().await;

    // To a row, and what stands in it.
    keys(&format!("{CTRL}g{NO_KEYS}")).await;
    window.see("Row number").await;
    keys(&format!("30{ENTER}")).await;
    let row = "return document.activeElement?.closest('tr')?.getAttribute('aria-rowindex') ?? ''";
    window.until("the last row has the cursor", async || Ok(window.script(row).await? == json!("31"))).await;
    keys(" ").await;
    window.see("row 30").await;
    window.escape().await;

    // A stretch of a column is selected, summed up, and copied.
    keys(&format!("{CTRL}\u{e011}{NO_KEYS}")).await;
    keys(&format!("{SHIFT}{DOWN}{DOWN}{NO_KEYS}")).await;
    window.until("three cells are selected", async || Ok(window.status().await.contains("3 × 1 cells"))).await;
    keys(&format!("{CTRL}c{NO_KEYS}")).await;
    window.see("3 × 1 cells copied").await;
}

#[tokio::test]
async fn a_row_is_gone_to_wherever_the_cursor_is() {
    let server = Server::start(|_| {
        let rows: Vec<_> = (1..=3_000).map(|row| json!({ "row": row, "twice": row * 2, "thrice": row * 3 })).collect();
        Answer::Json(json!(rows))
    });
    let window = Window::open(&[]).await;
    window.press("New").await;
    window.fill("Address", &server.at("/rows")).await;
    window.press("Run").await;
    window.until_progress("Finished").await;
    let results = window.grid("Results");
    window.until("all rows", async || Ok(results.rows().await? == 3_000)).await;
    results.until_filled().await;
    for (column, row) in [("row", 1_501), ("twice", 2_900), ("thrice", 40), ("row", 3_000), ("row", 1)] {
        results.focus(column, 0).await;
        window.type_keys(&format!("{CTRL}g{NO_KEYS}")).await;
        window.see("Row number").await;
        window.type_keys(&format!("{row}{ENTER}")).await;
        let cell =
            format!("return document.activeElement?.closest('tr')?.getAttribute('aria-rowindex') === '{}'", row + 1);
        window
            .until(&format!("row {row} has the cursor"), async || Ok(window.script(&cell).await? == json!(true)))
            .await;
        let shown = results.column("row").await.expect("is read");
        assert!(shown.contains(&row.to_string()), "row {row} is not among {shown:?}");
        window.type_keys(&format!("{CTRL}\u{e011}{NO_KEYS}")).await;
        window
            .until("back at the top", async || {
                Ok(results.column("row").await?.first().is_some_and(|first| first == "1"))
            })
            .await;
    }
}
