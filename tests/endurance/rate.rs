//! What a host is spared, measured at the host.

use std::time::Duration;

use fetchgrid_tests::{Answer, Echo, Server, scratch};

use crate::fetch;

/// Runs so many requests and looks at their arrivals: never more than `most` in a second, and as long as it should take.
fn check(rate: &str, requests: usize, most: usize, seconds: f64) {
    let echo = Echo::start();
    let folder = scratch();
    let args = ["--values", &format!("number=1-{requests}"), "--workers", "16", "--rate", rate];
    fetch(&echo.at("/{number}"), &folder.path().join("rate.fetchgrid"), &args).run().expect(0);
    let arrivals: Vec<_> = echo.log().iter().map(|asked| asked.at).collect();
    assert_eq!(arrivals.len(), requests);
    for (place, from) in arrivals.iter().enumerate() {
        let within = arrivals[place..].iter().take_while(|at| **at < *from + Duration::from_secs(1)).count();
        assert!(within <= most, "{rate}: {within} requests in the second after request {}", place + 1);
    }
    let took = (arrivals[requests - 1] - arrivals[0]).as_secs_f64();
    eprintln!("{rate}: {requests} requests in {took:.2} s");
    assert!((seconds * 0.95..=seconds * 1.05).contains(&took), "{rate}: {took} s instead of {seconds} s");
}

#[test]
fn five_a_second() {
    check("5/s", 60, 6, 11.8);
}

#[test]
fn in_a_minute_and_in_fractions() {
    check("240/min", 9, 5, 2.0);
    check("0.8/s", 4, 2, 3.75);
}

#[test]
fn so_many_at_once() {
    let server = Server::start(|seen| {
        Answer::After(Duration::from_millis(20), Box::new(Answer::Json(serde_json::json!({ "id": seen.last_part() }))))
    });
    let folder = scratch();
    let args = ["--values", "id=1-60", "--workers", "16", "--max-in-flight", "3"];
    fetch(&server.at("/{id}"), &folder.path().join("flight.fetchgrid"), &args).run().expect(0);
    assert_eq!(server.max_in_flight(), 3);
}
