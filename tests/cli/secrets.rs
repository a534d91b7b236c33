//! Secrets reach the server and nothing else: no document, no export, no log, no message.

use std::fs;
use std::path::Path;

use calamine::{Reader, open_workbook_auto};
use fetchgrid_tests::{Answer, Cli, Server, scratch};
use serde_json::json;

use crate::fetch;

const SECRET: &str = "s3cr3t-t0ken-9f1c";

fn holds(path: &Path) -> bool {
    let bytes = fs::read(path).expect("a file");
    bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
}

#[test]
fn they_stay_out_of_everything_that_is_written() {
    // 401 on one of them, so that failures are described too.
    let server = Server::start(|seen| match seen.last_part().as_str() {
        "2" => Answer::Status(401, json!({})),
        id => Answer::Json(json!({ "id": id })),
    });
    let folder = scratch();
    let document = folder.path().join("secret.fetchgrid");
    let authorization = format!("Authorization: Bearer {SECRET}");
    let key = format!("X-Api-Key: {SECRET}");
    let cookie = format!("Cookie: session={SECRET}");
    let outs = ["out.csv", "out.xlsx", "out.json", "out.ndjson"].map(|name| folder.path().join(name));
    let args = ["--values", "id=1-3", "--header", &authorization, "--header", &key, "--header", &cookie, "--json"];
    let ran = fetch(&server.at("/{id}"), &document, &args)
        .env("RUST_LOG", "trace")
        .with(["--out"])
        .with([&outs[0]])
        .run()
        .expect(2);
    for seen in server.seen() {
        assert_eq!(seen.headers["authorization"], format!("Bearer {SECRET}"));
        assert_eq!(seen.headers["x-api-key"], SECRET);
        assert_eq!(seen.headers["cookie"], format!("session={SECRET}"));
    }
    assert!(!ran.stdout().contains(SECRET) && !ran.stderr().contains(SECRET), "{}\n{}", ran.stdout(), ran.stderr());

    for out in &outs {
        let export = Cli::new(["export"]).with([&document]).with(["--request-columns", "--out"]).with([out]);
        export.run().expect(0);
        assert!(!holds(out), "{}", out.display());
    }
    let mut book = open_workbook_auto(&outs[1]).expect("a workbook");
    for (name, range) in book.worksheets() {
        let found = range.rows().flatten().any(|cell| cell.to_string().contains(SECRET));
        assert!(!found, "the sheet {name}");
    }
    assert!(!holds(&document));
    let info = Cli::new(["info", "--json"]).with([&document]).run().expect(0);
    assert!(!info.stdout().contains(SECRET));
}

#[test]
fn a_document_asks_for_them_again() {
    let server = Server::start(|seen| match seen.nth {
        1 => Answer::Status(401, json!({})),
        _ => Answer::Json(json!({ "id": seen.last_part() })),
    });
    let folder = scratch();
    let document = folder.path().join("again.fetchgrid");
    let authorization = format!("Authorization: Bearer {SECRET}");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1-2", "--header", &authorization]).run().expect(2);
    let without = Cli::new(["run"]).with([&document]).with(["--retry-failed"]).run().expect(1);
    assert!(without.stderr().contains("Authorization"), "{}", without.stderr());
    assert_eq!(server.seen().len(), 2, "nothing is sent without the key");
    Cli::new(["run"]).with([&document]).with(["--retry-failed", "--header", &authorization]).run().expect(0);
    assert_eq!(server.seen()[2].headers["authorization"], format!("Bearer {SECRET}"));
}
