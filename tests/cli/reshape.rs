//! Other rows from what was fetched, without asking again.

use fetchgrid_tests::{Answer, Cli, Server, column, exported, info, scratch};
use serde_json::json;

use crate::{fetch, refused};

/// Three answers, each a thing with a list and a wrapped list.
fn server() -> Server {
    Server::start(|seen| {
        let id = seen.last_part();
        Answer::Json(json!({
            "id": id,
            "tags": ["a", id],
            "parts": { "list": [{ "n": format!("{id}1") }, { "n": format!("{id}2") }] },
        }))
    })
}

#[test]
fn nothing_is_fetched_again() {
    let server = server();
    let folder = scratch();
    let document = folder.path().join("things.fetchgrid");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1-3"]).run().expect(0);
    let asked = server.paths().len();
    let reshape = |args: &[&str]| {
        let told = Cli::new(["reshape"]).with([&document]).with(args).with(["--json"]).run().expect(0).json();
        assert_eq!(told["rows"], info(&document)["rows"], "{args:?}");
        exported(&document)
    };
    let check =
        |args: &[&str], name: &str, expected: &[&str]| assert_eq!(column(&reshape(args), name), expected, "{args:?}");

    check(&[], "tags", &[r#"["a","1"]"#, r#"["a","2"]"#, r#"["a","3"]"#]);
    check(&["--records", "$.parts.list"], "n", &["11", "12", "21", "22", "31", "32"]);
    check(&["--records", "$.parts.list[?@.n == '12' || @.n == '31']"], "n", &["12", "31"]);
    check(&["--records", "$.parts", "--records-as", "members"], "_key", &["list", "list", "list"]);
    check(&["--records", "auto", "--explode", "tags"], "tags", &["a", "1", "a", "2", "a", "3"]);
    check(&["--join", "tags= + "], "tags", &["a + 1", "a + 2", "a + 3"]);
    check(&["--numbered", "tags"], "tags.2", &["1", "2", "3"]);
    check(&["--count", "tags"], "tags", &["2", "2", "2"]);
    check(&["--explode", "parts.list"], "parts.list.n", &["11", "12", "21", "22", "31", "32"]);
    check(&["--reset"], "tags", &[r#"["a","1"]"#, r#"["a","2"]"#, r#"["a","3"]"#]);
    // Of several values at one place none is left out.
    check(&["--columns", "id,all=$.parts.list[*].n"], "all", &[r#"["11","12"]"#, r#"["21","22"]"#, r#"["31","32"]"#]);
    assert!(column(&reshape(&["--reset", "--format", "text"]), "value")[0].starts_with(r#"{"id":"1","#));
    assert_eq!(server.paths().len(), asked, "nothing was asked for");
}

#[test]
fn letters_are_read_as_they_were_written() {
    // Nothing says that this is KOI8-R.
    let server =
        Server::start(|_| Answer::Bytes("text/csv; charset=iso-8859-1", b"id,name\n1,\xED\xC9\xD2\n".to_vec()));
    let folder = scratch();
    let document = folder.path().join("letters.fetchgrid");
    fetch(&server.at("/x"), &document, &[]).run().expect(0);
    let check = |args: &[&str], expected: &str| {
        Cli::new(["reshape"]).with([&document]).with(args).run().expect(0);
        assert_eq!(column(&exported(&document), "name"), [expected], "{args:?}");
    };
    check(&[], "íÉÒ");
    check(&["--charset", "koi8-r"], "Мир");
    check(&["--charset", "auto"], "íÉÒ");
    refused(
        Cli::new(["reshape"]).with([&document]).with(["--charset", "klingon"]).run(),
        &["klingon", "character set"],
    );
    assert_eq!(column(&exported(&document), "name"), ["íÉÒ"], "nothing has changed");
}

#[test]
fn a_document_is_fetched_in_the_shape_that_is_asked_for() {
    let server = server();
    let folder = scratch();
    let document = folder.path().join("things.fetchgrid");
    let args = ["--values", "id=1-2", "--records", "$.parts.list"];
    fetch(&server.at("/{id}"), &document, &args).run().expect(0);
    assert_eq!(column(&exported(&document), "n"), ["11", "12", "21", "22"]);
}

#[test]
fn what_is_no_shape_is_refused_and_changes_nothing() {
    let server = server();
    let folder = scratch();
    let document = folder.path().join("things.fetchgrid");
    refused(
        fetch(&server.at("/{id}"), &document, &["--values", "id=1", "--records", "parts["]).run(),
        &["parts[", "JSONPath"],
    );
    assert!(!document.exists(), "nothing is left of it");
    assert!(server.paths().is_empty(), "nothing was asked for");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1"]).run().expect(0);
    let reshape = |args: &[&str]| Cli::new(["reshape"]).with([&document]).with(args).run();
    refused(reshape(&["--records", "$.a["]), &["JSONPath"]);
    refused(reshape(&["--records-as", "members"]), &["--records"]);
    refused(reshape(&["--format", "yaml"]), &["yaml"]);
    assert_eq!(column(&exported(&document), "id"), ["1"]);
}

/// Columns that are called, typed, chosen and ordered; what they are over all rows.
#[test]
fn columns_are_as_one_says() {
    let server = Server::start(|seen| {
        let id: u64 = seen.last_part().parse().unwrap_or(0);
        let mut record = json!({ "zip": format!("{id:03}"), "n": id, "when": "2026-11-30", "late": null });
        if id == 3 {
            record["n"] = json!("n/a");
            record["late"] = json!("");
            record["only here"] = json!(9_007_199_254_740_993_u64);
        }
        Answer::Json(json!({ "total": 3, "results": [record] }))
    });
    let folder = scratch();
    let document = folder.path().join("things.fetchgrid");
    fetch(&server.at("/{id}"), &document, &["--values", "id=1-3"]).run().expect(0);
    let asked = server.paths().len();
    let reshape = |args: &[&str]| {
        Cli::new(["reshape"]).with([&document]).with(args).run().expect(0);
        exported(&document)
    };
    assert_eq!(exported(&document)[0], ["id", "zip", "n", "when", "late", "only here"]);
    assert_eq!(column(&exported(&document), "only here"), ["", "", "9007199254740993"], "for all rows");
    let chosen = "Status=request.status,of=$.total,N=n,zip,value={id}";
    let rows = reshape(&["--columns", chosen]);
    assert_eq!(rows[0], ["Status", "of", "N", "zip", "value"]);
    assert_eq!(
        rows[1..],
        [["200", "3", "1", "001", "1"], ["200", "3", "2", "002", "2"], ["200", "3", "n/a", "003", "3"]]
    );
    assert_eq!(column(&reshape(&["--type", "zip=integer"]), "zip"), ["1", "2", "3"]);
    assert_eq!(column(&reshape(&["--type", "zip=auto"]), "zip"), ["001", "002", "003"]);
    let types = |document: &std::path::Path| -> Vec<String> {
        let told = Cli::new(["info"]).with([document]).with(["--json"]).run().expect(0).json();
        told["types"].as_array().expect("types").iter().map(|ty| ty.as_str().expect("a word").to_owned()).collect()
    };
    assert_eq!(types(&document), ["integer", "integer", "text", "text", "text"]);
    reshape(&["--reset"]);
    assert_eq!(types(&document), ["text", "text", "text", "date", "text", "integer"]);
    assert_eq!(server.paths().len(), asked, "nothing was asked for");
    refused(Cli::new(["reshape"]).with([&document]).with(["--type", "zip=number"]).run(), &["integer", "decimal"]);
    refused(Cli::new(["reshape"]).with([&document]).with(["--columns", "$.["]).run(), &["JSONPath"]);
}
