//! Secure connections that are not.

use fetchgrid_tests::{Cli, Faults, Port, scratch};
use serde_json::json;

use crate::case::{Case, LASTING, PASSING};

#[test]
fn certificates() {
    let check = |port: Port, words: &[&str]| {
        let seen = Case::at(port).secure().fails("tls", LASTING, words);
        assert_eq!(seen.faults.connections(port), 6, "{port:?}: one attempt each");
    };
    check(Port::Expired, &["certificate", "127.0.0.1", "expired"]);
    check(Port::NotYetValid, &["certificate", "not valid yet"]);
    check(Port::SelfSigned, &["certificate", "not trusted"]);
    check(Port::WrongHost, &["certificate", "another host"]);
}

#[test]
fn no_tls_at_all() {
    Case::at(Port::Plain).secure().fails("tls", LASTING, &["https://"]);
}

#[test]
fn a_greeting_that_never_comes() {
    let seen = Case::at(Port::Silent).secure().timeout("2").fails("timeout", PASSING, &["answer"]);
    assert_eq!(seen.faults.connections(Port::Silent), 18, "three attempts each");
}

#[test]
fn a_certificate_of_the_company_opens_the_way() {
    let faults = Faults::start();
    let folder = scratch();
    let address = format!("https://localhost:{}/ok/{{id}}", faults.port(Port::Trusted));
    let fetch = |name: &str| {
        Cli::new(["fetch", &address, "--values", "id=1-5", "--json", "--document"]).with([folder.path().join(name)])
    };
    let summary = fetch("without.fetchgrid").run().expect(2).json();
    assert_eq!(summary["failures"], json!({ "tls": 5 }));
    assert_eq!(faults.visits().len(), 0);

    let authority = folder.path().join("authority.pem");
    std::fs::write(&authority, faults.authority()).expect("a file");
    let summary = fetch("with.fetchgrid").with(["--certificate"]).with([&authority]).run().expect(0).json();
    assert_eq!(summary["succeeded"], 5);

    // A document that failed for want of it goes on with it.
    let retried = Cli::new(["run"]).with([folder.path().join("without.fetchgrid")]);
    let summary = retried.with(["--retry-failed", "--json", "--certificate"]).with([&authority]).run().expect(0).json();
    assert_eq!(summary["succeeded"], 5);
}
