//! A key goes to the host it was given for, and to no other.

use fetchgrid_tests::{Cli, Faults, Port, scratch};

#[test]
fn another_host_is_not_told_the_key() {
    let faults = Faults::start();
    let folder = scratch();
    Cli::new(["fetch", &faults.at("/{kind}/{id}"), "--values", "kind=ok,away", "--values", "id=1-5"])
        .with(["--header", "Authorization: Bearer s3cret", "--header", "Cookie: session=s3cret"])
        .with(["--header", "X-Api-Key: s3cret", "--header", "X-Plain: seen", "--json", "--document"])
        .with([folder.path().join("secrets.fetchgrid")])
        .run()
        .expect(0);
    let visits = faults.visits();
    let here: Vec<_> = visits.iter().filter(|visit| visit.port == Port::Plain).collect();
    let away: Vec<_> = visits.iter().filter(|visit| visit.port == Port::Elsewhere).collect();
    assert_eq!((here.len(), away.len()), (10, 5));
    for visit in here {
        for (name, value) in [("authorization", "Bearer s3cret"), ("cookie", "session=s3cret"), ("x-api-key", "s3cret")]
        {
            assert_eq!(visit.header(name), Some(value));
        }
    }
    for visit in away {
        assert!(!format!("{:?}", visit.headers).contains("s3cret"), "{:?}", visit.headers);
        assert!(!visit.path.contains("s3cret"), "{}", visit.path);
        assert_eq!(visit.header("x-plain"), Some("seen"));
    }
}

#[test]
fn a_proxy_is_asked_for_what_only_it_can_reach() {
    let faults = Faults::start();
    let folder = scratch();
    let proxy = faults.at("");
    let summary = Cli::new(["fetch", "http://inside.invalid/ok/{id}", "--values", "id=1-10", "--proxy", &proxy])
        .with(["--json", "--document"])
        .with([folder.path().join("proxy.fetchgrid")])
        .run()
        .expect(0)
        .json();
    assert_eq!(summary["succeeded"], 10);
    assert_eq!(faults.visits().len(), 10);
    assert!(faults.visits().iter().all(|visit| visit.header("host") == Some("inside.invalid")));
}
