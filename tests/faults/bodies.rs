//! Bodies that are not what their headers say, or more than anyone wants.

use crate::case::{Case, LASTING, PASSING};

/// What the program may hold while it refuses bodies of a gigabyte, at a limit of 2 MB.
const MOST_KIB: u64 = 120 * 1024;

#[test]
fn json_that_ends_in_the_middle() {
    for kind in ["truncated-json", "length-too-short"] {
        Case::new(kind).fails("cut_off", PASSING, &["ends in the middle"]);
    }
}

#[test]
fn packed_wrongly() {
    Case::new("not-gzip").fails("unexpected_format", LASTING, &["cannot be unpacked"]);
}

#[test]
fn packed_and_cut_off() {
    Case::new("gzip-cut-off").fails("cut_off", PASSING, &[]);
}

#[test]
fn packed_rightly() {
    Case::new("gzip").succeeds(LASTING);
}

#[test]
fn larger_than_the_limit() {
    for kind in ["gzip-bomb", "endless"] {
        let seen = Case::new(kind).with(["--max-body", "2MB"]).fails("too_large", LASTING, &["2 MB"]);
        assert!(0 < seen.peak_kib && seen.peak_kib < MOST_KIB, "{kind}: {} KiB", seen.peak_kib);
    }
}

#[test]
fn a_bomb_at_the_usual_limit() {
    let seen = Case::new("gzip-bomb").fails("too_large", LASTING, &["64 MB"]);
    // Six at once at most, and room for one to grow into.
    assert!(seen.peak_kib < 7 * 64 * 1024 + MOST_KIB, "{} KiB", seen.peak_kib);
}

#[test]
fn a_body_where_there_can_be_none() {
    let seen = Case::new("204-with-body").succeeds(LASTING);
    assert!(!seen.cells("id").iter().any(|id| id.contains("none")), "the body of a 204 is no data");
}

#[test]
fn charsets() {
    for kind in ["latin-1", "utf-8", "charset-unknown"] {
        let cities = Case::new(kind).succeeds(LASTING).cells("city");
        assert_eq!(cities.iter().filter(|city| *city == "Zürich").count(), 6, "{kind}: {cities:?}");
    }
}

#[test]
fn a_wrong_charset_makes_no_wrong_letters() {
    // No letter is guessed: bytes that are not what they are said to be make no row.
    Case::new("latin-1-as-utf-8").fails("unexpected_format", LASTING, &["UTF-8"]);
}
