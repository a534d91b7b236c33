//! What is sent for what is typed: values in all their forms, combined, encoded by position.

use std::fs;

use fetchgrid_tests::{Server, scratch};

use crate::fetch;

/// One worker asks in plan order, so the paths seen are the plan.
fn check(template: &str, args: &[&str], expected: &[&str]) {
    let server = Server::echo_ids();
    let folder = scratch();
    let document = folder.path().join("asks.fetchgrid");
    fetch(&server.at(template), &document, args).with(["--workers", "1"]).run().expect(0);
    assert_eq!(server.paths(), expected, "{template} {args:?}");
}

#[test]
fn typed_values() {
    check("/i/{id}", &["--values", "id=1-3"], &["/i/1", "/i/2", "/i/3"]);
    check("/i/{id}", &["--values", "id=008-011"], &["/i/008", "/i/009", "/i/010", "/i/011"]);
    check("/i/{id}", &["--values", "id=0-10/5"], &["/i/0", "/i/5", "/i/10"]);
    check("/i/{id}", &["--values", "id=a,b;c\td\ne"], &["/i/a", "/i/b", "/i/c", "/i/d", "/i/e"]);
    check("/i/{id}", &["--values", "id= a ,, b "], &["/i/a", "/i/b"]);
    check("/i/{id}", &["--values", "id=007,7"], &["/i/007", "/i/7"]);
    // Asked once, it fills both rows.
    check("/i/{id}", &["--values", "id=1,1"], &["/i/1"]);
    check("/i/{id}", &["--values", "id=1-2,x,9-10"], &["/i/1", "/i/2", "/i/x", "/i/9", "/i/10"]);
}

#[test]
fn values_from_files() {
    let folder = scratch();
    let at = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        path.display().to_string()
    };
    let text = at("ids.txt", "7\n007\n\n8\n");
    check("/i/{id}", &["--values", &format!("id=@{text}")], &["/i/7", "/i/007", "/i/8"]);
    let table = at("ids.csv", "code,name\n01,Ann\n02,\"Bo, Jr\"\n");
    check("/i/{id}", &["--values", &format!("id=@{table}#code")], &["/i/01", "/i/02"]);
    check("/i/{id}", &["--values", &format!("id=@{table}#name")], &["/i/Ann", "/i/Bo,%20Jr"]);
    let german = at("german.csv", "Nr;Name\n1;Müller\n");
    check("/i/{id}", &["--values", &format!("id=@{german}#Name")], &["/i/M%C3%BCller"]);
}

#[test]
fn several_lists() {
    let lists = ["--values", "type=m,p", "--values", "id=1-2"];
    check("/{type}?id={id}", &lists, &["/m?id=1", "/m?id=2", "/p?id=1", "/p?id=2"]);
    let zip = [&lists[..], &["--combine", "zip"]].concat();
    check("/{type}?id={id}", &zip, &["/m?id=1", "/p?id=2"]);
    let product = [&lists[..], &["--combine", "product"]].concat();
    check("/{type}?id={id}", &product, &["/m?id=1", "/m?id=2", "/p?id=1", "/p?id=2"]);
}

#[test]
fn encoding_by_position() {
    check("/i/{id}", &["--values", "id=a/b"], &["/i/a%2Fb"]);
    check("/i/{id}", &["--values", "id=a b"], &["/i/a%20b"]);
    check("/i/{id}", &["--values", "id=50%"], &["/i/50%25"]);
    check("/i/{id}", &["--values", "id=a?b#c"], &["/i/a%3Fb%23c"]);
    check("/i?q={id}", &["--values", "id=a&b=c+d"], &["/i?q=a%26b%3Dc%2Bd"]);
    check("/i?q={id}", &["--values", "id=Zürich"], &["/i?q=Z%C3%BCrich"]);
}

#[test]
fn methods_headers_and_bodies() {
    let server = Server::echo_ids();
    let folder = scratch();
    let args = [
        "--values",
        "id=5,\"say \"\"hi\"\"\"",
        "--method",
        "POST",
        "--header",
        "X-Kind: {id}",
        "--header",
        "Accept: text/json",
        "--body",
        r#"{"id": "{id}", "more": {"a": 1}}"#,
        "--workers",
        "1",
    ];
    let document = folder.path().join("post.fetchgrid");
    fetch(&server.at("/search"), &document, &args).run().expect(0);
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    assert_eq!((seen[0].method.as_str(), seen[0].path.as_str()), ("POST", "/search"));
    assert_eq!(seen[0].headers["x-kind"], "5");
    assert_eq!(seen[0].headers["accept"], "text/json");
    assert_eq!(seen[0].headers["content-type"], "application/json");
    assert_eq!(seen[0].body, r#"{"id": "5", "more": {"a": 1}}"#);
    assert_eq!(seen[1].body, r#"{"id": "say \"hi\"", "more": {"a": 1}}"#);
}

#[test]
fn never_more_requests_at_once_than_workers() {
    for workers in [1, 3, 16] {
        let server = Server::start(|seen| {
            fetchgrid_tests::Answer::After(
                std::time::Duration::from_millis(20),
                Box::new(fetchgrid_tests::Answer::Json(serde_json::json!({ "id": seen.last_part() }))),
            )
        });
        let folder = scratch();
        let document = folder.path().join("workers.fetchgrid");
        let args = ["--values", "id=1-64", "--workers", &workers.to_string()];
        fetch(&server.at("/{id}"), &document, &args).run().expect(0);
        assert_eq!(server.max_in_flight(), workers);
    }
}
