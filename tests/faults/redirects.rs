//! Redirects that lead somewhere, nowhere, and round in circles.

use fetchgrid_tests::Port;

use crate::case::{Case, LASTING};

/// The first request and ten redirects.
const TO_THE_LIMIT: u64 = 11;

#[test]
fn without_end() {
    // A circle is seen for what it is at once.
    for (kind, asked) in [("loop", 1), ("maze", TO_THE_LIMIT)] {
        let seen = Case::new(kind).run(2);
        assert_eq!(seen.summary["failures"], serde_json::json!({ "redirect": 6 }));
        for id in [6, 12, 36] {
            assert_eq!(seen.asked(id), asked, "{kind}");
        }
        let requests = fetchgrid_tests::stored(&seen.document);
        let failed = requests.iter().filter(|request| !request.ok);
        for request in failed {
            assert_eq!(request.attempts, 1, "{request:?}");
            assert!(request.message.as_deref().unwrap_or_default().contains("redirect"), "{request:?}");
        }
    }
}

#[test]
fn to_nowhere() {
    Case::new("nowhere").fails("redirect", LASTING, &["redirected", "without saying where"]);
    Case::new("nonsense").fails("redirect", LASTING, &["redirect"]);
    Case::new("to-mail").fails("redirect", LASTING, &["redirect"]);
}

#[test]
fn to_another_path() {
    let seen = Case::new("moved").run(0);
    assert_eq!(seen.cells("id").len(), 40);
    assert_eq!(seen.faults.attempts("/ok/6"), 1);
}

#[test]
fn to_another_host() {
    let seen = Case::new("away").run(0);
    assert_eq!(seen.cells("id").len(), 40);
    let elsewhere = seen.faults.visits().into_iter().filter(|visit| visit.port == Port::Elsewhere).count();
    assert_eq!(elsewhere, 6);
}
