//! The main job, end to end.

use std::collections::BTreeSet;
use std::path::Path;

use calamine::{Reader, open_workbook_auto};
use fetchgrid_tests::{Grid, Window, scratch};

/// Ctrl held, in WebDriver's code points.
const CTRL: &str = "\u{e009}";
const NO_KEYS: &str = "\u{e000}";
const F8: &str = "\u{e038}";

fn csv_rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).expect("a CSV file");
    reader.records().map(|record| record.expect("sound CSV").iter().map(str::to_owned).collect()).collect()
}

fn column(rows: &[Vec<String>], title: &str) -> Vec<String> {
    let index =
        rows[0].iter().position(|other| other == title).unwrap_or_else(|| panic!("no {title} in {:?}", rows[0]));
    rows[1..].iter().map(|row| row[index].clone()).collect()
}

/// How many failed, by the progress: "Finished · 100 of 100 · 4 failed · in 0:03".
fn failed(progress: &str) -> u64 {
    let part = progress.split(" · ").find_map(|part| part.strip_suffix(" failed"));
    part.map_or(0, |count| count.parse().expect("a count"))
}

#[tokio::test]
async fn from_the_welcome_page_to_the_exported_file() {
    let folder = scratch();
    let window = Window::open(&[]).await;
    window.see("Turn a list of IDs into a spreadsheet").await;
    window.press("Try the sample").await;
    window.see("First addresses to be sent").await;
    window.see("/inventory/materials?id=0").await;
    window.see("100 requests").await;

    // Test one: the raw answer beside the rows that it becomes; nothing is kept of it.
    window.press("Test one").await;
    window.see("quantity").await;
    window.see("200").await;
    window.screenshot("journey-1-preview").await;

    // Run: rows and progress come while it runs.
    window.tab("Results").await;
    window.press("Run").await;
    let results = window.grid("Results");
    window
        .until("rows show while requests are still missing", || async {
            let (done, total) = window.done().await?;
            Ok(window.rows().await? > 0 && 0 < done && done < total)
        })
        .await;
    window.until("the title shows the percentage", || async { Ok(window.titles().contains(" % · ")) }).await;
    assert!(window.can_press("Pause").await.unwrap() && window.can_press("Stop").await.unwrap());
    window.screenshot("journey-2-running").await;
    window.until_progress("Finished").await;
    let progress = window.progress().await.unwrap();
    assert!(progress.contains("100 of 100"), "{progress}");
    let failures = failed(&progress);
    assert!((1..=10).contains(&failures), "{progress}");
    window.until("the grid has all rows", || async { Ok(results.rows().await? == 100 - failures) }).await;
    assert!(window.status().await.contains(&format!("{} rows", 100 - failures)), "{}", window.status().await);
    assert_eq!(results.columns().await.unwrap()[..2], ["type", "id"]);

    sort_and_find(&window).await;
    copy(&window).await;
    let left = retry(&window, failures).await;
    look_at_a_row(&window).await;

    // Export through the real file dialog.
    window.tab("Results").await;
    let exports =
        [("CSV text", "out.csv"), ("Excel workbook", "out.xlsx"), ("JSON", "out.json"), ("NDJSON", "out.ndjson")];
    for (format, name) in exports {
        window.export(format, &folder.path().join(name)).await;
    }
    let rows = csv_rows(&folder.path().join("out.csv"));
    assert_eq!(rows.len() as u64, 1 + 100 - left);
    let types: BTreeSet<_> = column(&rows, "type").into_iter().collect();
    assert_eq!(types, BTreeSet::from(["materials".to_owned(), "products".to_owned()]));
    let mut book = open_workbook_auto(folder.path().join("out.xlsx")).expect("a workbook");
    let sheets = book.sheet_names();
    assert!(sheets.contains(&"About this run".to_owned()) && sheets.contains(&"Failed".to_owned()), "{sheets:?}");
    assert_eq!(book.worksheet_range(&sheets[0]).unwrap().rows().count() as u64, 1 + 100 - left);
    let json: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.path().join("out.json")).unwrap()).unwrap();
    assert_eq!(json.as_array().map(|rows| rows.len() as u64), Some(100 - left));

    // Save, and reopen the file in a new window.
    let saved = folder.path().join("inventory.fetchgrid");
    window.save_as(&saved).await;
    let home = window.close().await;
    let again = Window::open_in(home, &[saved.to_str().unwrap()]).await;
    let results = again.grid("Results");
    again.until("the rows are there again", || async { Ok(results.rows().await? == 100 - left) }).await;
    again.until("the title names the file", || async { Ok(again.titles().contains("inventory – Fetchgrid")) }).await;
    assert_eq!(failed(&again.progress().await.unwrap()), left);
}

/// A click on a title sorts by it, another the other way round; the search finds in all columns.
async fn sort_and_find(window: &Window) {
    let results = window.grid("Results");
    results.until_column("id", &["0"]).await;
    let price = results.title_place("price").await;
    results.click(price).await;
    window
        .until("prices ascend", || async {
            let cells: Vec<f64> = results.column("price").await?.iter().filter_map(|cell| cell.parse().ok()).collect();
            Ok(cells.len() > 5 && cells.is_sorted() && cells[0] < cells[cells.len() - 1])
        })
        .await;
    results.click(price).await;
    window
        .until("prices descend", || async {
            let cells: Vec<f64> = results.column("price").await?.iter().filter_map(|cell| cell.parse().ok()).collect();
            Ok(cells.len() > 5 && cells.iter().rev().is_sorted() && cells[0] > cells[cells.len() - 1])
        })
        .await;
    window.screenshot("journey-3-sorted").await;
    results.click(Grid::below(price, 0)).await;
    results.open_menu_at_cursor("price").await;
    window.press("Back to request order").await;
    results.until_column("type", &["materials"]).await;

    let all = results.rows().await.unwrap();
    window.fill("Find in the results", "products").await;
    window.press("Show only rows that contain it").await;
    window
        .until("only products are found", || async {
            let kinds = results.column("type").await?;
            Ok(!kinds.is_empty() && kinds.iter().all(|kind| kind == "products") && results.rows().await? < all)
        })
        .await;
    window.screenshot("journey-4-found").await;
    window.press("Clear all").await;
    window.until("all rows are back", || async { Ok(results.rows().await? == all) }).await;
}

/// A rectangle by mouse, Ctrl+C, and what a text field takes from the clipboard: tabs between cells, a line for each row.
async fn copy(window: &Window) {
    let results = window.grid("Results");
    results.drag(("type", 0), ("name", 2)).await;
    window.until("the selection is counted", || async { Ok(window.status().await.contains("3 × 4 cells")) }).await;
    window.type_keys(&format!("{CTRL}c{NO_KEYS}")).await;
    window.see("3 × 4 cells copied").await;
    let expected = {
        let (kinds, ids, names) = (
            results.column("type").await.unwrap(),
            results.column("id").await.unwrap(),
            results.column("name").await.unwrap(),
        );
        (0..3).map(|row| format!("{}\t{}\t{}\t{}", kinds[row], ids[row], ids[row], names[row])).collect::<Vec<_>>()
    };
    window.press("POST").await;
    let pasted = window.pasted_into("Body of the request").await;
    window.press("GET").await;
    assert_eq!(pasted.lines().collect::<Vec<_>>(), expected);

    results.focus("price", 0).await;
    window.type_keys("\u{e008}\u{e015}\u{e015}\u{e015}\u{e000}").await;
    window.until("four numbers are summed", || async { Ok(window.status().await.contains("4 × 1 cells")) }).await;
    let prices = results.column("price").await.unwrap();
    let cents: i64 = prices[..4].iter().map(|price| price.replace('.', "").parse::<i64>().expect("cents")).sum();
    let sum = format!("sum {}.{:02}", cents / 100, cents % 100);
    let sum = sum.trim_end_matches('0').trim_end_matches('.').to_owned();
    window.until(&sum, || async { Ok(window.status().await.replace(' ', "").contains(&sum.replace(' ', ""))) }).await;
}

/// The failed by category, and their retry: what can get well is merged in its place; what cannot stays, with a reason.
async fn retry(window: &Window, before: u64) -> u64 {
    window.tab("Failed").await;
    window.see("Not found").await;
    window.see("Server error").await;
    let failed_grid = window.grid("Failed requests");
    window.until("a row for each failed request", || async { Ok(failed_grid.rows().await? == before) }).await;
    window.screenshot("journey-5-failed").await;
    window.press_starting("Retry failed").await;
    window
        .until("the servers that were down are up", || async {
            let progress = window.progress().await?;
            Ok(progress.contains("Finished") && progress.contains(&format!("of {before} recovered")))
        })
        .await;
    let left = failed(&window.progress().await.unwrap());
    assert!(0 < left && left < before, "{left} of {before} are left");
    window.tab("Failed").await;
    window.until("only the lasting failures are listed", || async { Ok(failed_grid.rows().await? == left) }).await;
    window.see_no("Server error").await;
    window.tab("Results").await;
    let results = window.grid("Results");
    window.until("the answers are merged", || async { Ok(results.rows().await? == 100 - left) }).await;
    let ids: Vec<u64> = results.column("id").await.unwrap().iter().filter_map(|id| id.parse().ok()).collect();
    assert!(ids.is_sorted(), "in their places: {ids:?}");
    left
}

/// The request and the raw answer behind a row, asked for by a key.
async fn look_at_a_row(window: &Window) {
    let results = window.grid("Results");
    results.focus("name", 4).await;
    let name = results.column("name").await.unwrap()[4].clone();
    window.type_keys(F8).await;
    window.see("200 OK").await;
    window.see("/inventory/materials?id=").await;
    window.see(&name).await;
    window.screenshot("journey-6-detail").await;
    window.press_starting("Close the response panel").await;
}
