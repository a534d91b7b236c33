//! The command line program against the real httpbin: what a server does that nobody here wrote.

use std::time::{Duration, Instant};

use fetchgrid_tests::{Cli, Httpbin, Stored, column, exported, scratch, stored};

/// How one request shall end.
enum End {
    /// So many rows, and a cell of the first one by its title.
    Rows(usize, &'static str, &'static str),
    /// Success, and nothing to make rows of.
    Nothing,
    /// A category, a part of the message, and the attempts.
    Fails(&'static str, &'static str, u64),
}

use End::*;

/// Fetches one path, with two retries.
fn check(server: &Httpbin, path: &str, args: &[&str], end: &End) {
    let folder = scratch();
    let document = folder.path().join("httpbin.fetchgrid");
    let cli = Cli::new(["fetch", &server.at(path), "--backoff", "1ms..5ms", "--document"]);
    let code = match end {
        Rows(..) | Nothing => 0,
        Fails(..) => 2,
    };
    cli.with([&document]).with(args).run().expect(code);
    let requests = stored(&document);
    let [request] = requests.as_slice() else { panic!("{path}: {requests:?}") };
    let Stored { ok, category, message, attempts, .. } = request;
    match end {
        Rows(count, title, cell) => {
            let cells = column(&exported(&document), title);
            assert_eq!((cells.len(), cells.first().map(String::as_str)), (*count, Some(*cell)), "{path}");
        }
        Nothing => assert!(*ok && exported(&document).concat().concat().is_empty(), "{path}: {request:?}"),
        Fails(expected, words, times) => {
            assert_eq!((category.as_deref(), attempts), (Some(*expected), times), "{path}: {request:?}");
            assert!(message.as_deref().unwrap_or_default().contains(words), "{path}: {request:?}");
        }
    }
}

#[test]
fn statuses() {
    let server = Httpbin::start();
    let check = |status: &str, end| check(&server, &format!("/status/{status}"), &[], &end);
    check("200", Nothing);
    check("204", Nothing);
    check("304", Fails("redirect", "304", 1));
    check("400", Fails("client_error", "400", 1));
    check("401", Fails("sign_in", "401", 1));
    check("403", Fails("sign_in", "403", 1));
    check("404", Fails("not_found", "404", 1));
    check("410", Fails("not_found", "410", 1));
    check("418", Fails("client_error", "418", 1));
    check("500", Fails("server_error", "500", 3));
    check("503", Fails("server_error", "503", 3));
}

/// Slow-downs are tried more often than two retries say.
#[test]
fn slow_down() {
    let server = Httpbin::start();
    let folder = scratch();
    let document = folder.path().join("slow.fetchgrid");
    let cli = Cli::new(["fetch", &server.at("/status/429"), "--backoff", "1ms..5ms", "--document"]);
    cli.with([&document]).run().expect(2);
    let requests = stored(&document);
    assert_eq!(requests[0].category.as_deref(), Some("too_many_requests"));
    assert!((3..=13).contains(&requests[0].attempts), "{requests:?}");
}

#[test]
fn packed_answers() {
    let server = Httpbin::start();
    let check = |path: &str, end| check(&server, path, &[], &end);
    check("/gzip", Rows(1, "gzipped", "true"));
    check("/deflate", Rows(1, "deflated", "true"));
    check("/brotli", Rows(1, "brotli", "true"));
}

#[test]
fn redirects() {
    let server = Httpbin::start();
    let check = |path: &str, end| check(&server, path, &[], &end);
    for path in ["/redirect/3", "/relative-redirect/3", "/absolute-redirect/3", "/relative-redirect/10", "/status/302"]
    {
        check(path, Rows(1, "origin", "127.0.0.1"));
    }
    check("/relative-redirect/11", Fails("redirect", "more than 10 times", 1));
    check("/redirect-to?url=%2Fget&status_code=307", Rows(1, "origin", "127.0.0.1"));
}

#[test]
fn sign_in() {
    let server = Httpbin::start();
    let check = |path: &str, args: &[&str], end| check(&server, path, args, &end);
    let basic = ["--header", "Authorization: Basic dXNlcjpwYXNz"];
    check("/basic-auth/user/pass", &basic, Rows(1, "user", "user"));
    check("/basic-auth/user/other", &basic, Fails("sign_in", "401", 1));
    check("/hidden-basic-auth/user/other", &basic, Fails("not_found", "404", 1));
    check("/bearer", &["--header", "Authorization: Bearer s3cret"], Rows(1, "authenticated", "true"));
    check("/bearer", &[], Fails("sign_in", "401", 1));
}

#[test]
fn slow_and_piecemeal() {
    let server = Httpbin::start();
    let check = |path: &str, args: &[&str], end| check(&server, path, args, &end);
    let start = Instant::now();
    check("/delay/1", &[], Rows(1, "origin", "127.0.0.1"));
    assert!(start.elapsed() >= Duration::from_secs(1));
    check("/delay/4", &["--timeout", "1"], Fails("timeout", "1 s", 3));
    check("/drip?duration=3&numbytes=6&delay=0", &["--timeout", "1", "--retries", "0"], Fails("timeout", "1 s", 1));
    // A record a line, though it is called JSON.
    check("/stream/20", &[], Rows(20, "id", "0"));
}

#[test]
fn forms_that_make_no_rows() {
    let server = Httpbin::start();
    let check = |path: &str, end| check(&server, path, &[], &end);
    check("/drip?duration=0&numbytes=6&delay=0", Fails("unexpected_format", "", 1));
    check("/bytes/64?seed=3", Fails("unexpected_format", "", 1));
    check("/stream-bytes/64?seed=3", Fails("unexpected_format", "", 1));
    check("/image/png", Fails("unexpected_format", "", 1));
    check("/robots.txt", Fails("unexpected_format", "", 1));
    check("/html", Fails("web_page", "web page", 1));
    check("/encoding/utf8", Fails("web_page", "web page", 1));
}

#[test]
fn data() {
    let server = Httpbin::start();
    let folder = scratch();
    let document = folder.path().join("data.fetchgrid");
    let cli = Cli::new(["fetch", &server.at("/get?id={id}"), "--values", "id=1-50", "--workers", "8", "--document"]);
    cli.with([&document]).run().expect(0);
    let expected: Vec<_> = (1..=50).map(|id| id.to_string()).collect();
    assert_eq!(column(&exported(&document), "args.id"), expected);
    check(&server, "/json", &[], &Rows(1, "slideshow.author", "Yours Truly"));
    check(&server, "/xml", &[], &Rows(2, "title", "Wake up to WonderWidgets!"));
}
