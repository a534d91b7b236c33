//! Connections that are refused, torn, or left hanging.

use std::ops::RangeInclusive;

use fetchgrid_tests::Port;

use crate::case::{Case, PASSING};

/// One more than the attempts that count: a connection may close just as it is used again, which says nothing about the
/// request, so that it is sent once more by a connection of its own.
const EXCUSED: RangeInclusive<u64> = 4..=4;

#[test]
fn nobody_listens() {
    Case::at(Port::Refused).fails("connection", PASSING, &["127.0.0.1", "nothing answers", "3 times"]);
}

#[test]
fn reset_before_an_answer() {
    for kind in ["resets-at-once", "resets-in-head"] {
        Case::new(kind).fails("connection", EXCUSED, &["closed the connection"]);
    }
}

#[test]
fn closed_without_an_answer() {
    Case::new("closes-at-once").fails("connection", EXCUSED, &["closed the connection"]);
}

#[test]
fn cut_off_in_the_answer() {
    for kind in ["resets-in-body", "length-too-long", "chunks-cut-off"] {
        Case::new(kind).fails("cut_off", PASSING, &["before the answer was complete"]);
    }
}

#[test]
fn nothing_comes() {
    for kind in ["hangs", "hangs-in-body", "drips"] {
        Case::new(kind).timeout("2").fails("timeout", PASSING, &["2 s"]);
    }
}

#[test]
fn no_http() {
    // Another attempt may be made, but it will not learn HTTP.
    Case::new("garbage").fails("unexpected_format", 1..=3, &["HTTP"]);
}
